-- A part's requests and accounts as they stand at the end, with what the desk keeps of them.

CREATE OR REPLACE TABLE draft.application AS
SELECT p.id, p.account AS account_id, p.reference, p.state, p.opened_on, p.opened_at, p.last_day, p.copied_from,
    t.sent_at AS submitted_at,
    CASE WHEN t.i IS NULL THEN '' ELSE p.given || ' ' || p.family END AS name,
    CASE WHEN t.i IS NULL THEN '' ELSE p.given_key || ' ' || p.family_key END AS name_key,
    CASE WHEN f.says_regulator THEN p.code ELSE '' END AS regulator,
    CASE WHEN t.i IS NULL THEN '' ELSE p.member_number END AS membership_number,
    CASE WHEN f.says_language THEN p.language ELSE '' END AS language,
    CASE WHEN f.says_licence THEN p.licence ELSE '' END AS licence, f.at_question,
    coalesce(t.proposed, []) AS proposed, coalesce(g.account, t.officer_account, asker.account) AS officer_id,
    coalesce(t.number, 0) AS round, coalesce(u.refused_at, t.decided_at, before.decided_at) AS decided_at,
    CASE WHEN f.says_address AND p.home <> 'abroad' THEN p.home ELSE '' END AS province,
    CASE WHEN t.i IS NULL THEN '' ELSE concat_ws(' ', p.given_key || p.family_key, nullif(plain_key(p.member_number), ''), plain_key(p.reference), p.email_key) END AS search_key,
    coalesce(u.refused_at, t.decided_at, t.sent_at) AS changed_at, t.clock_since,
    t.decided_on AS clock_stopped_on, t.age AS clock_age,
    CASE WHEN t.age IS NULL THEN t.clock_since - DATE '0001-01-01' + 1 ELSE $last_rank - t.age END AS clock_rank,
    o.account AS claimed_by, h.handed_at AS claimed_at, CASE WHEN NOT h.is_assigned THEN h.handed_at END AS claim_seen_at,
    coalesce(t.lane, '') AS lane, coalesce(t.marks, []) AS marks, '' AS lane_as_of,
    coalesce(t.expected - CASE WHEN t.outcome = 'documents_required'
        THEN t.asked_form::INTEGER + t.asked_first::INTEGER + t.asked_second::INTEGER + t.asked_other::INTEGER ELSE 0 END, 0) AS papers_given,
    coalesce(t.expected, 0) AS papers_expected,
    c.many AS events, c.latest AS chain, c.many + 1 AS version,
    p.i
FROM draft.part p
JOIN draft.profiled f USING (i)
JOIN draft.chained c USING (i)
LEFT JOIN (SELECT *, 3 + asked_others + (asked_other AND outcome = 'documents_required')::INTEGER AS expected FROM draft.turn_here QUALIFY number = max(number) OVER (PARTITION BY i)) t ON t.i = p.i
LEFT JOIN draft.turn_here before ON before.i = p.i AND before.number = t.number - 1
LEFT JOIN draft.officer asker ON asker.place = t.asker
LEFT JOIN draft.given_up u ON u.i = p.i LEFT JOIN draft.officer g ON g.place = u.officer
LEFT JOIN draft.hand h ON h.i = p.i LEFT JOIN draft.officer o ON o.place = h.officer;

-- An account is written when its first request is; where a second one follows, it is known already what came of it.
CREATE OR REPLACE TABLE draft.people AS
WITH came AS (
    SELECT p.person, a.created_at, a.account, count(r.i) AS many, any_value(e.enrolled_at) AS enrolled_at
    FROM draft.part p JOIN draft.account a USING (person) JOIN draft.road r ON r.person = p.person LEFT JOIN draft.enrolled e ON e.i = r.i
    WHERE p.nth = 1 GROUP BY p.person, a.created_at, a.account
)
SELECT c.account AS id, CASE WHEN enrolled_at IS NULL THEN 'applicant' ELSE 'representative' END AS role, c.created_at,
    CASE WHEN enrolled_at IS NULL THEN '' ELSE s.given || ' ' || s.family END AS name,
    CASE WHEN enrolled_at IS NULL OR NOT s.employed THEN '' ELSE one_of(s.self, 'works for', w.organisation[s.language]) END AS organisation,
    false AS is_authorised_person, '' AS team, enrolled_at, NULL::TIMESTAMP AS closed_at,
    1 + c.many + (enrolled_at IS NOT NULL)::INTEGER AS version
FROM came c JOIN draft.self s USING (person), draft.word w;
