CREATE TABLE page_look (
    id UUID PRIMARY KEY, application_id UUID NOT NULL, account_id UUID NOT NULL, document_id UUID NOT NULL,
    page INTEGER NOT NULL, looked_at TIMESTAMP NOT NULL, UNIQUE (account_id, document_id, page)
);
