-- A part's audit: every act in its order, and the chain of digests that covers them.
-- Of requests up to $whole only who had them in hand is told: not each answer, paper, reminder or look. The numbers have
-- no gap and the chain is whole all the same.

CREATE OR REPLACE TABLE draft.act AS
WITH acted AS (
    SELECT i, opened_at AS at_last, 0 AS rank, 'application.opened' AS name, 'applicant' AS role, account AS who,
        '{"copied_from": "' || coalesce(copied_from::VARCHAR, '') || '", "reference": "' || reference || '"}' AS told FROM draft.part
    UNION ALL
    SELECT i, answered_at, 1, 'answer.given', 'applicant', NULL, '{"new": ' || value || ', "old": ' || coalesce(old, 'null')
        || ', "question": "' || question || '", "withdrawn": []}' FROM draft.said WHERE is_whole AND NOT is_copied
    UNION ALL
    SELECT i, printed_at, 2, 'form.printed', 'applicant', NULL, '{"digest": "' || digest || '", "language": "' || language
        || '", "number": ' || number || '}' FROM draft.print WHERE is_whole
    UNION ALL
    SELECT i, given_at, 3, 'document.attached', 'applicant', NULL, '{"file_name": "' || file_name || '", "kind": "' || kind || '", "pages": '
        || pages || ', "sha256": "' || sha256 || '"}' FROM draft.filed WHERE is_whole
    UNION ALL
    SELECT i, removed_at, 4, 'document.removed', 'applicant', NULL, '{"kind": "' || kind || '", "sha256": "' || sha256 || '"}' FROM draft.document_removal WHERE is_whole
    UNION ALL
    SELECT i, created_at, 5, CASE letter WHEN 'expired' THEN 'application.expired' ELSE 'application.reminded' END, 'portal', NULL,
        CASE letter WHEN 'expired' THEN '{"last_day": "' || (told->>'last_day') || '"}' ELSE '{"letter": "' || letter || '"}' END
    FROM draft.message WHERE letter = 'expired' OR letter LIKE 'reminder%' AND i > $whole
    UNION ALL
    SELECT s.i, s.submitted_at, 6, CASE s.number WHEN 1 THEN 'application.submitted' ELSE 'application.returned' END, 'applicant', NULL,
        '{"answers": "' || answers_digest || '", "documents": ' || documents || ', "edition": ' || t.edition || ', "verdicts": '
            || listed(list_transform(t.said, lambda it: bool_text(it))) || '}'
    FROM draft.submission s JOIN draft.turn_here t ON t.i = s.i AND t.number = s.number
    UNION ALL
    SELECT i, decided_at - to_seconds(300 + pick(i * 8 + number, 'studies', 1200)), 7, 'application.claimed', 'officer', officer_account, NULL
    FROM draft.turn_here WHERE outcome IS NOT NULL
    UNION ALL
    SELECT i, decided_at - to_seconds(300 + pick(i * 8 + number, 'studies', 1200) - 5), 8, 'application.looked_at', 'officer', officer_account, NULL
    FROM draft.turn_here WHERE outcome IS NOT NULL AND is_whole
    UNION ALL
    SELECT t.i, t.decided_at - to_seconds(300 + pick(t.i * 8 + t.number, 'studies', 1200) - 20 - 13 * c.place), 9, 'document.looked_at', 'officer', t.officer_account,
        '{"document": "' || c.id || '", "kind": "' || c.kind || '"}'
    FROM draft.turn_here t JOIN draft.counted c ON c.i = t.i AND c.round = t.number - 1
    WHERE t.outcome IS NOT NULL AND t.is_whole AND chance(t.i * 64 + c.place, 'looks') < 0.9
    UNION ALL
    SELECT i, decided_at, 10, CASE outcome WHEN 'approved' THEN 'application.approved' WHEN 'refused' THEN 'application.refused'
            ELSE 'application.sent_back_for_documents' END, 'officer', officer_id,
        '{"checklist": ' || checklist || ', "documents": ' || documents_text || ', "outcome": "' || outcome || '", "overruled": ' || overruled_text || ', "reasons": ' || reasons || '}'
    FROM draft.decision
    UNION ALL
    SELECT h.i, handed_at, 11, CASE WHEN is_assigned THEN 'application.assigned' ELSE 'application.claimed' END,
        CASE WHEN is_assigned THEN 'manager' ELSE 'officer' END, CASE WHEN is_assigned THEN '$manager'::UUID ELSE o.account END,
        CASE WHEN is_assigned THEN '{"to": "' || o.account || '"}' END
    FROM draft.hand h JOIN draft.officer o ON o.place = h.officer WHERE h.i BETWEEN $low AND $high
    UNION ALL
    SELECT e.i, enrolled_at, 12, 'application.enrolled', 'applicant', NULL, '{"account": "' || p.account || '"}'
    FROM draft.enrolled e JOIN draft.part p USING (i)
), numbered AS (
    SELECT a.*, row_number() OVER (PARTITION BY i ORDER BY at_last, rank) AS number FROM acted a
), salted AS (
    SELECT n.i, n.number, n.at_last, n.name, n.role, n.told, p.id AS subject_id,
        coalesce(n.who, CASE n.role WHEN 'applicant' THEN p.account END) AS account_id, salt_of(n.i, n.number, n.name) AS salt
    FROM numbered n JOIN draft.part p USING (i)
), valued AS (
    SELECT *, sha256(salt || chr(10) || coalesce(told, '{}')) AS values_digest FROM salted
)
SELECT *, concat_ws(chr(10), subject_id, number, name, iso(at_last), role, coalesce(account_id::VARCHAR, 'None'), 'None', values_digest) AS said
FROM valued;

-- each request's digests in their order, one text of 64 signs for each
CREATE OR REPLACE TABLE draft.chained AS
SELECT *, right(chain, 64) AS latest FROM (
    SELECT i, count(*) AS many, list_reduce(list(said ORDER BY number),
        lambda chain, it: chain || sha256(right(chain, 64) || chr(10) || it), '') AS chain
    FROM draft.act GROUP BY i
);

CREATE OR REPLACE TABLE draft.event AS
SELECT uuid7(at_last, number, i, 'event') AS id, subject_id, number, name, at_last AS occurred_at, role, account_id, NULL::UUID AS session_id,
    values_digest, CASE number WHEN 1 THEN '' ELSE substring(chain, 64 * number - 127, 64) END AS previous,
    substring(chain, 64 * number - 63, 64) AS digest
FROM draft.act JOIN draft.chained USING (i);

CREATE OR REPLACE TABLE draft.event_values AS
SELECT uuid7(at_last, number, i, 'event') AS id, subject_id, salt, told AS "values" FROM draft.act WHERE told IS NOT NULL;
