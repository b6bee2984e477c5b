CREATE TABLE form_reading (
    id UUID PRIMARY KEY, document_id UUID NOT NULL UNIQUE, application_id UUID NOT NULL, read_at TIMESTAMP NOT NULL,
    pages JSON NOT NULL
);
CREATE TABLE form_kept (
    id UUID PRIMARY KEY, document_id UUID NOT NULL, application_id UUID NOT NULL, answers_digest TEXT NOT NULL,
    notices TEXT[] NOT NULL, kept_at TIMESTAMP NOT NULL, UNIQUE (document_id, answers_digest)
);
