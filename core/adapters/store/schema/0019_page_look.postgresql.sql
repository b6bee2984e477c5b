CREATE INDEX page_look_by_application ON page_look (application_id);
