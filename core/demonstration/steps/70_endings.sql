-- Where each request stands at the end: decided, enrolled, given up, run out, waiting, in somebody's hands.

CREATE TABLE draft.last AS
SELECT t.* FROM draft.turn t JOIN (SELECT i, max(number) AS number FROM draft.turn GROUP BY i) USING (i, number);

-- Who never gives what was asked for is refused in the end.
CREATE TABLE draft.given_up AS
WITH due AS (
    SELECT i, last.number, officer, proposed, language, person, d.number + 32 + pick(i, 'patience', 20) AS due
    FROM draft.last JOIN draft.day d ON d.day = decided_on WHERE outcome = 'documents_required' AND NOT would_return
)
SELECT due.* EXCLUDE (officer, due), working.day AS refused_on,
    day.midnight + to_seconds(30600 + pick(i, 'gives up', 27000)) AS refused_at,
    coalesce(o.place, 1 + pick(i, 'stand-in', $lasting)) AS officer,
    list_transform(list_append(proposed, 'documents_not_given'), lambda code: {'code': code, 'text': ''}) AS reasons
FROM due JOIN draft.working ON working.number = due.due JOIN draft.day ON day.day = working.day
LEFT JOIN draft.officer o ON o.place = due.officer AND o.from_day <= working.day AND working.day < o.until_day
WHERE day.midnight + to_seconds(30600 + pick(i, 'gives up', 27000)) <= $cutoff;

CREATE TABLE draft.enrolled AS
WITH pinned AS (
    SELECT i, decided_at, decided_at + to_seconds(1800 + floor(86400 * least(85, 2.2 * exp(1.1 * bell(i, 'enrols in'))))::BIGINT) AS at_last
    FROM draft.last WHERE outcome = 'approved' AND chance(i, 'enrols') < $office_enrols
)
SELECT i, at_last AS enrolled_at FROM pinned WHERE at_last <= $cutoff;

-- Of the requests that wait for an officer some were given to one by the manager, and some were claimed and left.
CREATE TABLE draft.hand AS
WITH waiting AS (
    SELECT i, sent_at, number, asker, chance(i, 'hands') AS u, row_number() OVER (ORDER BY hash(i, $seed)) AS place
    FROM draft.last WHERE outcome IS NULL AND sent_at < $last_noon - INTERVAL 1 DAY
), handed AS (
    SELECT i, number, u < $office_assigned AS is_assigned, asker,
        $last_noon + to_seconds(60 * place % 7000 + pick(i, 'hand', 50)) AS handed_at,
        -- whoever signs in to the demonstration finds something on her desk
        1 + pick(i, 'hand of', CASE WHEN chance(i, 'at hand') < 0.6 THEN 2 ELSE $lasting END) AS officer
    FROM waiting WHERE u < $office_assigned + $office_claims_left
)
SELECT i, is_assigned, handed_at, coalesce(CASE WHEN is_assigned THEN NULL ELSE asker END, officer) AS officer
FROM handed WHERE handed_at < $cutoff;

CREATE TABLE draft.standing AS
SELECT r.i, r.person, r.id, 'RRA-' || signs[1:4] || '-' || signs[5:8] AS reference, r.opened_on, r.opened_at, r.last_day,
    CASE WHEN r.copied > 0 OR r.before IS NOT NULL THEN prior.id END AS copied_from,
    CASE WHEN e.i IS NOT NULL THEN 'enrolled' WHEN g.i IS NOT NULL THEN 'refused'
        WHEN l.outcome IS NOT NULL AND NOT (l.outcome = 'documents_required') THEN l.outcome
        WHEN l.outcome = 'documents_required' THEN 'documents_required' WHEN l.i IS NOT NULL THEN 'submitted'
        WHEN expires.falls_due + to_seconds(5 + pick(r.i, 'runs out', 10)) <= $cutoff THEN 'expired' ELSE 'open' END AS state,
    CASE WHEN l.i IS NULL AND expires.falls_due + to_seconds(5 + pick(r.i, 'runs out', 10)) <= $cutoff
        THEN expires.falls_due + to_seconds(5 + pick(r.i, 'runs out', 10)) END AS expired_at
FROM draft.road r
LEFT JOIN draft.road prior ON prior.i = r.before
LEFT JOIN draft.last l ON l.i = r.i
LEFT JOIN draft.given_up g ON g.i = r.i
LEFT JOIN draft.enrolled e ON e.i = r.i
LEFT JOIN draft.day expires ON expires.day = r.last_day + 1
JOIN LATERAL (SELECT reference_signs(r.i) AS signs) ON true;
