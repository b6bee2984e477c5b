CREATE INDEX countersignature_by_application ON countersignature (application_id);
CREATE INDEX decision_by_officer ON decision (officer_id, id);
CREATE INDEX undone_decision_by_application ON undone_decision (application_id);
CREATE INDEX undone_decision_by_officer ON undone_decision (decided_by);
CREATE INDEX notice_answer_by_application ON notice_answer (application_id);
