-- Who stands in the registers today: those of the newest requests and of all that wait, and who attests them.

CREATE TABLE draft.standing_today AS
SELECT DISTINCT person FROM draft.standing WHERE i > $whole OR state IN ('submitted', 'documents_required');

CREATE TABLE draft.listed AS
WITH every AS (
    SELECT 1 AS place, s.code, s.listed_number AS number, s.family, s.given, s.register_name AS found, s.standing
    FROM draft.standing_today JOIN draft.self s USING (person) WHERE s.issues OR s.number_fault = 'none'
    UNION ALL
    SELECT 2, a.code, a.number, a.family, a.given, CASE s.attestor_fault WHEN 'name' THEN 'slight' ELSE 'same' END,
        CASE s.attestor_fault WHEN 'standing' THEN one_of(person, 'attestor standing', ['suspended', 'former', 'not_practising'])
            ELSE 'active' END
    FROM draft.standing_today JOIN draft.self s USING (person) JOIN draft.attestor a USING (person)
    WHERE s.attestor_fault NOT IN ('self', 'unlisted')
)
SELECT DISTINCT ON (code, key) code, number, family, given, found, standing, key
FROM (SELECT *, CASE WHEN number = '' THEN family || ' ' || given ELSE plain_key(number) END AS key FROM every)
ORDER BY code, key, place, standing, found;
