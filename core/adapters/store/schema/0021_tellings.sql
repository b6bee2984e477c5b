ALTER TABLE rule_told ADD COLUMN reason TEXT DEFAULT '';
ALTER TABLE rule_told ALTER COLUMN reason SET NOT NULL;
UPDATE rule_told SET reason = book.reason FROM (VALUES
    ('member_number_missing', 'wrong_member_number'),
    ('member_number_transitional', 'wrong_member_number'),
    ('not_in_register', 'wrong_member_number'),
    ('register_name_differs', 'name_differs'),
    ('not_in_good_standing', 'not_in_good_standing'),
    ('practice_restricted', 'not_in_good_standing'),
    ('register_shows_a_student', 'licence_not_eligible'),
    ('licence_not_eligible', 'licence_not_eligible'),
    ('first_id_without_photo', 'identity_not_established'),
    ('first_id_expired', 'identity_not_established'),
    ('second_id_is_a_payment_card', 'second_id_not_valid'),
    ('second_id_shows_nothing_else', 'second_id_not_valid'),
    ('second_id_is_the_first', 'second_id_not_valid'),
    ('form_missing', 'form_not_complete'),
    ('form_of_another_request', 'form_not_complete'),
    ('form_older_than_answers', 'form_not_complete'),
    ('form_page_missing', 'form_not_complete'),
    ('form_not_signed', 'form_not_complete'),
    ('form_not_attested', 'form_not_complete'),
    ('form_attestation_incomplete', 'form_not_complete'),
    ('attestor_is_applicant', 'attestor_not_eligible'),
    ('attestor_may_be_applicant', 'attestor_not_eligible'),
    ('attestor_regulator_not_listed', 'attestor_not_eligible'),
    ('attestor_not_in_register', 'attestor_not_eligible'),
    ('attestor_name_differs', 'attestor_not_eligible'),
    ('attestor_not_in_good_standing', 'attestor_not_eligible'),
    ('number_on_another_request', 'wrong_member_number'),
    ('id_on_another_request', 'identity_not_established'),
    ('mutual_attestation', 'attestor_not_eligible')
) book(rule, reason) WHERE book.rule = rule_told.rule;
UPDATE outcome_entry SET told = '' WHERE told <> '';
UPDATE outcome_entry SET told = warned.told FROM (
    SELECT application_id, string_agg(word, ' ' ORDER BY word COLLATE "C") AS told FROM (
        SELECT f.application_id, f.reason || ':' || f.place || ':' || CASE max(l.gravity) WHEN 0 THEN 'mended'
            WHEN 1 THEN 'told' WHEN 2 THEN 'printed' WHEN 3 THEN 'sent' END AS word
        FROM (
            SELECT DISTINCT ON (application_id, reason) application_id, reason,
                CASE WHEN left(screen, 9) = 'question:' THEN 'question' ELSE replace(screen, 'screen:', '') END AS place
            FROM rule_told WHERE what = 'told' AND reason <> '' ORDER BY application_id, reason, id
        ) f JOIN (
            SELECT DISTINCT ON (application_id, reason, rule) application_id, reason, CASE what WHEN 'mended' THEN 0
                WHEN 'told' THEN 1 WHEN 'printed' THEN 2 WHEN 'sent' THEN 3 END AS gravity
            FROM rule_told WHERE reason <> '' ORDER BY application_id, reason, rule, id DESC
        ) l ON l.application_id = f.application_id AND l.reason = f.reason
        GROUP BY f.application_id, f.reason, f.place
    ) telling GROUP BY application_id
) warned WHERE warned.application_id = outcome_entry.application_id;
