-- What is wrong with each person's papers. Who is careless is so in several things; where two accounts are one person,
-- the request sent first has nothing wrong with it, so that it is there when the other comes.

CREATE TABLE draft.sent AS
SELECT person, any_value(i) AS i, any_value(sent_at) AS sent_at, any_value(changes_late) AS changes_late
FROM draft.road WHERE sent_at IS NOT NULL GROUP BY person;

CREATE TABLE draft.fault AS
WITH joined AS (
    SELECT m.person, m.self, m.self_place, m.code, m.kind, m.issues, m.twin, m.friend, m.opened_on,
        coalesce(s.changes_late, false) AS changes_late,
        m.twin IS NOT NULL AND s.sent_at IS NOT NULL AND (t.sent_at IS NULL OR s.sent_at < t.sent_at) AS is_first,
        m.twin IS NULL AND m.friend IS NULL AS alone,
        least(3.2, greatest(0.3, 0.82 * exp(0.8 * bell(m.person, 'careless')))) AS careless,
        CASE WHEN m.opened_on >= $reworded_on THEN $faults_after_rewording ELSE 1 END AS reworded,
        chance(m.person, 'number fault') AS number, chance(m.self, 'standing') AS standing,
        chance(m.person, 'second id fault') AS second_id, chance(m.person, 'form fault') AS form,
        chance(m.person, 'attestor fault') AS attestor
    FROM draft.member m
    LEFT JOIN draft.sent s ON s.person = m.person
    LEFT JOIN draft.sent t ON t.person = m.twin
), weighed AS (
    SELECT *, careless * reworded AS c,
        CASE WHEN is_first THEN 0 ELSE careless END AS k
    FROM joined
)
SELECT person, self, is_first, twin, friend,
    CASE WHEN NOT alone OR number >= c * (CASE WHEN kind = 'college'
            THEN $faults_number_wrong + $faults_number_transitional + $faults_number_unusual ELSE $faults_number_wrong END) THEN 'none'
        WHEN number < c * $faults_number_wrong THEN 'wrong'
        WHEN number < c * ($faults_number_wrong + $faults_number_transitional) THEN 'transitional'
        ELSE 'unusual' END AS number_fault,
    -- somebody sought by name is found under a name that differs slightly, or not at all
    CASE WHEN NOT alone THEN 'same' WHEN chance(self, 'register name') < $faults_name_slight THEN 'slight'
        WHEN issues AND chance(self, 'register name') > 1 - $faults_name_significant THEN 'significant' ELSE 'same' END AS register_name,
    CASE WHEN NOT alone THEN 'active'
        WHEN standing < $faults_restricted THEN 'restricted'
        WHEN standing < $faults_restricted + $faults_not_practising THEN 'not_practising'
        WHEN standing < $faults_restricted + $faults_not_practising + $faults_suspended THEN 'suspended'
        WHEN standing < $faults_restricted + $faults_not_practising + $faults_suspended + $faults_former THEN 'former'
        WHEN standing > 1 - $faults_register_student THEN 'student' ELSE 'active' END AS standing,
    alone AND chance(self, 'student') < $faults_student AS is_student,
    chance(person, 'expired') < k * $faults_first_id_expired AS expired,
    CASE WHEN second_id < k * $faults_payment_card THEN 'card'
        WHEN second_id < k * ($faults_payment_card + $faults_shows_nothing) THEN 'nothing'
        WHEN second_id < k * ($faults_payment_card + $faults_shows_nothing + $faults_same_twice) THEN 'same' ELSE 'none' END AS second_id_fault,
    CASE WHEN form < k * $faults_form_unreadable THEN 'unreadable'
        WHEN form < k * ($faults_form_unreadable + $faults_form_other) THEN 'other'
        WHEN form < k * ($faults_form_unreadable + $faults_form_other + $faults_form_page) THEN 'page' ELSE 'none' END AS form_fault,
    NOT is_first AND changes_late AND chance(person, 'older print') < $faults_form_older AS form_older,
    chance(person, 'not attested') < k * $faults_form_not_attested AS not_attested,
    -- whoever had nobody attest often did not sign either
    chance(person, 'not signed') < CASE WHEN chance(person, 'not attested') < k * $faults_form_not_attested
        THEN 0.4 ELSE k * $faults_form_not_signed END AS not_signed,
    chance(person, 'incomplete') < k * $faults_form_incomplete AS incomplete,
    CASE WHEN NOT alone THEN 'none'
        WHEN attestor < k * $faults_attestor_self THEN 'self'
        WHEN attestor < k * ($faults_attestor_self + $faults_attestor_unlisted) THEN 'unlisted'
        WHEN attestor < k * ($faults_attestor_self + $faults_attestor_unlisted + $faults_attestor_name) THEN 'name'
        WHEN attestor < k * ($faults_attestor_self + $faults_attestor_unlisted + $faults_attestor_name + $faults_attestor_standing)
            THEN 'standing' ELSE 'none' END AS attestor_fault
FROM weighed;

-- What each person says: every value that an answer, a fact or a trait is made of.
CREATE TABLE draft.self AS
WITH chosen AS (
    SELECT m.self_place, m.code, m.kind, m.issues, f.*, n.language, n.given, n.given_key, n.family, n.family_key,
        other.given AS other_given, other.family AS other_family, m.progress, m.opened_on,
        CASE WHEN m.code <> 'CICC' THEN m.province ELSE p.province END AS home,
        number_of(m.kind = 'college', m.self_place // 9 * 10 + m.self_place % 9) AS true_number
    FROM draft.member m JOIN draft.fault f ON f.person = m.person JOIN draft.named n ON n.person = m.self
    LEFT JOIN draft.named other ON other.person = m.self + 1
    JOIN draft.province p ON chance(m.self, 'province') >= p.lo AND chance(m.self, 'province') < p.hi
), placed AS (
    SELECT c.*, city, city_key, country, telephone, postal,
        CASE WHEN chance(c.self, 'first id') < 0.38 THEN 'passport' WHEN chance(c.self, 'first id') < 0.80 THEN 'driver_licence'
            WHEN chance(c.self, 'first id') < 0.88 THEN 'photo_card' WHEN chance(c.self, 'first id') < 0.94 THEN 'permanent_resident_card'
            WHEN chance(c.self, 'first id') < 0.96 THEN 'nexus_card' WHEN chance(c.self, 'first id') < 0.985 THEN 'citizenship_card'
            ELSE 'indian_status_certificate' END AS first_id_kind
    FROM chosen c JOIN draft.town t ON t.province = home AND t.place = pick(c.self, 'city', t.many)
)
SELECT * EXCLUDE (true_number),
    CASE WHEN kind = 'college' THEN CASE WHEN is_student THEN 'student' WHEN chance(self, 'licence') < $licences_risia THEN 'risia'
            WHEN chance(self, 'licence') < $licences_risia + $licences_rcic_irb THEN 'rcic_irb' ELSE 'rcic' END
        WHEN is_student THEN 'student'
        WHEN code = 'LSO' AND chance(self, 'licence') < $licences_paralegal THEN 'paralegal'
        WHEN kind = 'notaries' THEN 'notary' ELSE 'lawyer' END AS licence,
    CASE WHEN NOT issues THEN ''
        WHEN number_fault = 'transitional' THEN 'M9' || true_number[3:]
        -- R8 is nobody's while there is room in R9; otherwise a letter too many tells a wrong number from every right one
        WHEN number_fault = 'wrong' THEN CASE WHEN kind <> 'college' THEN 'F8' || true_number[3:]
            WHEN chance(self, 'typed') < 0.3 OR $applications > 200000 THEN true_number || 'X' ELSE 'R8' || true_number[3:] END
        WHEN number_fault = 'unusual' THEN true_number[1] || '-' || true_number[2:] ELSE true_number END AS number,
    CASE WHEN NOT issues THEN '' ELSE true_number END AS listed_number,
    DATE '1952-01-01' + pick(self, 'born', 17500) AS born,
    least(opened_on - 20, DATE '1976-01-01' + pick(self, 'born', 17500) + pick(self, 'member since', 400)) AS member_since,
    'FX' || lpad(((self::BIGINT * 7919 + $seed) % 10000000)::VARCHAR, 7, '0') AS first_id_number,
    CASE WHEN first_id_kind = 'citizenship_card' AND NOT expired THEN NULL
        WHEN expired THEN opened_on - 5 - pick(person, 'expired since', 400)
        ELSE opened_on + 120 + pick(self, 'expires in', 2900) END AS first_id_expiry,
    CASE second_id_fault WHEN 'card' THEN CASE WHEN chance(person, 'card') < 0.7 THEN 'credit_card' ELSE 'bank_card' END
        WHEN 'same' THEN CASE WHEN first_id_kind IN ('passport', 'driver_licence', 'photo_card') THEN first_id_kind ELSE 'utility_bill' END
        WHEN 'nothing' THEN one_of(person, 'shows nothing', ['membership_card', 'other', 'government_letter'])
        ELSE one_of(self, 'second id', ['tax_assessment', 'utility_bill', 'health_card', 'birth_certificate', 'tax_assessment',
            'membership_card', 'utility_bill', 'government_letter', 'health_card']) END AS second_id_kind,
    chance(self, 'organisation') < $people_organisation AS employed,
    chance(self, 'other names') < $people_other_names AS has_other_names,
    register_name = 'same' AND attestor_fault <> 'self' AND chance(self, 'register name told') < $people_register_name AS tells_register_name,
    chance(self, 'enrolled before') < $people_enrolled_before AS enrolled_before
FROM placed;

-- The attesting member as each person names them.
CREATE TABLE draft.attestor AS
SELECT s.person,
    CASE WHEN s.attestor_fault = 'self' THEN s.code WHEN s.friend IS NOT NULL THEN s.code ELSE a.code END AS code,
    CASE WHEN s.attestor_fault = 'self' THEN s.given WHEN s.friend IS NOT NULL THEN fn.given ELSE n.given END AS given,
    CASE WHEN s.attestor_fault = 'self' THEN s.given_key WHEN s.friend IS NOT NULL THEN fn.given_key ELSE n.given_key END AS given_key,
    CASE WHEN s.attestor_fault = 'self' THEN s.family WHEN s.friend IS NOT NULL THEN fn.family ELSE n.family END AS family,
    CASE WHEN s.attestor_fault = 'self' THEN s.family_key WHEN s.friend IS NOT NULL THEN fn.family_key ELSE n.family_key END AS family_key,
    CASE WHEN NOT r.issues THEN '' WHEN s.attestor_fault = 'self' THEN s.number
        WHEN s.friend IS NOT NULL THEN fs.number
        ELSE number_of(r.kind = 'college', t.place * 10 + 9) || CASE WHEN s.attestor_fault = 'unlisted' THEN '0' ELSE '' END END AS number,
    r.issues
FROM draft.self s JOIN draft.attested a USING (person)
JOIN draft.attesting t ON t.attesting = a.attesting
JOIN draft.named n ON n.person = -a.attesting
LEFT JOIN draft.member fm ON fm.person = s.friend
LEFT JOIN draft.named fn ON fn.person = fm.self
LEFT JOIN draft.self fs ON fs.person = s.friend
JOIN draft.regulator r ON r.code = CASE WHEN s.attestor_fault = 'self' OR s.friend IS NOT NULL THEN s.code ELSE a.code END;
