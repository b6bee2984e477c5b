ALTER TABLE application ADD COLUMN mark TEXT DEFAULT '';
ALTER TABLE application ADD COLUMN held_until DATE;
ALTER TABLE application ADD COLUMN held_for TEXT DEFAULT '';
ALTER TABLE application ADD COLUMN answer_by DATE;
ALTER TABLE application ADD COLUMN barred UUID[] DEFAULT (ARRAY[]::UUID[]);
ALTER TABLE application ADD COLUMN turns INTEGER DEFAULT 0;
ALTER TABLE application ADD COLUMN erased_at TIMESTAMP;
ALTER TABLE decision ADD COLUMN countersigned_by UUID;
ALTER TABLE decision ADD COLUMN without_notice TEXT DEFAULT '';
ALTER TABLE decision ADD COLUMN reconsider_by DATE;
ALTER TABLE decision ADD COLUMN reconsidered TEXT DEFAULT '';
ALTER TABLE decision ADD COLUMN round INTEGER DEFAULT 0;
ALTER TABLE document_request ADD COLUMN may_stay_empty BOOLEAN DEFAULT false;
ALTER TABLE message ADD COLUMN edition INTEGER DEFAULT 1;
ALTER TABLE application ALTER COLUMN mark SET NOT NULL;
ALTER TABLE application ALTER COLUMN held_for SET NOT NULL;
ALTER TABLE application ALTER COLUMN barred SET NOT NULL;
ALTER TABLE application ALTER COLUMN turns SET NOT NULL;
ALTER TABLE decision ALTER COLUMN without_notice SET NOT NULL;
ALTER TABLE decision ALTER COLUMN reconsidered SET NOT NULL;
ALTER TABLE decision ALTER COLUMN round SET NOT NULL;
-- until now every decision was about the submission of its own number
UPDATE decision SET round = number;
ALTER TABLE document_request ALTER COLUMN may_stay_empty SET NOT NULL;
ALTER TABLE message ALTER COLUMN edition SET NOT NULL;
CREATE TABLE notice (
    id UUID PRIMARY KEY, application_id UUID NOT NULL, number INTEGER NOT NULL, round INTEGER NOT NULL,
    reasons JSON NOT NULL, reason_codes TEXT[] NOT NULL, officer_id UUID NOT NULL, given_at TIMESTAMP NOT NULL,
    answer_by DATE NOT NULL, UNIQUE (application_id, number)
);
CREATE TABLE notice_answer (
    id UUID PRIMARY KEY, application_id UUID NOT NULL, notice_id UUID NOT NULL UNIQUE, text TEXT NOT NULL,
    answered_at TIMESTAMP NOT NULL
);
CREATE TABLE draft_decision (
    id UUID PRIMARY KEY, application_id UUID NOT NULL, number INTEGER NOT NULL, outcome TEXT NOT NULL,
    reasons JSON NOT NULL, wanted JSON NOT NULL, overruled JSON NOT NULL, without_notice TEXT NOT NULL,
    officer_id UUID NOT NULL, cause TEXT NOT NULL, drafted_at TIMESTAMP NOT NULL, UNIQUE (application_id, number)
);
CREATE TABLE countersignature (
    id UUID PRIMARY KEY, application_id UUID NOT NULL, draft_id UUID NOT NULL UNIQUE, officer_id UUID NOT NULL,
    agrees BOOLEAN NOT NULL, why TEXT NOT NULL, given_at TIMESTAMP NOT NULL, decision_id UUID
);
CREATE TABLE undone_decision (
    id UUID PRIMARY KEY, application_id UUID NOT NULL, decision_id UUID NOT NULL UNIQUE, officer_id UUID NOT NULL,
    decided_by UUID NOT NULL, undone_at TIMESTAMP NOT NULL
);
CREATE TABLE reconsideration (
    id UUID PRIMARY KEY, application_id UUID NOT NULL UNIQUE, decision_id UUID NOT NULL, text TEXT NOT NULL,
    asked_at TIMESTAMP NOT NULL
);
CREATE TABLE letter_edition (
    id UUID PRIMARY KEY, letter TEXT NOT NULL, number INTEGER NOT NULL, texts JSON NOT NULL,
    published_at TIMESTAMP NOT NULL, published_by UUID NOT NULL, UNIQUE (letter, number)
);
CREATE TABLE erasure (
    id UUID PRIMARY KEY, application_id UUID NOT NULL UNIQUE, vault_keys TEXT[] NOT NULL, erased_at TIMESTAMP NOT NULL,
    version INTEGER NOT NULL
);
