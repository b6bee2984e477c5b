CREATE INDEX proposal_note_by_proposal ON proposal_note (proposal_id);
CREATE INDEX replay_report_by_proposal ON replay_report (proposal_id);
