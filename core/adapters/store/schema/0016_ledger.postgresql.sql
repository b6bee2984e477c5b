CREATE INDEX outcome_entry_by_application ON outcome_entry (application_id);
CREATE INDEX step_entry_by_application ON step_entry (application_id);
CREATE INDEX outcome_entry_by_month ON outcome_entry USING BRIN (month);
