CREATE TABLE register_withdrawal (
    id UUID PRIMARY KEY, regulator TEXT NOT NULL, edition_id UUID NOT NULL UNIQUE, withdrawn_at TIMESTAMP NOT NULL,
    withdrawn_by UUID, reason TEXT NOT NULL
);
