-- The facts of a round's requests, as they were on the day on which each was sent; the rules judge them next.

-- A register that nobody had brought up to date for a month says nothing about anybody of that month.
CREATE OR REPLACE MACRO is_unknown(code_number, day) AS day < $fresh_from
    AND chance(code_number * 100000 + year(day) * 12 + month(day), 'register missing') < $faults_register_missing;

DROP TABLE IF EXISTS draft.facts;
CREATE TABLE draft.facts AS
WITH known AS (
    SELECT t.*, s.*  EXCLUDE (person, code, opened_on, kind), s.kind AS kind,
        is_unknown(r.code_number, t.sent_on) AS unknown, is_unknown(ar.code_number, t.sent_on) AS attestor_unknown,
        s.number AS member_number, t.number AS turn,
        -- by name alone only an equal one counts, and who is not found is unknown
        CASE WHEN s.issues THEN s.number_fault NOT IN ('wrong', 'transitional')
            WHEN s.number_fault = 'none' AND s.register_name = 'same' THEN true END AS listed,
        a.code = t.code AND a.number <> '' AND a.number = s.number AS attests_self,
        a.given_key = s.given_key AND a.family_key = s.family_key AS named_the_same, alike.family IS NOT NULL AS named_alike,
        a.code AS attestor_code,
        ar.issues AS attestor_issues,
        coalesce(twin.sent_at < t.sent_at, false) AS twin_was_there, coalesce(friend.sent_at < t.sent_at, false) AS friend_was_there
    FROM draft.round t JOIN draft.self s ON s.person = t.person JOIN draft.attestor a ON a.person = t.person
    JOIN draft.regulator r ON r.code = t.code JOIN draft.regulator ar ON ar.code = a.code
    LEFT JOIN draft.sent twin ON twin.person = s.twin LEFT JOIN draft.sent friend ON friend.person = s.friend
    LEFT JOIN draft.alike alike ON alike.family = s.family AND alike.given = s.given
        AND alike.attestor_family = a.family AND alike.attestor_given = a.given
), found AS (
    SELECT *, NOT unknown AND coalesce(listed, false) AS taken,
        NOT attestor_unknown AND CASE attestor_fault WHEN 'self' THEN coalesce(listed, false) WHEN 'unlisted' THEN false
            WHEN 'name' THEN attestor_issues ELSE true END AS attestor_taken,
        CASE attestor_fault WHEN 'self' THEN register_name WHEN 'name' THEN 'slight' ELSE 'same' END AS attestor_name
    FROM known
), certain AS (
    SELECT *, named_alike AND NOT attests_self AND (taken AND register_name <> 'significant'
            AND attestor_taken AND attestor_name <> 'significant') IS DISTINCT FROM true AS alike
    FROM found
)
SELECT facts_id(i, sent_at) AS id, uuid7(opened_at, 0, i, 'application') AS application_id, turn AS number,
    sent_at AS judged_at, sent_on AS judged_on, code AS regulator, kind AS regulator_kind, licence,
    issues AS number_expected, issues AS number_given,
    CASE WHEN NOT issues THEN 'none' WHEN kind <> 'college' THEN 'expected' WHEN number_fault = 'transitional' THEN 'transitional'
        WHEN member_number[1] = 'R' AND len(member_number) = 7 AND regexp_full_match(member_number[2:], '[0-9]+')
            THEN 'expected' ELSE 'unexpected' END AS number_form,
    CASE WHEN NOT unknown THEN listed END AS in_register,
    CASE WHEN taken THEN register_name END AS register_name,
    CASE WHEN taken AND register_name <> 'significant' THEN standing END AS register_standing,
    first_id_kind, true AS first_id_has_photo, coalesce(first_id_expiry < sent_on, false) AS first_id_expired,
    second_id_kind, second_id_fault <> 'nothing' AS second_id_shows_detail, first_id_kind = second_id_kind AS second_id_is_the_first,
    true AS form_given, form_request, form_answers, form_pages, form_signature, form_attestation,
    CASE WHEN NOT alike THEN attests_self OR named_the_same AND attestor_code = code AND NOT issues END AS attestor_is_applicant,
    alike AS attestor_name_is_alike, true AS attestor_regulator_listed,
    CASE WHEN attestor_taken THEN true WHEN NOT attestor_unknown AND attestor_issues THEN false END AS attestor_in_register,
    CASE WHEN attestor_taken THEN attestor_name END AS attestor_register_name,
    CASE WHEN attestor_taken AND attestor_name <> 'significant' THEN CASE attestor_fault WHEN 'self' THEN standing
        WHEN 'standing' THEN one_of(person, 'attestor standing', ['suspended', 'former', 'not_practising'])
        ELSE 'active' END END AS attestor_standing,
    days_open, twin_was_there AS number_on_another_request, twin_was_there AS id_on_another_request,
    friend_was_there AS attestation_is_mutual, i, edition
FROM certain JOIN (SELECT i, opened_at FROM draft.road) USING (i);
