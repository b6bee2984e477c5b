CREATE TABLE credential (
    id UUID PRIMARY KEY, kind TEXT NOT NULL, user_code TEXT UNIQUE, password_hash TEXT, issuer TEXT, subject TEXT,
    account_id UUID, created_at TIMESTAMP NOT NULL, events INTEGER NOT NULL, chain TEXT NOT NULL,
    version INTEGER NOT NULL, UNIQUE (issuer, subject)
);
CREATE TABLE tries (
    id UUID PRIMARY KEY, subject TEXT NOT NULL UNIQUE, wrong INTEGER NOT NULL, locks INTEGER NOT NULL,
    locked_until TIMESTAMP, last_at TIMESTAMP NOT NULL, version INTEGER NOT NULL
);
CREATE TABLE recovery_question (
    id UUID PRIMARY KEY, credential_id UUID NOT NULL, place INTEGER NOT NULL, question TEXT NOT NULL,
    answer_hash TEXT NOT NULL, UNIQUE (credential_id, place)
);
CREATE TABLE account (
    id UUID PRIMARY KEY, role TEXT NOT NULL, created_at TIMESTAMP NOT NULL, version INTEGER NOT NULL
);
CREATE TABLE session (
    id UUID PRIMARY KEY, credential_id UUID NOT NULL, token_digest TEXT NOT NULL UNIQUE, opened_at TIMESTAMP NOT NULL,
    seen_at TIMESTAMP NOT NULL, ended_at TIMESTAMP, browser TEXT NOT NULL, address TEXT NOT NULL,
    version INTEGER NOT NULL
);
CREATE TABLE ticket (
    id UUID PRIMARY KEY, session_id UUID NOT NULL, ticket_digest TEXT NOT NULL UNIQUE, made_at TIMESTAMP NOT NULL
);
CREATE TABLE acceptance (
    id UUID PRIMARY KEY, credential_id UUID NOT NULL, terms TEXT NOT NULL, edition TEXT NOT NULL,
    language TEXT NOT NULL, accepted_at TIMESTAMP NOT NULL
);
CREATE TABLE partner_attempt (
    id UUID PRIMARY KEY, partner TEXT NOT NULL, state_digest TEXT NOT NULL UNIQUE, nonce TEXT NOT NULL,
    verifier TEXT NOT NULL, started_at TIMESTAMP NOT NULL
);
CREATE TABLE application (
    id UUID PRIMARY KEY, account_id UUID NOT NULL, reference TEXT NOT NULL UNIQUE, state TEXT NOT NULL,
    opened_on DATE NOT NULL, opened_at TIMESTAMP NOT NULL, last_day DATE NOT NULL, copied_from UUID,
    submitted_at TIMESTAMP, events INTEGER NOT NULL, chain TEXT NOT NULL, version INTEGER NOT NULL
);
CREATE TABLE answer (
    id UUID PRIMARY KEY, application_id UUID NOT NULL, question TEXT NOT NULL, value JSON,
    answered_at TIMESTAMP NOT NULL
);
CREATE TABLE print (
    id UUID PRIMARY KEY, application_id UUID NOT NULL, number INTEGER NOT NULL, digest TEXT NOT NULL,
    language TEXT NOT NULL, printed_at TIMESTAMP NOT NULL, pages INTEGER NOT NULL, places JSON NOT NULL,
    vault_key TEXT NOT NULL, sha256 TEXT NOT NULL, UNIQUE (application_id, number)
);
CREATE TABLE document (
    id UUID PRIMARY KEY, application_id UUID NOT NULL, kind TEXT NOT NULL, file_name TEXT NOT NULL,
    media_type TEXT NOT NULL, size INTEGER NOT NULL, pages INTEGER NOT NULL, sha256 TEXT NOT NULL,
    vault_key TEXT NOT NULL, given_at TIMESTAMP NOT NULL
);
CREATE TABLE document_removal (
    id UUID PRIMARY KEY, application_id UUID NOT NULL, document_id UUID NOT NULL, removed_at TIMESTAMP NOT NULL
);
CREATE TABLE submission (
    id UUID PRIMARY KEY, application_id UUID NOT NULL, number INTEGER NOT NULL, answers JSON NOT NULL,
    answers_digest TEXT NOT NULL, documents JSON NOT NULL, document_ids JSON NOT NULL, print_number INTEGER NOT NULL,
    submitted_at TIMESTAMP NOT NULL, UNIQUE (application_id, number)
);
CREATE TABLE event (
    id UUID PRIMARY KEY, subject_id UUID NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL,
    occurred_at TIMESTAMP NOT NULL, role TEXT NOT NULL, account_id UUID, session_id UUID, values_digest TEXT NOT NULL,
    previous TEXT NOT NULL, digest TEXT NOT NULL, UNIQUE (subject_id, number)
);
CREATE TABLE event_values (
    id UUID PRIMARY KEY, subject_id UUID NOT NULL, salt TEXT NOT NULL, "values" JSON NOT NULL
);
CREATE TABLE message (
    id UUID PRIMARY KEY, account_id UUID NOT NULL, application_id UUID, letter TEXT NOT NULL, told JSON NOT NULL,
    language TEXT NOT NULL, address TEXT, created_at TIMESTAMP NOT NULL, state TEXT NOT NULL, tries INTEGER NOT NULL,
    next_try_at TIMESTAMP, sent_at TIMESTAMP, read_at TIMESTAMP, fault TEXT NOT NULL, version INTEGER NOT NULL
);
