-- What a part's applicants were told by the rules, and did then: where each rule is told is said by draft.book.

CREATE OR REPLACE TABLE draft.rule_told AS
WITH failed AS (
    SELECT t.i, t.application_id, t.number, t.sent_at, p.said_at, p.printed_at, p.opened_at, unnest(t.failing) AS rule
    FROM draft.turn_here t JOIN draft.part p USING (i)
), sent AS (SELECT * FROM failed WHERE rule.screen <> ''),
first AS (SELECT * FROM sent QUALIFY row_number() OVER (PARTITION BY i, rule.id ORDER BY number) = 1),
early AS (
    -- a payment card or a wrong number that was corrected as soon as it was told
    SELECT s.i, s.application_id, s.answered_at, unnest(list_filter(b.refusing, lambda rule: rule.id = CASE s.question
            WHEN 'second_id' THEN 'second_id_is_a_payment_card' ELSE 'not_in_register' END)) AS rule
    FROM draft.said s JOIN draft.part p USING (i)
    JOIN draft.book b ON b.edition = CASE WHEN local_day(s.answered_at) < $changed_on THEN $past ELSE $present END
    WHERE s.times = 2 AND s.question IN ('second_id', 'membership_number') AND p.said_at <= s.answered_at
), mended AS (
    SELECT e.* FROM early e ANTI JOIN sent f ON f.i = e.i AND f.rule.id = e.rule.id WHERE e.rule.screen <> ''
), acts AS (
    SELECT i, application_id, rule, 'told' AS what, rule.screen AS screen,
        CASE rule.screen WHEN 'screen:documents' THEN sent_at - INTERVAL 60 SECOND ELSE said_at END AS done_at FROM first
    UNION ALL
    SELECT i, application_id, rule, 'printed', 'screen:review', printed_at FROM first WHERE rule.screen <> 'screen:documents'
    UNION ALL SELECT i, application_id, rule, 'sent', 'screen:documents', sent_at FROM sent
    UNION ALL SELECT i, application_id, rule, 'told', rule.screen, answered_at - INTERVAL 20 SECOND FROM mended
    UNION ALL SELECT i, application_id, rule, 'mended', rule.screen, answered_at FROM mended
)
SELECT uuid7(done_at, rule.place, i, what || ' ' || rule.id) AS id, application_id, rule.id AS rule, rule.reason AS reason, screen,
    what, local_day(done_at) AS told_on, i
FROM acts;
