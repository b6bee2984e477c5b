CREATE INDEX help_opened_by_application ON help_opened (application_id);
CREATE INDEX answer_given_again ON answer (question, application_id) WHERE times = 2;
CREATE INDEX application_by_opening ON application (opened_on);
CREATE INDEX application_by_last_day ON application (last_day);
CREATE INDEX decision_by_day ON decision (decided_at);
