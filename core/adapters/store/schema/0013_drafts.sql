CREATE TABLE kept_text (
    id UUID PRIMARY KEY, account_id UUID NOT NULL, place TEXT NOT NULL, field TEXT NOT NULL, application_id UUID,
    text TEXT NOT NULL, kept_at TIMESTAMP NOT NULL, version INTEGER NOT NULL, UNIQUE (account_id, place, field)
);
ALTER TABLE lost_claim ADD COLUMN kind TEXT DEFAULT 'taken';
ALTER TABLE lost_claim ALTER COLUMN kind SET NOT NULL;
