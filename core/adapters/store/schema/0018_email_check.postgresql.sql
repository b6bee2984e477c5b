CREATE INDEX email_check_by_application ON email_check (application_id);
