ALTER TABLE application ADD COLUMN IF NOT EXISTS province TEXT DEFAULT '';
ALTER TABLE application ADD COLUMN licence TEXT DEFAULT '';
ALTER TABLE application ADD COLUMN at_question TEXT DEFAULT '';
ALTER TABLE answer ADD COLUMN times INTEGER DEFAULT 1;
ALTER TABLE application ALTER COLUMN province SET NOT NULL;
ALTER TABLE application ALTER COLUMN licence SET NOT NULL;
ALTER TABLE application ALTER COLUMN at_question SET NOT NULL;
ALTER TABLE answer ALTER COLUMN times SET NOT NULL;
UPDATE application SET regulator = said.code FROM (
    SELECT DISTINCT ON (application_id) application_id, value->>'regulator' AS code
    FROM answer WHERE question = 'regulator' ORDER BY application_id, answered_at DESC, id DESC
) said WHERE said.application_id = application.id AND application.regulator = '' AND said.code IS NOT NULL;
UPDATE application SET language = said.code FROM (
    SELECT DISTINCT ON (application_id) application_id, value->>'correspondence_language' AS code
    FROM answer WHERE question = 'language' ORDER BY application_id, answered_at DESC, id DESC
) said WHERE said.application_id = application.id AND application.language = '' AND said.code IS NOT NULL;
UPDATE application SET licence = said.code FROM (
    SELECT DISTINCT ON (application_id) application_id, value->>'licence' AS code
    FROM answer WHERE question = 'licence' ORDER BY application_id, answered_at DESC, id DESC
) said WHERE said.application_id = application.id AND said.code IS NOT NULL;
UPDATE application SET province = replace(said.code, 'CA-', '') FROM (
    SELECT DISTINCT ON (application_id) application_id, value->>'province' AS code
    FROM answer WHERE question = 'business_address' ORDER BY application_id, answered_at DESC, id DESC
) said WHERE said.application_id = application.id AND said.code IS NOT NULL;
UPDATE answer SET times = said.place FROM (
    SELECT id, row_number() OVER (PARTITION BY application_id, question ORDER BY answered_at, id) AS place
    FROM answer WHERE value IS NOT NULL
) said WHERE said.id = answer.id AND said.place > 1;
UPDATE answer SET times = 0 WHERE value IS NULL;
CREATE TABLE help_opened (
    id UUID PRIMARY KEY, application_id UUID NOT NULL, question TEXT NOT NULL, term TEXT NOT NULL,
    opened_at TIMESTAMP NOT NULL
);
CREATE TABLE wording_edition (
    id UUID PRIMARY KEY, question TEXT NOT NULL, digest TEXT NOT NULL, since TIMESTAMP NOT NULL
);
