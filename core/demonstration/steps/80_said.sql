-- A part of the requests, $low to $high: what each said at every question, as JSON with its keys in order.

CREATE OR REPLACE TABLE draft.part AS
SELECT r.*, st.reference, st.state, st.expired_at, st.copied_from, a.account,
    s.language, s.given, s.family, s.given_key, s.family_key, s.number AS member_number, s.employed, s.licence, s.home,
    s.kind AS regulator_kind, s.first_id_kind, s.second_id_fault,
    plain_key(s.given_key || s.family_key || s.self || 'examplecom') AS email_key, r.i > $whole AS is_whole
FROM draft.road r JOIN draft.standing st ON st.i = r.i JOIN draft.self s ON s.person = r.person
JOIN draft.account a ON a.person = r.person
WHERE r.i BETWEEN $low AND $high;

CREATE OR REPLACE TABLE draft.worded AS
WITH told AS (
    SELECT p.i, p.person, p.opened_on, s.* EXCLUDE (person, opened_on, self), s.self AS self, a.code AS attestor_code, a.given AS attestor_given,
        a.family AS attestor_family, a.given_key AS attestor_given_key, a.family_key AS attestor_family_key,
        a.number AS attestor_number, a.issues AS attestor_issues, w.street, w.organisation, w.role,
        1 + pick(s.self, 'house', 890) AS house, 1 + pick(s.self, 'street', len(w.street[s.language])) AS street_place,
        1 + pick(s.self, 'postal', 9) AS postal_end, 100 + pick(s.self, 'telephone', 100) AS telephone_end,
        s.given_key || '.' || s.family_key || '.' || s.self || '@example.com' AS email
    FROM draft.part p JOIN draft.self s ON s.person = p.person JOIN draft.attestor a ON a.person = p.person, draft.word w
), numbered AS (
    SELECT *, house || CASE language WHEN 'fr' THEN ', ' ELSE ' ' END || street[language][street_place].text AS street_said,
        house || street[language][street_place].key AS street_key,
        CASE WHEN home = 'abroad' THEN telephone ELSE '+1' || telephone || '5550' END || telephone_end AS telephone_said,
        CASE WHEN first_id_kind = 'passport' AND chance(self, 'born abroad') < 0.3
                THEN one_of(self, 'passport of', ['FR', 'IN', 'PH', 'NG', 'VN', 'MX', 'GB', 'DZ'])
            WHEN first_id_kind IN ('driver_licence', 'photo_card') AND home <> 'abroad' THEN 'CA-' || home ELSE 'CA' END AS first_id_issuer,
        CASE second_id_kind WHEN 'birth_certificate' THEN '"date_of_birth"' WHEN 'driver_licence' THEN '"date_of_birth", "home_address", "photo", "signature"'
            WHEN 'passport' THEN '"date_of_birth", "photo", "signature"' WHEN 'photo_card' THEN '"date_of_birth", "photo"'
            WHEN 'health_card' THEN '"date_of_birth", "signature"' WHEN 'credit_card' THEN '"signature"' WHEN 'bank_card' THEN '"signature"'
            WHEN 'other' THEN '"other"' ELSE '"home_address"' END AS usual_shows
    FROM told
)
SELECT i, person, self, street_key, email, first_id_issuer, first_id_number, postal[1:7] || postal_end AS postal_said, city_key,
    born, attestor_code, attestor_given_key, attestor_family_key, attestor_number, attestor_issues, organisation[language] AS organisations,
    '{"family_name": ' || quoted(family) || '}' AS family_name,
    '{"given_names": ' || quoted(given) || '}' AS given_names,
    CASE WHEN has_other_names THEN '{"has_other_names": true, "other_names": ' || quoted(coalesce(other_family, 'Fictif')) || '}'
        ELSE '{"has_other_names": false}' END AS other_names,
    '{"date_of_birth": "' || born || '"}' AS date_of_birth,
    '{"correspondence_language": "' || language || '"}' AS language,
    CASE WHEN NOT enrolled_before THEN '{"previously_enrolled": false}'
        WHEN chance(self, 'knows its number') < 0.5 THEN '{"previously_enrolled": true}'
        ELSE '{"previous_number": "RRA-' || signs_of(self + 7000000)[1:4] || '-' || signs_of(self + 7000000)[5:8] || '", "previously_enrolled": true}'
        END AS previously_enrolled,
    '{"regulator": "' || code || '"}' AS regulator,
    '{"licence": "' || licence || '"}' AS licence,
    CASE WHEN issues THEN '{"membership_number": ' || quoted(number) || '}' END AS membership_number,
    '{"membership_since": "' || member_since || '"}' AS membership_since,
    CASE WHEN tells_register_name THEN '{"register_name": ' || quoted(family || ' ' || given) || ', "register_name_differs": true}'
        ELSE '{"register_name_differs": false}' END AS register_name,
    CASE WHEN employed THEN '{"organisation": ' || quoted(one_of(self, 'works for', organisation[language])) || '}' ELSE '{}' END AS organisation,
    CASE WHEN employed THEN '{"organisation_role": ' || quoted(one_of(self, 'works as', role[language])) || '}' END AS organisation_role,
    '{"address_country": "' || country || '", "city": ' || quoted(city) || CASE WHEN home = 'abroad' THEN '' ELSE
        ', "postal_code": "' || postal || postal_end || '", "province": "CA-' || home || '"' END
        || ', "street": ' || quoted(street_said) || '}' AS business_address,
    '{"telephone": "' || telephone_said || '"}' AS telephone,
    '{"email": "' || email || '"}' AS email_said,
    '{' || coalesce('"first_id_expiry": "' || first_id_expiry || '", ', '') || '"first_id_issuer": "' || first_id_issuer
        || '", "first_id_kind": "' || first_id_kind || '", "first_id_number": "' || first_id_number || '"}' AS first_id,
    '{' || CASE second_id_kind WHEN 'other' THEN '"second_id_description": ' || quoted(CASE language WHEN 'fr' THEN 'Carte de bibliothèque'
        ELSE 'Library card' END) || ', ' ELSE '' END || '"second_id_kind": "' || second_id_kind || '", "second_id_shows": ['
        || CASE second_id_fault WHEN 'nothing' THEN '"nothing"' ELSE usual_shows END || ']}' AS second_id,
    '{"attestor_email": "' || attestor_given_key || '.' || attestor_family_key || '@example.com", "attestor_family_name": ' || quoted(attestor_family)
        || ', "attestor_given_names": ' || quoted(attestor_given)
        || CASE WHEN attestor_issues THEN ', "attestor_number": ' || quoted(attestor_number) ELSE '' END
        || ', "attestor_regulator": "' || attestor_code || '"}' AS attestor,
    -- what was said first where it was corrected afterwards
    CASE WHEN issues THEN '{"membership_number": ' || quoted(number || '0') || '}' END AS was_membership_number,
    '{"telephone": "' || left(telephone_said, -1) || (right(telephone_said, 1)::INTEGER + 1) % 10 || '"}' AS was_telephone,
    '{"email": "x' || email || '"}' AS was_email,
    '{"first_id_issuer": "' || first_id_issuer || '", "first_id_kind": "' || first_id_kind || '", "first_id_number": "' || first_id_number || '0"}' AS was_first_id,
    '{"second_id_kind": "credit_card", "second_id_shows": ["photo"]}' AS was_second_id,
    '{"attestor_email": "' || attestor_family_key || '@example.com", "attestor_family_name": ' || quoted(attestor_family)
        || ', "attestor_given_names": ' || quoted(attestor_given)
        || CASE WHEN attestor_issues THEN ', "attestor_number": ' || quoted(attestor_number) ELSE '' END
        || ', "attestor_regulator": "' || attestor_code || '"}' AS was_attestor
FROM numbered;
