CREATE INDEX application_by_name ON application (name_key);
CREATE INDEX application_by_number ON application (membership_number);
CREATE INDEX document_request_by_application ON document_request (application_id);
CREATE INDEX pin_by_application ON pin (application_id);
CREATE INDEX move_code_by_account ON move_code (account_id);
CREATE INDEX credential_by_account ON credential (account_id);
