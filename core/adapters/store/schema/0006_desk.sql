ALTER TABLE account ADD COLUMN team TEXT DEFAULT '';
ALTER TABLE application ADD COLUMN province TEXT DEFAULT '';
ALTER TABLE application ADD COLUMN search_key TEXT DEFAULT '';
ALTER TABLE application ADD COLUMN changed_at TIMESTAMP;
ALTER TABLE application ADD COLUMN clock_since DATE;
ALTER TABLE application ADD COLUMN clock_stopped_on DATE;
ALTER TABLE application ADD COLUMN clock_age INTEGER;
ALTER TABLE application ADD COLUMN clock_rank INTEGER;
ALTER TABLE application ADD COLUMN claimed_by UUID;
ALTER TABLE application ADD COLUMN claimed_at TIMESTAMP;
ALTER TABLE application ADD COLUMN claim_seen_at TIMESTAMP;
ALTER TABLE account ALTER COLUMN team SET NOT NULL;
ALTER TABLE application ALTER COLUMN province SET NOT NULL;
ALTER TABLE application ALTER COLUMN search_key SET NOT NULL;
CREATE TABLE saved_view (
    id UUID PRIMARY KEY, account_id UUID NOT NULL, name TEXT NOT NULL, wanted JSON NOT NULL, version INTEGER NOT NULL,
    UNIQUE (account_id, name)
);
CREATE TABLE lost_claim (
    id UUID PRIMARY KEY, account_id UUID NOT NULL, application_id UUID NOT NULL, reference TEXT NOT NULL,
    by_id UUID NOT NULL, why TEXT NOT NULL, lost_at TIMESTAMP NOT NULL, read_at TIMESTAMP, version INTEGER NOT NULL
);
