CREATE TABLE checklist_answer (
    id UUID PRIMARY KEY, application_id UUID NOT NULL, account_id UUID NOT NULL, round INTEGER NOT NULL,
    code TEXT NOT NULL, holds BOOLEAN NOT NULL, answered_at TIMESTAMP NOT NULL
);
ALTER TABLE decision ADD COLUMN checklist JSON DEFAULT '[]';
ALTER TABLE decision ALTER COLUMN checklist SET NOT NULL;
