-- The road of each request: when it was opened, when each thing on it would be done, and how far it was gone.
-- Instants fall on whole seconds, and no two acts of one request on the same.

CREATE TABLE draft.request AS
WITH came AS (
    SELECT person, 1 AS nth, opened_on, leaves FROM draft.coming
    UNION ALL
    SELECT person, 2, again_on, chance(person, 'leaves again') < $road_leaves_again FROM draft.coming WHERE again_on IS NOT NULL
), timed AS (
    -- between half past six in the morning and half past eight in the evening, most often after lunch
    SELECT came.*, progress, midnight + to_seconds(23400
        + floor(25200 * (chance(person * 2 + nth, 'hour') + chance(person * 2 + nth, 'minute')))::BIGINT) AS opened_at
    FROM came JOIN draft.day ON day.day = came.opened_on
)
SELECT row_number() OVER (ORDER BY opened_at, person)::INTEGER AS i, * FROM timed;

CREATE TABLE draft.road AS
WITH drawn AS (
    SELECT request.*, m.self, m.code, m.issues, chance(m.self, 'organisation') < $people_organisation AS employed,
        lag(i) OVER (PARTITION BY request.person ORDER BY nth) AS before,
        chance(i, 'haste') AS haste, chance(i, 'left where') AS left_where
    FROM draft.request JOIN draft.member m USING (person)
), asked AS (
    SELECT *, 17 + issues::INTEGER + employed::INTEGER AS asked,
        35 + pick(i, 'pace', 75) AS pace,
        -- when they would send it: at once, in an ordinary number of days, or in the last week
        CASE WHEN haste < $road_same_day THEN 0 WHEN haste > 1 - $road_at_the_end THEN 23 + pick(i, 'late', 7)
            ELSE least(29, 1 + floor(5.5 * exp(0.75 * bell(i, 'days'))))::INTEGER END AS days,
        CASE WHEN left_where < 0.15 THEN 9 WHEN left_where < 0.30 THEN 17 WHEN left_where < 0.38 THEN 18
            WHEN left_where < 0.62 THEN 19 ELSE 1 + pick(i, 'left at', 16) END AS left_question
    FROM drawn
), left_at AS (
    SELECT *, chance(i, 'left after') AS stage,
        left_question - (left_question > 9 AND NOT issues)::INTEGER - (left_question > 13 AND NOT employed)::INTEGER - 1 AS said_before
    FROM asked
), said AS (
    -- who leaves answers so many questions; after the last one some print, and some give documents
    SELECT *, CASE WHEN leaves AND stage < 0.62 THEN said_before ELSE asked END AS would_say,
        CASE WHEN leaves AND stage < 0.74 THEN 0 ELSE 1 END AS would_print,
        CASE WHEN NOT leaves THEN 3 WHEN stage < 0.93 THEN 0 ELSE 1 + pick(i, 'documents', 2) END AS would_give
    FROM left_at
), copied AS (
    SELECT said.*, coalesce(first.would_say, 0) AS copied FROM said
    LEFT JOIN (SELECT i AS before, would_say FROM said) AS first USING (before)
), paced AS (
    SELECT * EXCLUDE (would_say), greatest(would_say, copied) AS would_say,
        1 + pick(i, 'break after', asked) AS break_after,
        CASE WHEN chance(i, 'breaks') < 0.4 THEN floor(days * 0.35 * chance(i, 'break'))::INTEGER ELSE 0 END AS break_days,
        nth = 1 AND would_print = 1 AND chance(i, 'changes late') < $road_late_correction AS changes_late,
        CASE WHEN nth = 2 OR would_print = 0 OR chance(i, 'corrects') >= $road_correction THEN 0
            WHEN chance(i, 'corrects again') < $road_second_correction THEN 2 ELSE 1 END AS corrections
    FROM copied
), ready AS (
    SELECT *, CASE WHEN copied >= asked THEN opened_at + to_seconds(60)
        ELSE opened_at + to_seconds(60 + (asked - copied) * pace + break_days * 86400 * (break_after < asked)::INTEGER) END AS said_at
    FROM paced
), printing AS (
    SELECT *, said_at + to_seconds(200 + pick(i, 'reads', 600)) AS printed_at,
        CASE WHEN changes_late THEN floor((days - break_days) * 0.3 * chance(i, 'late days'))::INTEGER ELSE 0 END AS late_days
    FROM ready
), changing AS (
    SELECT *, CASE WHEN changes_late THEN printed_at + to_seconds(late_days * 86400 + 1800 + pick(i, 'late hour', 3600)) END AS changed_at
    FROM printing
), giving AS (
    SELECT *, changed_at + INTERVAL 60 SECOND AS printed_again_at,
        coalesce(changed_at + INTERVAL 60 SECOND, printed_at)
            + to_seconds((days - break_days - late_days) * 86400 + 2700 + pick(i, 'meets', 5400)) AS given_at,
        would_give = 3 AND chance(i, 'replaces') < $road_replaced AS replaces,
        would_give = 3 AND chance(i, 'takes back') < $road_taken_back AS takes_back
    FROM changing
), sending AS (
    SELECT *, CASE WHEN leaves THEN NULL ELSE given_at + to_seconds(420 + pick(i, 'sends', 300)) END AS would_send_at,
        opened_on + $days_to_submit AS last_day
    FROM giving
)
-- the world ends at the cutoff: what would be done later was not done
SELECT * EXCLUDE (haste, left_where, left_question, said_before, stage, would_send_at),
    CASE WHEN would_send_at <= $cutoff THEN would_send_at END AS sent_at,
    uuid7(opened_at, 0, i, 'application') AS id
FROM sending;

CREATE TABLE draft.account AS
SELECT person, opened_at - to_seconds(90 + pick(person, 'before opening', 500)) AS created_at,
    uuid7(opened_at - to_seconds(90 + pick(person, 'before opening', 500)), 0, person, 'account') AS account
FROM draft.road WHERE nth = 1;

-- When the answer at a place among those asked was given.
CREATE MACRO said_when(opened_at, o, copied, pace, break_after, break_days) AS CASE
    WHEN o <= copied THEN opened_at
    ELSE opened_at + to_seconds(60 + (o - copied) * pace + CASE WHEN o > break_after THEN break_days * 86400 ELSE 0 END) END;
