CREATE INDEX telling_by_application ON telling (application_id);
