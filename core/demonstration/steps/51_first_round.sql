-- The first round: every request that was sent, with what its form looked like.

-- How each person's form came back first. Where nothing says whose it is, or a page is missing, the rest is unknown.
CREATE TABLE draft.form AS
SELECT person, form_fault = 'unreadable' AS unreadable,
    CASE form_fault WHEN 'unreadable' THEN NULL WHEN 'other' THEN 'other' ELSE 'this' END AS form_request,
    CASE WHEN form_fault IN ('unreadable', 'other') THEN NULL WHEN form_older THEN 'older' ELSE 'current' END AS form_answers,
    CASE WHEN form_fault IN ('unreadable', 'other') THEN NULL WHEN form_fault = 'page' THEN 'some_missing' ELSE 'all' END AS form_pages,
    CASE WHEN form_fault IN ('unreadable', 'other') THEN NULL WHEN not_signed THEN 'not_signed' ELSE 'signed' END AS form_signature,
    CASE WHEN form_fault IN ('unreadable', 'other', 'page') THEN NULL WHEN not_attested THEN 'not_attested'
        WHEN incomplete THEN 'incomplete' ELSE 'attested' END AS form_attestation,
    -- the specimen that looks so
    CASE WHEN form_fault = 'page' THEN CASE WHEN not_signed THEN 7 ELSE 3 END WHEN not_signed AND not_attested THEN 5 WHEN not_signed THEN 2 WHEN not_attested THEN 4
        WHEN incomplete THEN 6 ELSE 0 END AS file
FROM draft.fault;

CREATE TABLE draft.round AS
SELECT r.i, r.person, r.code, 1 AS number, r.sent_at, local_day(r.sent_at) AS sent_on, r.opened_on,
    local_day(r.sent_at) - r.opened_on AS days_open, local_day(r.sent_at) AS clock_since,
    CASE WHEN local_day(r.sent_at) < $changed_on THEN $past ELSE $present END AS edition,
    unreadable, form_request, form_answers, form_pages, form_signature, form_attestation,
    NULL::INTEGER AS asker, false AS mended_second, 0 AS asked_forms, 0 AS asked_firsts, 0 AS asked_seconds, 0 AS asked_others
FROM draft.road r JOIN draft.form USING (person) WHERE r.sent_at IS NOT NULL;
