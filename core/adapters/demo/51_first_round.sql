-- The first round: every request that was sent, with what its form looked like.

CREATE TABLE draft.round AS
SELECT r.i, r.person, r.code, 1 AS number, r.sent_at, local_day(r.sent_at) AS sent_on, r.opened_on,
    local_day(r.sent_at) - r.opened_on AS days_open, local_day(r.sent_at) AS clock_since,
    CASE WHEN local_day(r.sent_at) < $changed_on THEN $past ELSE $present END AS edition,
    f.form_fault = 'unreadable' AS unreadable,
    CASE form_fault WHEN 'unreadable' THEN NULL WHEN 'other' THEN 'other' ELSE 'this' END AS form_request,
    CASE WHEN form_fault IN ('unreadable', 'other') THEN NULL WHEN form_older THEN 'older' ELSE 'current' END AS form_answers,
    CASE form_fault WHEN 'unreadable' THEN NULL WHEN 'page' THEN 'some_missing' ELSE 'all' END AS form_pages,
    CASE WHEN form_fault = 'unreadable' THEN NULL WHEN not_signed THEN 'not_signed' ELSE 'signed' END AS form_signature,
    CASE WHEN form_fault IN ('unreadable', 'page') THEN NULL WHEN not_attested THEN 'not_attested'
        WHEN incomplete THEN 'incomplete' ELSE 'attested' END AS form_attestation,
    NULL::INTEGER AS asker, false AS mended_second, 0 AS asked_forms, 0 AS asked_firsts, 0 AS asked_seconds, 0 AS asked_others
FROM draft.road r JOIN draft.fault f USING (person) WHERE r.sent_at IS NOT NULL;
