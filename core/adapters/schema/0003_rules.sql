ALTER TABLE application ADD COLUMN proposed TEXT[] DEFAULT (ARRAY[]::TEXT[]);
ALTER TABLE decision ADD COLUMN reason_codes TEXT[] DEFAULT (ARRAY[]::TEXT[]);
ALTER TABLE decision ADD COLUMN overruled JSON DEFAULT '[]';
ALTER TABLE application ALTER COLUMN proposed SET NOT NULL;
ALTER TABLE decision ALTER COLUMN reason_codes SET NOT NULL;
ALTER TABLE decision ALTER COLUMN overruled SET NOT NULL;
CREATE TABLE facts (
    id UUID PRIMARY KEY, application_id UUID NOT NULL, number INTEGER NOT NULL, judged_at TIMESTAMP NOT NULL,
    judged_on DATE NOT NULL, regulator TEXT NOT NULL, regulator_kind TEXT NOT NULL, licence TEXT NOT NULL,
    number_expected BOOLEAN NOT NULL, number_given BOOLEAN NOT NULL, number_form TEXT NOT NULL,
    in_register BOOLEAN, register_name TEXT, register_standing TEXT, first_id_kind TEXT NOT NULL,
    first_id_has_photo BOOLEAN NOT NULL, first_id_expired BOOLEAN NOT NULL, second_id_kind TEXT NOT NULL,
    second_id_shows_detail BOOLEAN NOT NULL, second_id_is_the_first BOOLEAN NOT NULL, form_given BOOLEAN NOT NULL,
    form_request TEXT, form_answers TEXT, form_pages TEXT, form_signature TEXT, form_attestation TEXT,
    attestor_is_applicant BOOLEAN NOT NULL, attestor_regulator_listed BOOLEAN NOT NULL,
    attestor_in_register BOOLEAN, attestor_register_name TEXT, attestor_standing TEXT, days_open INTEGER NOT NULL,
    number_on_another_request BOOLEAN NOT NULL, id_on_another_request BOOLEAN NOT NULL,
    attestation_is_mutual BOOLEAN NOT NULL, UNIQUE (application_id, number)
);
CREATE TABLE rule_edition (
    id UUID PRIMARY KEY, number INTEGER NOT NULL UNIQUE, rules JSON NOT NULL, digest TEXT NOT NULL,
    effective_from DATE NOT NULL, published_at TIMESTAMP NOT NULL, note TEXT NOT NULL
);
CREATE TABLE judgement (
    id UUID PRIMARY KEY, application_id UUID NOT NULL, facts_id UUID NOT NULL, number INTEGER NOT NULL,
    edition INTEGER NOT NULL, judged_on DATE NOT NULL, verdicts BOOLEAN[] NOT NULL, UNIQUE (application_id, number)
);
