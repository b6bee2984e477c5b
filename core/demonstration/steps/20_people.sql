-- Who comes, in the order in which they come: some of them twice, because their first request ran out.

CREATE TABLE draft.coming AS
WITH drawn AS (
    SELECT n, opening.day AS opened_on, opening.progress, chance(n, 'leaves') < $road_leaves AS leaves
    FROM range($applications) AS r(n)
    ASOF JOIN draft.opening ON (n + chance(n, 'opens')) / $applications >= opening.lo
), coming_back AS (
    SELECT *, opened_on + ($days_to_submit + 1 + floor(40 * chance(n, 'pause') ** 2)::INTEGER) AS again_on,
        leaves AND chance(n, 'returns') < $road_returns AS returns
    FROM drawn
), counted AS (
    SELECT *, returns AND again_on < $today AS twice,
        sum(CASE WHEN returns AND again_on < $today THEN 2 ELSE 1 END) OVER (ORDER BY hash(n, $seed), n) AS together
    FROM coming_back
)
-- as many people as make the number of requests wanted
SELECT row_number() OVER (ORDER BY n)::INTEGER AS person, opened_on, progress, leaves,
    CASE WHEN twice AND together <= $applications THEN again_on END AS again_on
FROM counted WHERE together - CASE WHEN twice THEN 2 ELSE 1 END < $applications;

-- Each one's regulator, and the place among its members: neighbours there are sometimes one person, or attest each other.
CREATE TABLE draft.member AS
WITH placed AS (
    SELECT person, opened_on, progress, leaves, again_on, r.*,
        row_number() OVER (PARTITION BY r.code ORDER BY person) - 1 AS place,
        lag(person) OVER (PARTITION BY r.code ORDER BY person) AS before,
        lead(person) OVER (PARTITION BY r.code ORDER BY person) AS after
    FROM draft.coming JOIN draft.regulator r ON chance(person, 'regulator') >= r.lo AND chance(person, 'regulator') < r.hi
), paired AS (
    SELECT *, r_pair.twins AND place % 50 = 7 AS is_twin, r_pair.twins AND place % 50 = 6 AND after IS NOT NULL AS has_twin,
        CASE WHEN r_pair.mutual AND place % 50 = 20 THEN after WHEN r_pair.mutual AND place % 50 = 21 THEN before END AS friend
    FROM placed, LATERAL (SELECT
        chance(code_number * 1000000 + place // 50, 'twins') < $people_twins AS twins,
        chance(code_number * 1000000 + place // 50, 'mutual') < $people_mutual AS mutual) AS r_pair
)
SELECT * EXCLUDE (twins, mutual, before, after), CASE WHEN is_twin THEN before ELSE person END AS self,
    CASE WHEN is_twin THEN place - 1 ELSE place END AS self_place,
    CASE WHEN is_twin THEN before WHEN has_twin THEN after END AS twin
FROM paired;

-- Numbers that nobody bears: the College's begin with R9, R0, R8 and R1, everybody else's with F9. Of ten, nine are for
-- those who come and one for those who only attest.
CREATE MACRO number_of(is_college, k) AS CASE
    WHEN is_college THEN ['R9', 'R0', 'R8', 'R1'][1 + (k // 99900) % 4] || lpad((100 + (k::BIGINT * 7919 + $seed) % 99900)::VARCHAR, 5, '0')
    ELSE 'F9' || lpad(((k::BIGINT * 7919 + $seed) % 1000000)::VARCHAR, 6, '0') END;

-- Names from the words of one's language, and of all others; where a regulator knows its members by their names
-- alone, no two of them share one.
CREATE MACRO word_group(n, what, language) AS CASE
    WHEN chance(n, what) < 0.60 THEN language WHEN chance(n, what) < 0.70 THEN CASE language WHEN 'fr' THEN 'en' ELSE 'fr' END
    ELSE 'other' END;
CREATE TABLE draft.named AS
WITH spoken AS (
    SELECT self AS person, any_value(code) AS code, any_value(issues) AS issues, any_value(self_place) AS place,
        any_value(CASE WHEN chance(self, 'language') < french THEN 'fr' ELSE 'en' END) AS language
    FROM draft.member GROUP BY self
    UNION ALL
    SELECT -attesting, code, issues, place, CASE WHEN chance(-attesting, 'language') < french THEN 'fr' ELSE 'en' END
    FROM draft.attesting JOIN draft.regulator USING (code)
), chosen AS (
    SELECT person, language,
        CASE WHEN issues THEN w.given[word_group(person, 'given', language)] ELSE w.given['all'] END AS given,
        CASE WHEN issues THEN w.family[word_group(person, 'family', language)] ELSE w.family['all'] END AS family,
        issues, (CASE WHEN person > 0 THEN place // 9 * 10 + place % 9 ELSE place * 10 + 9 END::BIGINT * 7919 + $seed)
            % (len(w.given['all']) * len(w.family['all'])) AS place, w.second
    FROM spoken, draft.word w
), picked AS (
    SELECT person, language,
        given[1 + CASE WHEN issues THEN pick(person, 'given name', len(given)) ELSE place % len(given) END] AS given,
        family[1 + CASE WHEN issues THEN pick(person, 'family name', len(family)) ELSE place // len(given) END] AS family,
        CASE WHEN issues AND chance(person, 'compound') < 0.25 THEN one_of(person, 'second', second) END AS second
    FROM chosen
)
SELECT person, language, given.text AS given, given.key AS given_key,
    family.text || CASE WHEN second.key <> family.key THEN '-' || second.text ELSE '' END AS family,
    family.key || CASE WHEN second.key <> family.key THEN second.key ELSE '' END AS family_key
FROM picked;

-- Who attests whom: a colleague of the same regulator more often than not; some attest very often.
CREATE TABLE draft.asked_to_attest AS
WITH wanted AS (
    SELECT person, code, friend, CASE WHEN chance(person, 'attestor near') < 0.72 THEN code ELSE
        one_of(person, 'attestor far', (SELECT list(code ORDER BY code_number) FROM draft.regulator WHERE lo < 0.9)) END AS there
    FROM draft.member
), counted AS (SELECT code, count(*) AS many FROM draft.attesting GROUP BY code)
SELECT person, friend, there AS code, floor(many * chance(person, 'attestor') ** 1.7)::INTEGER AS place
FROM wanted JOIN counted ON counted.code = there;

-- a table of its own, or each would be joined with every member of the regulator first
CREATE TABLE draft.attested AS SELECT person, friend, attesting, code FROM draft.asked_to_attest JOIN draft.attesting USING (code, place);
