CREATE INDEX kept_text_by_application ON kept_text (application_id);
