ALTER TABLE credential ADD COLUMN closed_at TIMESTAMP;
ALTER TABLE account ADD COLUMN name TEXT DEFAULT '';
ALTER TABLE account ADD COLUMN organisation TEXT DEFAULT '';
ALTER TABLE account ADD COLUMN is_authorised_person BOOLEAN DEFAULT false;
ALTER TABLE account ADD COLUMN enrolled_at TIMESTAMP;
ALTER TABLE account ADD COLUMN closed_at TIMESTAMP;
ALTER TABLE session ADD COLUMN asked_place INTEGER;
ALTER TABLE session ADD COLUMN question_passed BOOLEAN DEFAULT false;
ALTER TABLE application ADD COLUMN name TEXT DEFAULT '';
ALTER TABLE application ADD COLUMN name_key TEXT DEFAULT '';
ALTER TABLE application ADD COLUMN regulator TEXT DEFAULT '';
ALTER TABLE application ADD COLUMN membership_number TEXT DEFAULT '';
ALTER TABLE application ADD COLUMN language TEXT DEFAULT '';
ALTER TABLE application ADD COLUMN officer_id UUID;
ALTER TABLE application ADD COLUMN round INTEGER DEFAULT 0;
ALTER TABLE application ADD COLUMN decided_at TIMESTAMP;
ALTER TABLE document ADD COLUMN request_id UUID;
ALTER TABLE message ADD COLUMN decision_id UUID;
ALTER TABLE message ADD COLUMN sealed TEXT;
ALTER TABLE account ALTER COLUMN name SET NOT NULL;
ALTER TABLE account ALTER COLUMN organisation SET NOT NULL;
ALTER TABLE account ALTER COLUMN is_authorised_person SET NOT NULL;
ALTER TABLE session ALTER COLUMN question_passed SET NOT NULL;
ALTER TABLE application ALTER COLUMN name SET NOT NULL;
ALTER TABLE application ALTER COLUMN name_key SET NOT NULL;
ALTER TABLE application ALTER COLUMN regulator SET NOT NULL;
ALTER TABLE application ALTER COLUMN membership_number SET NOT NULL;
ALTER TABLE application ALTER COLUMN language SET NOT NULL;
ALTER TABLE application ALTER COLUMN round SET NOT NULL;
UPDATE application SET round = 1 WHERE submitted_at IS NOT NULL;
CREATE TABLE security_question (
    id UUID PRIMARY KEY, account_id UUID NOT NULL, place INTEGER NOT NULL, question TEXT NOT NULL,
    answer_hash TEXT NOT NULL, set_at TIMESTAMP NOT NULL, UNIQUE (account_id, place)
);
CREATE TABLE credential_move (
    id UUID PRIMARY KEY, account_id UUID NOT NULL, credential_id UUID NOT NULL, asked_at TIMESTAMP NOT NULL,
    due_at TIMESTAMP NOT NULL, stop_digest TEXT NOT NULL UNIQUE, stopped_at TIMESTAMP, done_at TIMESTAMP,
    version INTEGER NOT NULL
);
CREATE TABLE move_code (
    id UUID PRIMARY KEY, account_id UUID NOT NULL, code_digest TEXT NOT NULL UNIQUE, made_at TIMESTAMP NOT NULL
);
CREATE TABLE decision (
    id UUID PRIMARY KEY, application_id UUID NOT NULL, number INTEGER NOT NULL, outcome TEXT NOT NULL,
    reasons JSON NOT NULL, officer_id UUID NOT NULL, decided_at TIMESTAMP NOT NULL, UNIQUE (application_id, number)
);
CREATE TABLE document_request (
    id UUID PRIMARY KEY, application_id UUID NOT NULL, decision_id UUID NOT NULL, kind TEXT NOT NULL,
    again BOOLEAN NOT NULL, name TEXT NOT NULL, reason TEXT NOT NULL, asked_at TIMESTAMP NOT NULL
);
CREATE TABLE pin (
    id UUID PRIMARY KEY, application_id UUID NOT NULL, pin_hash TEXT NOT NULL, made_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL, used_at TIMESTAMP, revoked_at TIMESTAMP, version INTEGER NOT NULL
);
