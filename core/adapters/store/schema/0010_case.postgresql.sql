CREATE INDEX note_by_application ON note (application_id);
CREATE INDEX tagging_by_application ON tagging (application_id);
