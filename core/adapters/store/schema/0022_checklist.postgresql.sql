CREATE INDEX checklist_answer_by_application ON checklist_answer (application_id);
