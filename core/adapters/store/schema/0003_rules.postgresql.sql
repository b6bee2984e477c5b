CREATE INDEX trait_by_key ON trait (key);
CREATE INDEX trait_by_application ON trait (application_id);
CREATE INDEX judgement_by_application ON judgement (application_id);
