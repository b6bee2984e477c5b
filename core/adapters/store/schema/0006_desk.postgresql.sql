CREATE INDEX application_by_clock ON application (state, clock_rank, id);
CREATE INDEX application_by_change ON application (state, changed_at, id);
CREATE INDEX application_by_state_and_name ON application (state, name_key COLLATE "C", id);
CREATE INDEX application_by_state_and_regulator ON application (state, regulator COLLATE "C", id);
CREATE INDEX application_by_claim ON application (claimed_by);
CREATE INDEX application_by_officer ON application (officer_id, state);
CREATE INDEX application_by_decision ON application (decided_at);
CREATE INDEX lost_claim_by_account ON lost_claim (account_id);
