-- A part's submissions, decisions and what belongs to them.

CREATE OR REPLACE TABLE draft.turn_here AS
SELECT t.*, o.account AS officer_account, j.id AS facts_id, p.id AS application_id, j.verdicts AS said, p.reference, p.account, p.last_day, p.is_whole,
    p.state, p.would_print + p.changes_late::INTEGER AS print_number
FROM draft.turn t JOIN draft.part p USING (i) JOIN judgement j ON j.id = facts_id(t.i, t.sent_at) LEFT JOIN draft.officer o ON o.place = t.officer;

-- The file that counts at each place when a round was sent.
CREATE OR REPLACE TABLE draft.counted AS
WITH counting AS (
    SELECT i, id, kind, round, slot, sha256, place, row_number() OVER (PARTITION BY i, kind, round, slot ORDER BY place DESC) AS newest,
        min(place) OVER (PARTITION BY i, kind, round, slot) AS first_place, request_id
    FROM draft.filed
)
SELECT c.* FROM counting c WHERE newest = 1;

CREATE OR REPLACE TABLE draft.wish AS
SELECT i, number, slot, it.name AS name FROM (
    SELECT i, number, unnest(wanted) AS it, generate_subscripts(wanted, 1) AS slot FROM draft.turn_here WHERE len(wanted) > 0
);

CREATE OR REPLACE TABLE draft.submission AS
WITH filed AS (
    SELECT t.i, t.number,
        list({'name': c.kind || CASE WHEN c.kind = 'additional' THEN ': ' || w.name ELSE '' END, 'sha256': c.sha256, 'placed': c.place} ORDER BY c.first_place) AS files,
        list(c.id ORDER BY c.first_place) AS ids
    FROM draft.turn_here t JOIN draft.counted c ON c.i = t.i AND c.round < t.number
    LEFT JOIN draft.wish w ON w.i = c.i AND w.number = c.round AND w.slot = c.slot
    GROUP BY t.i, t.number
), named AS (
    -- of two files of one name the later one's digest counts, as in Python's dict
    SELECT i, number, ids, list_sort(list_transform(
        list_filter(files, lambda one: len(list_filter(files, lambda other: other.name = one.name AND other.placed > one.placed)) = 0),
        lambda one: quoted(one.name) || ': "' || one.sha256 || '"')) AS entries
    FROM filed
)
SELECT uuid7(t.sent_at, 0, t.i, 'submission') AS id, t.application_id, t.number, d.answers, d.digest AS answers_digest,
    '{' || array_to_string(entries, ', ') || '}' AS documents,
    listed(list_transform(ids, lambda id: '"' || id::VARCHAR || '"')) AS document_ids, t.print_number, t.sent_at AS submitted_at, t.i, t.is_whole
FROM draft.turn_here t JOIN named n ON n.i = t.i AND n.number = t.number JOIN draft.digested d ON d.i = t.i;

CREATE OR REPLACE TABLE draft.decision AS
WITH every AS (
    SELECT i, application_id, number, number AS round, outcome, reasons, given, overruled, wanted, officer, decided_at, is_whole
    FROM draft.turn_here WHERE outcome IS NOT NULL
    UNION ALL
    SELECT g.i, p.id, g.number + 1, g.number, 'refused', g.reasons, list_append(g.proposed, 'documents_not_given'), [], [], g.officer, g.refused_at, p.is_whole
    FROM draft.given_up g JOIN draft.part p USING (i)
)
SELECT uuid7(decided_at, 0, i, 'decision') AS id, application_id, number, round, outcome,
    CASE outcome WHEN 'refused' THEN local_day(decided_at) + $reconsideration_days END AS reconsider_by,
    listed(list_transform(reasons, lambda it: '{"code": "' || it.code || '", "text": ' || quoted(it.text) || '}')) AS reasons,
    given AS reason_codes, listed(list_transform(overruled, lambda it: '{"rule": "' || it.rule || '", "why": ' || quoted(it.why) || '}')) AS overruled,
    o.account AS officer_id, decided_at, i, is_whole, wanted, every.officer,
    listed(list_transform(overruled, lambda it: '{"rule": "' || it.rule || '", "why": ' || quoted(it.why) || '}')) AS overruled_text,
    listed(list_transform(wanted, lambda it: quoted(it.name))) AS documents_text, '$checklist' AS checklist
FROM every JOIN draft.officer o ON o.place = every.officer;

CREATE OR REPLACE TABLE draft.document_request AS
WITH wished AS (
    SELECT i, number, id AS decision_id, application_id, decided_at, unnest(wanted) AS it, generate_subscripts(wanted, 1) AS slot FROM draft.decision
)
SELECT request_id(i, number, slot, decided_at) AS id, application_id, decision_id, it.kind AS kind, it.again AS again, it.name AS name,
    it.reason AS reason, decided_at AS asked_at, i, number, slot
FROM wished;

CREATE OR REPLACE TABLE draft.pin AS
SELECT uuid7(decided_at, 0, t.i, 'pin') AS id, application_id, '$nobodys_hash' AS pin_hash, decided_at AS made_at,
    decided_at + INTERVAL 90 DAY AS expires_at, e.enrolled_at AS used_at, NULL::TIMESTAMP AS revoked_at,
    1 + (e.i IS NOT NULL)::INTEGER AS version
FROM draft.turn_here t LEFT JOIN draft.enrolled e ON e.i = t.i WHERE outcome = 'approved';

CREATE OR REPLACE TABLE draft.trait AS
WITH told AS (
    SELECT w.i, p.id AS application_id, p.account AS account_id, s.sent_at, p.given_key || ' ' || p.family_key AS person_key,
        w.*  EXCLUDE (i), p.regulator_kind, p.member_number, p.code, p.home, p.first_id_kind
    FROM draft.worded w JOIN draft.part p USING (i) JOIN draft.road s ON s.i = w.i WHERE s.sent_at IS NOT NULL
), keyed AS (
    SELECT i, application_id, account_id, sent_at, unnest([
        {'kind': 'person', 'said': 'person ' || person_key || ' ' || born, 'place': 0},
        {'kind': 'member', 'said': 'member ' || code || ' ' || CASE WHEN member_number = '' THEN person_key ELSE plain_key(member_number) END, 'place': 1},
        {'kind': 'first_id', 'said': 'first_id ' || plain_key(first_id_kind) || ' ' || plain_key(first_id_issuer) || ' ' || plain_key(first_id_number), 'place': 2},
        {'kind': 'address', 'said': CASE WHEN home <> 'abroad' THEN 'address ' || street_key || ' ' || city_key || ' ' || plain_key(postal_said) END, 'place': 3},
        {'kind': 'attestor', 'said': 'member ' || attestor_code || ' ' || CASE WHEN attestor_number = '' THEN attestor_given_key || ' ' || attestor_family_key
            ELSE plain_key(attestor_number) END, 'place': 4}
    ]) AS it FROM told
)
SELECT uuid7(sent_at, it.place, i, 'trait') AS id, application_id, account_id, it.kind AS kind, trait_key(it.said) AS key
FROM keyed WHERE it.said IS NOT NULL;
