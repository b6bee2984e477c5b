-- A further round: the requests whose applicants gave what they were asked for.

DROP TABLE draft.round;
CREATE TABLE draft.round AS
WITH again AS (
    SELECT i, person, code, number + 1 AS number, returned_at AS sent_at, local_day(returned_at) AS sent_on, opened_on,
        days_open, clock_back AS clock_since, edition,
        asked_form AND chance(i * 8 + number, 'form mended') < $office_form_mended AS mended, t.* EXCLUDE
            (i, person, code, number, sent_at, sent_on, opened_on, days_open, clock_since, edition)
    FROM draft.turn t WHERE number = $round - 1 AND outcome = 'documents_required' AND returned_at IS NOT NULL
)
SELECT i, person, code, number, sent_at, sent_on, opened_on, days_open, clock_since, edition,
    unreadable AND NOT mended AS unreadable,
    CASE WHEN mended THEN 'this' ELSE form_request END AS form_request,
    CASE WHEN mended THEN 'current' ELSE form_answers END AS form_answers,
    CASE WHEN mended THEN 'all' ELSE form_pages END AS form_pages,
    CASE WHEN mended THEN 'signed' ELSE form_signature END AS form_signature,
    CASE WHEN mended THEN 'attested' ELSE form_attestation END AS form_attestation,
    officer AS asker, mended_second OR asked_second AS mended_second,
    asked_forms + asked_form::INTEGER AS asked_forms, asked_firsts + asked_first::INTEGER AS asked_firsts,
    asked_seconds + asked_second::INTEGER AS asked_seconds, asked_others + asked_other::INTEGER AS asked_others
FROM again;
