ALTER TABLE application ADD COLUMN proposed TEXT[] DEFAULT (ARRAY[]::TEXT[]);
ALTER TABLE decision ADD COLUMN reason_codes TEXT[] DEFAULT (ARRAY[]::TEXT[]);
ALTER TABLE decision ADD COLUMN overruled JSON DEFAULT '[]';
ALTER TABLE application ALTER COLUMN proposed SET NOT NULL;
ALTER TABLE decision ALTER COLUMN reason_codes SET NOT NULL;
ALTER TABLE decision ALTER COLUMN overruled SET NOT NULL;
CREATE TABLE facts (
    id UUID PRIMARY KEY, application_id UUID NOT NULL, number INTEGER NOT NULL, judged_at TIMESTAMP NOT NULL,
    judged_on DATE NOT NULL, regulator TEXT, regulator_kind TEXT, licence TEXT,
    number_expected BOOLEAN, number_given BOOLEAN, number_form TEXT,
    in_register BOOLEAN, register_name TEXT, register_standing TEXT, first_id_kind TEXT,
    first_id_has_photo BOOLEAN, first_id_expired BOOLEAN, second_id_kind TEXT,
    second_id_shows_detail BOOLEAN, second_id_is_the_first BOOLEAN, form_given BOOLEAN,
    form_request TEXT, form_answers TEXT, form_pages TEXT, form_signature TEXT, form_attestation TEXT,
    attestor_is_applicant BOOLEAN, attestor_regulator_listed BOOLEAN,
    attestor_in_register BOOLEAN, attestor_register_name TEXT, attestor_standing TEXT, days_open INTEGER,
    number_on_another_request BOOLEAN, id_on_another_request BOOLEAN,
    attestation_is_mutual BOOLEAN, UNIQUE (application_id, number)
);
CREATE TABLE rule_edition (
    id UUID PRIMARY KEY, number INTEGER NOT NULL UNIQUE, rules JSON NOT NULL, digest TEXT NOT NULL,
    effective_from DATE NOT NULL, published_at TIMESTAMP NOT NULL, note TEXT NOT NULL
);
CREATE TABLE judgement (
    id UUID PRIMARY KEY, application_id UUID NOT NULL, number INTEGER NOT NULL,
    edition INTEGER NOT NULL, judged_on DATE NOT NULL, verdicts BOOLEAN[] NOT NULL
);
CREATE TABLE trait (
    id UUID PRIMARY KEY, application_id UUID NOT NULL, account_id UUID NOT NULL, kind TEXT NOT NULL, key UUID NOT NULL
);
