CREATE INDEX rule_told_by_application ON rule_told (application_id);
