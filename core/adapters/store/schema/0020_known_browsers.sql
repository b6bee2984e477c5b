ALTER TABLE tries ADD COLUMN owner TEXT DEFAULT '';
ALTER TABLE session ADD COLUMN mark TEXT DEFAULT '';
CREATE TABLE known_browser (
    id UUID PRIMARY KEY, credential_id UUID NOT NULL, mark TEXT NOT NULL, seen_at TIMESTAMP NOT NULL,
    version INTEGER NOT NULL, UNIQUE (credential_id, mark)
);
