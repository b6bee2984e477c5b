-- A part's messages: what each act told its applicant. All of them have left, or were kept where no address was known.

CREATE OR REPLACE TABLE draft.message AS
WITH told AS (
    -- reminders at the first moment of their day, and the end of a request that ran out
    SELECT p.i, 'reminder_' || days_left AS letter, day.falls_due + to_seconds(5 + pick(p.i * 32 + days_left, 'reminded', 9)) AS created_at,
        days_left, NULL::UUID AS decision_id, '{}' AS more, 0 AS waits
    FROM draft.part p, (VALUES (14), (7), (2)) AS reminder(days_left), draft.day
    WHERE day.day = p.last_day - days_left AND day.falls_due + INTERVAL 15 SECOND <= $cutoff
        AND coalesce(p.sent_at > day.falls_due + INTERVAL 15 SECOND, true)
    UNION ALL
    SELECT i, 'expired', expired_at, -1, NULL, '{}', 0 FROM draft.part WHERE expired_at IS NOT NULL
    UNION ALL
    SELECT i, CASE number WHEN 1 THEN 'submitted' ELSE 'returned' END, sent_at, last_day - sent_on, NULL, '{}', 1 + pick(i * 8 + number, 'leaves', 14)
    FROM draft.turn_here
    UNION ALL
    SELECT d.i, d.outcome, d.decided_at, p.last_day - local_day(d.decided_at), d.id, CASE d.outcome
        WHEN 'approved' THEN json_object('expires_on', local_day(d.decided_at + INTERVAL 90 DAY)::VARCHAR)
        WHEN 'refused' THEN json_object('reasons', json_object('fr', array_to_string(list_transform(
                from_json(d.reasons, '["JSON"]'), lambda it: reason_line(it->>'code', it->>'text', 'fr')), chr(10)),
            'en', array_to_string(list_transform(from_json(d.reasons, '["JSON"]'), lambda it: reason_line(it->>'code', it->>'text', 'en')), chr(10))),
            'regulator', json_object('fr', r.fr || ' (' || r.site || ')', 'en', r.en || ' (' || r.site || ')'),
            'reconsider_by', d.reconsider_by::VARCHAR)
        ELSE json_object('documents', json_object(
            'fr', array_to_string(list_transform(d.wanted, lambda it: '- ' || CASE it.name WHEN '' THEN kind_said(it.kind, 'fr') ELSE it.name END || ' : ' || it.reason), chr(10)),
            'en', array_to_string(list_transform(d.wanted, lambda it: '- ' || CASE it.name WHEN '' THEN kind_said(it.kind, 'en') ELSE it.name END || ' : ' || it.reason), chr(10))))
        END, 1 + pick(d.i * 8 + d.number, 'outcome leaves', 14)
    FROM draft.decision d JOIN draft.part p USING (i) JOIN draft.regulator r ON r.code = p.code
), known AS (
    SELECT t.*, p.id AS application_id, p.account AS account_id, p.reference, p.last_day, p.code, p.language AS chosen, w.email,
        p.would_say >= 5 AND said_when(p.opened_at, 5, p.copied, p.pace, p.break_after, p.break_days) <= created_at AS knows_language,
        p.would_say >= 16 - (NOT p.issues)::INTEGER - (NOT p.employed)::INTEGER AND said_when(p.opened_at,
            16 - (NOT p.issues)::INTEGER - (NOT p.employed)::INTEGER, p.copied, p.pace, p.break_after, p.break_days) <= created_at AS knows_email,
        p.corrections = 2 AND p.changes_late AND coalesce(p.changed_at > created_at, true) AS writes_to_the_old
    FROM told t JOIN draft.part p USING (i) JOIN draft.worded w USING (i)
)
SELECT uuid7(created_at, 0, i, 'message ' || letter) AS id, account_id, application_id, letter,
    json_merge_patch(json_object('reference', reference, 'days', greatest(days_left, 0)::VARCHAR, 'last_day', last_day::VARCHAR,
        'submitted_on', local_day(created_at)::VARCHAR), more::JSON) AS told,
    CASE WHEN knows_language THEN chosen ELSE 'fr' END AS language,
    CASE WHEN knows_email THEN CASE WHEN writes_to_the_old THEN 'x' ELSE '' END || email END AS address, created_at,
    CASE WHEN knows_email THEN 'sent' ELSE 'kept' END AS state, knows_email::INTEGER AS tries, NULL::TIMESTAMP AS next_try_at,
    CASE WHEN knows_email THEN created_at + to_seconds(waits) END AS sent_at, NULL::TIMESTAMP AS read_at, '' AS fault, decision_id,
    NULL::VARCHAR AS sealed, CASE WHEN knows_email THEN 3 ELSE 2 END AS version, i
FROM known;
