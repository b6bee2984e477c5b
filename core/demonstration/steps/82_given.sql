-- A part's answers, prints and documents, each with the instant at which it was given.

CREATE OR REPLACE TABLE draft.said AS
WITH every AS (
    -- questions in their order, in ones where they are always asked; the second value is what was said first
    SELECT w.i, unnest([
        {'question': 'family_name', 'o': 1, 'value': family_name, 'was': NULL},
        {'question': 'given_names', 'o': 2, 'value': given_names, 'was': NULL},
        {'question': 'other_names', 'o': 3, 'value': other_names, 'was': NULL},
        {'question': 'date_of_birth', 'o': 4, 'value': date_of_birth, 'was': NULL},
        {'question': 'language', 'o': 5, 'value': w.language, 'was': NULL},
        {'question': 'previously_enrolled', 'o': 6, 'value': previously_enrolled, 'was': NULL},
        {'question': 'regulator', 'o': 7, 'value': regulator, 'was': NULL},
        {'question': 'licence', 'o': 8, 'value': w.licence, 'was': NULL},
        {'question': 'membership_number', 'o': 9, 'value': membership_number, 'was': was_membership_number},
        {'question': 'membership_since', 'o': 10, 'value': membership_since, 'was': NULL},
        {'question': 'register_name', 'o': 11, 'value': register_name, 'was': NULL},
        {'question': 'organisation', 'o': 12, 'value': organisation, 'was': NULL},
        {'question': 'organisation_role', 'o': 13, 'value': organisation_role, 'was': NULL},
        {'question': 'business_address', 'o': 14, 'value': business_address, 'was': NULL},
        {'question': 'telephone', 'o': 15, 'value': telephone, 'was': was_telephone},
        {'question': 'email', 'o': 16, 'value': email_said, 'was': was_email},
        {'question': 'first_id', 'o': 17, 'value': first_id, 'was': was_first_id},
        {'question': 'second_id', 'o': 18, 'value': second_id, 'was': was_second_id},
        {'question': 'attestor', 'o': 19, 'value': attestor, 'was': was_attestor}
    ]) AS it
    FROM draft.worded w
), asked AS (
    SELECT p.i, p.id AS application_id, it.question, it.value, it.was,
        it.o - (it.o > 9 AND NOT p.issues)::INTEGER - (it.o > 13 AND NOT p.employed)::INTEGER AS o,
        p.opened_at, p.copied, p.pace, p.break_after, p.break_days, p.would_say, p.said_at, p.changed_at, p.is_whole,
        -- which of the questions that can be corrected were: one or two early ones, one late one
        it.question = one_of(p.i, 'corrected', ['second_id', 'second_id', 'first_id', 'attestor', 'attestor',
            CASE WHEN p.issues THEN 'membership_number' ELSE 'second_id' END]) AND p.corrections >= 1 AS early,
        it.question = 'telephone' AND p.corrections = 2 AS early_too,
        it.question = CASE WHEN p.corrections = 2 THEN 'email' ELSE 'telephone' END AND p.changes_late AS late
    FROM every JOIN draft.part p USING (i) WHERE it.value IS NOT NULL
), timed AS (
    SELECT *, said_when(opened_at, o, copied, pace, break_after, break_days) AS first_at FROM asked WHERE o <= would_say
), twice AS (
    SELECT * REPLACE (late AND NOT early AND NOT early_too AS late), CASE WHEN early THEN said_at + INTERVAL 45 SECOND WHEN early_too THEN said_at + INTERVAL 90 SECOND
        WHEN late THEN changed_at END AS then_at
    FROM timed
)
SELECT uuid7(first_at, o, i, question) AS id, application_id, i, question, 1 AS times, CASE WHEN then_at IS NULL THEN value ELSE was END AS value,
    NULL AS old, first_at AS answered_at, o <= copied AS is_copied, is_whole
FROM twice WHERE first_at <= $cutoff
UNION ALL
SELECT uuid7(then_at, o, i, question), application_id, i, question, 2, value, was, then_at, false, is_whole FROM twice WHERE then_at <= $cutoff;

-- How far each came, and what statistics tell it apart by as soon as it is said.
CREATE OR REPLACE TABLE draft.profiled AS
WITH counted AS (
    SELECT p.i, count(*) FILTER (times = 1) AS said, any_value(p.asked) AS asked, any_value(p.issues) AS issues, any_value(p.employed) AS employed
    FROM draft.part p LEFT JOIN draft.said USING (i) GROUP BY p.i
)
SELECT i, said >= 5 AS says_language, said >= 7 AS says_regulator, said >= 8 AS says_licence,
    said >= 14 - (NOT issues)::INTEGER - (NOT employed)::INTEGER AS says_address,
    CASE WHEN said >= asked THEN 'review' ELSE list_filter($questions, lambda question:
        (issues OR question <> 'membership_number') AND (employed OR question <> 'organisation_role'))[said + 1] END AS at_question
FROM counted;

-- Whose explanations were opened: where it is hard to know what to say, and once its help says more.
CREATE OR REPLACE TABLE draft.help_opened AS
SELECT uuid7(opened_at, 0, i, 'help ' || question) AS id, application_id, question, term, opened_at, i FROM (
    SELECT s.i, s.application_id, s.question, s.answered_at - to_seconds(5 + pick(s.i * 32 + o.place, 'reads help', 20)) AS opened_at,
        CASE WHEN o.terms <> '' AND chance(s.i * 32 + o.place, 'opens terms') < 0.35 THEN o.terms ELSE 'help' END AS term
    FROM draft.said s JOIN draft.question o USING (question)
    WHERE times = 1 AND NOT is_copied AND chance(s.i * 32 + o.place, 'opens help') < o.opened
        * CASE WHEN question = '$reworded_question' AND s.answered_at >= $reworded_on THEN 1.6 ELSE 1 END
);

CREATE OR REPLACE TABLE draft.digested AS
WITH texts AS (
    SELECT w.i, p.reference, p.changes_late, p.corrections,
        '{"attestor": ' || attestor || ', "business_address": ' || business_address || ', "date_of_birth": ' || date_of_birth
            || ', "email": ' AS before_email,
        ', "family_name": ' || family_name || ', "first_id": ' || first_id || ', "given_names": ' || given_names
            || ', "language": ' || w.language || ', "licence": ' || w.licence
            || coalesce(', "membership_number": ' || membership_number, '') || ', "membership_since": ' || membership_since
            || ', "organisation": ' || organisation || coalesce(', "organisation_role": ' || organisation_role, '')
            || ', "other_names": ' || other_names || ', "previously_enrolled": ' || previously_enrolled
            || ', "register_name": ' || register_name || ', "regulator": ' || regulator || ', "second_id": ' || second_id
            || ', "telephone": ' AS before_telephone,
        email_said, was_email, telephone, was_telephone
    FROM draft.worded w JOIN draft.part p USING (i) WHERE p.printed_at <= $cutoff AND p.would_print = 1
)
SELECT i, before_email || email_said || before_telephone || telephone || '}' AS answers,
    sha256('["' || reference || '", ' || before_email || email_said || before_telephone || telephone || '}]') AS digest,
    CASE WHEN changes_late THEN sha256('["' || reference || '", ' || before_email
        || CASE WHEN corrections = 2 THEN was_email ELSE email_said END || before_telephone
        || CASE WHEN corrections = 2 THEN telephone ELSE was_telephone END || '}]') END AS first_digest
FROM texts;

CREATE OR REPLACE TABLE draft.print AS
WITH printed AS (
    SELECT i, 1 AS number, coalesce(first_digest, digest) AS digest, printed_at FROM draft.digested JOIN draft.part USING (i)
    UNION ALL
    SELECT i, 2, digest, printed_again_at FROM draft.digested JOIN draft.part USING (i) WHERE changes_late AND printed_again_at <= $cutoff
)
SELECT uuid7(printed.printed_at, 0, i, 'print') AS id, p.id AS application_id, printed.number, digest,
    CASE WHEN chance(i, 'prints elsewhere') < $road_print_elsewhere THEN CASE p.language WHEN 'fr' THEN 'en' ELSE 'fr' END ELSE p.language END AS language,
    printed.printed_at, blank.pages, blank.places, blank.vault_key, blank.sha256, i, is_whole
FROM printed JOIN draft.part p USING (i)
JOIN draft.blank ON blank.language = CASE WHEN chance(i, 'prints elsewhere') < $road_print_elsewhere
    THEN CASE p.language WHEN 'fr' THEN 'en' ELSE 'fr' END ELSE p.language END;

-- Files given: first the three expected, one of them sometimes twice or taken back, then what was asked for in each round.
-- No file stands at two places of one request at the same time.
CREATE OR REPLACE TABLE draft.filed AS
WITH first AS (
    SELECT p.*, f.file AS form_file, pick(p.person, 'first picture', 3) AS first_file, pick(p.person, 'second picture', 3) AS second_file
    FROM draft.part p JOIN draft.form f USING (person) WHERE would_print = 1 AND would_give > 0
), given AS (
    SELECT i, 'imm5661' AS kind, form_file AS file, given_at AS at_last, 1 AS place, NULL::INTEGER AS round, 0 AS slot, false AS taken FROM first
    UNION ALL SELECT i, 'first_id', (first_file + 2) % 3, given_at + INTERVAL 75 SECOND, 2, NULL, 0, false FROM first WHERE would_give > 1 AND replaces
    UNION ALL SELECT i, 'first_id', first_file, given_at + to_seconds(CASE WHEN replaces THEN 240 ELSE 75 END), 3, NULL, 0, false FROM first WHERE would_give > 1
    UNION ALL SELECT i, 'second_id', (second_file + 2) % 3, given_at + INTERVAL 150 SECOND, 4, NULL, 0, true FROM first WHERE would_give > 2 AND takes_back
    UNION ALL SELECT i, 'second_id', second_file, given_at + to_seconds(CASE WHEN takes_back THEN 360 ELSE 150 END), 5, NULL, 0, false FROM first WHERE would_give > 2
), asked AS (
    SELECT t.i, t.number, t.returned_at, t.asked_forms, t.asked_firsts, t.asked_seconds, unnest(t.wanted) AS wish, generate_subscripts(t.wanted, 1) AS slot, len(t.wanted) AS many
    FROM draft.turn t WHERE t.i BETWEEN $low AND $high AND t.returned_at IS NOT NULL
), again AS (
    SELECT a.i, wish.kind AS kind,
        CASE wish.kind WHEN 'imm5661' THEN CASE WHEN a.asked_forms = 0 THEN 1 WHEN f.file > 0 THEN 0 ELSE 2 END
            WHEN 'first_id' THEN (pick(r.person, 'first picture', 3) + 1 + a.asked_firsts) % 3
            WHEN 'second_id' THEN (pick(r.person, 'second picture', 3) + 1 + a.asked_seconds) % 3 ELSE 0 END AS file,
        a.returned_at - to_seconds((many - slot + 1) * 100) AS at_last, 5 + a.number * 4 + slot AS place, a.number AS round, slot, false AS taken
    FROM asked a JOIN draft.road r USING (i) JOIN draft.form f USING (person)
), every AS (
    SELECT * FROM given WHERE at_last <= $cutoff UNION ALL SELECT * FROM again
)
SELECT uuid7(e.at_last, 0, e.i, 'document ' || e.place) AS id, p.id AS application_id, e.kind, file.file_name, file.media_type, file.size, file.pages,
    file.sha256, file.vault_key, e.at_last AS given_at,
    CASE WHEN e.round IS NOT NULL THEN request_id(e.i, e.round, e.slot, t.decided_at) END AS request_id,
    e.i, e.place, coalesce(e.round, 0) AS round, e.slot, e.taken, p.is_whole, p.person, p.given_at AS began_at
FROM every e JOIN draft.part p ON p.i = e.i JOIN draft.file ON file.kind = e.kind AND file.place = e.file
LEFT JOIN draft.turn t ON t.i = e.i AND t.number = e.round;

-- What was read of each form: pages and boxes that say what the facts of its round say.
CREATE OR REPLACE TABLE draft.form_reading AS
WITH seen AS (
    SELECT d.*, f.unreadable, f.form_request, f.form_answers, f.form_pages, f.form_signature, f.form_attestation
    FROM draft.filed d JOIN draft.form f USING (person) WHERE d.kind = 'imm5661' AND d.round = 0
    UNION ALL
    SELECT d.*, t.unreadable, t.form_request, t.form_answers, t.form_pages, t.form_signature, t.form_attestation
    FROM draft.filed d JOIN draft.turn t ON t.i = d.i AND t.number = d.round + 1 WHERE d.kind = 'imm5661' AND d.round > 0
), printed AS (
    SELECT i, CASE WHEN s.form_answers = 'older' THEN min(p.number) ELSE max(p.number) END AS print_number, s.id
    FROM seen s JOIN draft.print p USING (i) GROUP BY i, s.id, s.form_answers
), coded AS (
    SELECT s.*, CASE WHEN form_request = 'other' THEN 'RRA-SPEC-MENS' ELSE st.reference END AS reference, p.number AS print_number, p.digest
    FROM seen s JOIN draft.standing st USING (i) JOIN printed ON printed.id = s.id JOIN draft.print p ON p.i = s.i AND p.number = printed.print_number
)
SELECT uuid7(given_at, 1, c.i, 'reading ' || place) AS id, c.id AS document_id, application_id, given_at AS read_at,
    listed(list(CASE WHEN unreadable THEN unread_page(b.page)
        ELSE read_page(b.page, reference, print_number, left(digest, 16), CASE form_request WHEN 'other' THEN '[]' ELSE b.boxes END) END ORDER BY b.page)) AS pages
FROM coded c JOIN draft.page_boxes b ON b.signature = coalesce(form_signature, 'signed') AND b.attestation = coalesce(form_attestation, 'attested')
WHERE form_pages IS DISTINCT FROM 'some_missing' OR b.page = 1
GROUP BY c.i, c.id, application_id, given_at, place;

CREATE OR REPLACE TABLE draft.document_removal AS
SELECT uuid7(began_at + INTERVAL 300 SECOND, 0, i, 'removal') AS id, application_id, id AS document_id, began_at + INTERVAL 300 SECOND AS removed_at,
    i, kind, sha256, is_whole
FROM draft.filed WHERE taken AND began_at + INTERVAL 300 SECOND <= $cutoff;
