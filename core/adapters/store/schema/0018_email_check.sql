CREATE TABLE email_check (
    id UUID PRIMARY KEY, application_id UUID NOT NULL, address TEXT NOT NULL, code_digest TEXT NOT NULL,
    sent_at TIMESTAMP NOT NULL, wrong INTEGER NOT NULL, confirmed_at TIMESTAMP, version INTEGER NOT NULL
);
