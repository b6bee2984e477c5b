-- What an officer decided on each request of a round, and what its applicant did then.
-- Officers follow the rules' verdicts, with habits of their own: each refuses, asks and takes time differently.

DROP TABLE IF EXISTS draft.judged;
CREATE TABLE draft.judged AS
WITH failed AS (
    SELECT t.*, j.verdicts, list_filter(b.refusing, lambda rule:
            j.verdicts[rule.place] AND rule.since <= t.sent_on AND t.sent_on < rule.until) AS failing,
        list_filter(b.looking, lambda rule:
            j.verdicts[rule.place] AND rule.since <= t.sent_on AND t.sent_on < rule.until) AS seen_to,
        list_filter(b.refusing, lambda rule:
            j.verdicts[rule.place] IS NULL AND rule.since <= t.sent_on AND t.sent_on < rule.until) AS unsure
    FROM draft.round t JOIN judgement j ON j.id = facts_id(t.i, t.sent_at)
    JOIN draft.book b ON b.edition = t.edition
), proposing AS (
    SELECT *, list_transform(failing, lambda rule: rule.reason) AS reasons, len(seen_to) > 0 AS to_look_at FROM failed
)
SELECT * EXCLUDE (reasons, seen_to, unsure),
    CASE WHEN len(failing) > 0 THEN 'refusal' WHEN len(unsure) > 0 THEN 'unknown' WHEN to_look_at THEN 'look' ELSE 'nothing' END AS lane,
    list_concat(list_transform(failing, lambda rule: rule.id), list_transform(seen_to, lambda rule: rule.id),
        list_transform(unsure, lambda rule: '?' || rule.id)) AS marks,
    list_filter(reasons, lambda reason, k: list_position(reasons, reason) = k) AS proposed FROM proposing;

-- When it came to its turn, and to whom: an officer who still works here, the one who asked when it comes back.
DROP TABLE IF EXISTS draft.turned;
CREATE TABLE draft.turned AS
WITH chosen AS (
    SELECT t.*, o.place AS drawn FROM draft.judged t JOIN draft.officer o
        ON chance(t.i, 'officer') >= o.lo AND chance(t.i, 'officer') < o.hi
), waited AS (
    SELECT t.*, d.number + greatest(1, least(70, floor(exp(bell(t.i * 8 + t.number, 'wait') * $office_spread)
        * CASE WHEN t.number = 1 THEN $office_first_days ELSE $office_later_days END * d.waits * o.pace)))::INTEGER AS due
    FROM chosen t JOIN draft.day d ON d.day = t.sent_on JOIN draft.officer o ON o.place = coalesce(t.asker, t.drawn)
), seen AS (
    SELECT w.*, working.day AS decided_on,
        day.midnight + to_seconds(30600 + floor(27000 * chance(w.i * 8 + w.number, 'office hour'))::BIGINT) AS decided_at
    FROM waited w LEFT JOIN draft.working ON working.number = w.due LEFT JOIN draft.day ON day.day = working.day
), present AS (
    SELECT s.*, coalesce(s.decided_at <= $cutoff, false) AS is_decided, coalesce(o.place, 1 + pick(s.i, 'stand-in', $lasting)) AS officer
    FROM seen s LEFT JOIN draft.officer o
        ON o.place = coalesce(s.asker, s.drawn) AND o.from_day <= s.decided_on AND s.decided_on < o.until_day
)
SELECT p.* EXCLUDE (drawn, due), o.strict, o.asks, o.language AS writes
FROM present p JOIN draft.officer o ON o.place = p.officer;

DROP TABLE IF EXISTS draft.outcome;
CREATE TABLE draft.outcome AS
WITH weighed AS (
    SELECT t.*, s.language, s.second_id_fault, s.expired, f.is_first, chance(t.i * 8 + t.number, 'outcome') AS u,
        form_request = 'other' OR form_answers = 'older' OR form_pages = 'some_missing' OR form_signature = 'not_signed'
            OR form_attestation = 'not_attested' AS form_fails,
        len(list_filter(proposed, lambda reason: NOT list_contains(
            ['form_not_complete', 'second_id_not_valid', 'identity_not_established'], reason))) > 0 AS is_grave,
        -- a new document mends what the answers still say
        mended_second AND len(list_filter(proposed, lambda reason: reason <> 'second_id_not_valid')) = 0 AS is_mended
    FROM draft.turned t JOIN draft.self s ON s.person = t.person JOIN draft.fault f ON f.person = t.person
), decided AS (
    SELECT *, CASE WHEN NOT is_decided THEN NULL
        WHEN is_first THEN 'approved'
        WHEN len(proposed) = 0 AND (unreadable OR to_look_at) THEN CASE
            WHEN u < $office_asks_unreadable * (0.8 + asks) AND number < 3 THEN 'documents_required'
            WHEN u > 0.97 - strict * 0.1 THEN 'refused' ELSE 'approved' END
        WHEN len(proposed) = 0 THEN CASE WHEN u < $office_asks_unproposed AND number < 3 THEN 'documents_required'
            WHEN u > 1 - $office_refuses_unproposed * (1 + 3 * strict) THEN 'refused' ELSE 'approved' END
        WHEN is_mended THEN CASE WHEN u < 0.93 THEN 'approved' ELSE 'refused' END
        WHEN is_grave THEN CASE WHEN u < 0.10 + asks * 0.2 AND number < 3 THEN 'documents_required'
            WHEN u > 1 - $office_approves_against * (1 - 2 * strict) THEN 'approved' ELSE 'refused' END
        ELSE CASE WHEN u < ($office_asks + asks) / (1.6 ** (number - 1)) AND number < 4 THEN 'documents_required'
            WHEN u > 1 - $office_approves_against * (1 - 2 * strict) THEN 'approved' ELSE 'refused' END END AS outcome
    FROM weighed
), wanting AS (
    SELECT *,
        (form_fails OR unreadable) AND asked_forms < 2 AS wants_form,
        len(proposed) > 0 AND list_contains(proposed, 'second_id_not_valid') AND NOT mended_second AND asked_seconds < 2 AS wants_second,
        list_contains(proposed, 'identity_not_established') AND asked_firsts < 2 AS wants_first
    FROM decided
), asking AS (
    SELECT *, CASE WHEN outcome = 'documents_required' AND wants_form THEN true ELSE false END AS asked_form,
        CASE WHEN outcome = 'documents_required' AND wants_second THEN true ELSE false END AS asked_second,
        outcome = 'documents_required' AND wants_first AS would_first,
        outcome = 'documents_required' AND asked_others = 0
            AND (to_look_at OR is_grave OR NOT (wants_form OR wants_second OR wants_first) AND asked_firsts >= 2) AS would_other
    FROM wanting
)
SELECT * EXCLUDE (would_first, would_other, wants_form, wants_second, wants_first, outcome),
    coalesce(would_other, false) AS asked_other,
    coalesce(would_first OR (outcome = 'documents_required' AND asked_firsts < 2
        AND NOT (asked_form OR asked_second OR would_other)), false) AS asked_first,
    -- whoever was asked for everything already is refused
    CASE WHEN outcome = 'documents_required' AND NOT (asked_form OR asked_second OR coalesce(would_first, false)
        OR coalesce(would_other, false) OR asked_firsts < 2) THEN 'refused' ELSE outcome END AS outcome
FROM asking;

DROP TABLE IF EXISTS draft.decided;
CREATE TABLE draft.decided AS
WITH reasoned AS (
    SELECT *, CASE WHEN outcome <> 'refused' THEN []
        WHEN len(proposed) = 0 THEN [one_of(i * 8 + number, 'own reason',
            ['identity_not_established', 'identity_not_established', 'name_differs', 'other', 'attestor_not_eligible'])]
        ELSE list_concat(
            list_filter(proposed, lambda reason, k: k = 1 + pick(i * 8 + number, 'keeps', len(proposed))
                OR chance(i * 64 + number * 8 + k, 'drops') >= $office_drops_reason),
            CASE WHEN chance(i * 8 + number, 'adds') < $office_adds_reason AND NOT list_contains(proposed, 'identity_not_established')
                THEN ['identity_not_established'] ELSE [] END) END AS given
    FROM draft.outcome
), worded AS (
    SELECT *,
        list_transform(given, lambda code, k: {'code': code, 'text': CASE WHEN code = 'other'
            THEN said('adds.other', language, i) WHEN chance(i * 8 + number + k, 'adds a word') < 0.06 THEN said('adds.any', language, i) ELSE '' END}) AS reasons,
        CASE WHEN outcome IN ('approved', 'refused')
            THEN list_transform(list_filter(failing, lambda rule: NOT list_contains(given, rule.reason)),
                lambda rule: {'rule': rule.id, 'why': said('why.' || rule.reason, writes, i)}) ELSE [] END AS overruled,
        CASE WHEN NOT asked_form THEN NULL WHEN unreadable THEN 'form_unreadable' WHEN form_request = 'other' THEN 'form_other'
            WHEN form_pages = 'some_missing' THEN 'form_page' WHEN form_signature = 'not_signed' THEN 'form_not_signed'
            WHEN form_attestation = 'not_attested' THEN 'form_not_attested' ELSE 'form_older' END AS form_why
    FROM reasoned
), wanted AS (
    SELECT *, list_filter([
        CASE WHEN asked_form THEN {'kind': 'imm5661', 'again': true, 'name': '', 'reason': said('asks.' || form_why, language, i)} END,
        CASE WHEN asked_first THEN {'kind': 'first_id', 'again': true, 'name': '', 'reason': said('asks.first_id', language, i)} END,
        CASE WHEN asked_second THEN {'kind': 'second_id', 'again': true, 'name': '', 'reason': said('asks.second_id', language, i)} END,
        CASE WHEN asked_other THEN {'kind': 'additional', 'again': false, 'name': said('names.additional', language, i),
            'reason': said('asks.additional', language, i)} END], lambda row: row IS NOT NULL) AS wanted
    FROM worded
), answered AS (
    SELECT *, outcome = 'documents_required' AND chance(i * 8 + number, 'never returns') >= $office_never_returns AS would_return,
        decided_at + to_seconds(86400 * (1 + least(75, floor($office_returns_days
            * exp(bell(i * 8 + number, 'returns') * $office_returns_spread))::INTEGER)) - 7200 + pick(i * 8 + number, 'return hour', 21600)) AS would_at
    FROM wanted
), clocked AS (
    SELECT a.*, d.number - since.number AS age, CASE WHEN would_return AND would_at <= $cutoff THEN would_at END AS returned_at
    FROM answered a LEFT JOIN draft.day d ON d.day = a.decided_on LEFT JOIN draft.day since ON since.day = a.clock_since
), returned AS (
    SELECT c.*, since.number + back.number - stopped.number AS back_number, back.number - stopped.number AS stood
    FROM clocked c LEFT JOIN draft.day since ON since.day = c.clock_since LEFT JOIN draft.day stopped ON stopped.day = c.decided_on
    LEFT JOIN draft.day back ON back.day = local_day(c.returned_at)
)
SELECT r.* EXCLUDE (decided_at, decided_on, would_at, back_number, stood, officer, age),
    CASE WHEN outcome IS NOT NULL THEN decided_at END AS decided_at, CASE WHEN outcome IS NOT NULL THEN decided_on END AS decided_on,
    CASE WHEN outcome IS NOT NULL THEN officer END AS officer, CASE WHEN outcome IS NOT NULL THEN age END AS age,
    CASE WHEN stood > 0 THEN w.day ELSE clock_since END AS clock_back
FROM returned r LEFT JOIN draft.working w ON w.number = back_number;
