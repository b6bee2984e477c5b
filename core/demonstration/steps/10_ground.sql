-- What every step stands on: chances drawn from the seed alone, keys made from instants, and the days there are.

CREATE SCHEMA IF NOT EXISTS draft;

-- The same number between 0 and 1 for the same thing and the same question, whatever else is asked.
CREATE MACRO chance(n, what) AS (hash(n::BIGINT, what, $seed) >> 11) / 9007199254740992.0;
CREATE MACRO pick(n, what, many) AS floor(chance(n, what) * many)::INTEGER;
CREATE MACRO bell(n, what) AS
    sqrt(-2 * ln(1 - chance(n, what))) * cos(6.283185307179586 * chance(n, what || ' turned'));
-- One of a list, the same for the same thing.
CREATE MACRO one_of(n, what, these) AS these[1 + pick(n, what, len(these))];

-- A UUIDv7: the instant, the place among the rows of one act, and what the seed makes of the rest.
CREATE MACRO uuid7(instant, place, n, what) AS (
    (epoch_ms(instant)::UHUGEINT << 80) | (7::UHUGEINT << 76) | ((place & 4095)::UHUGEINT << 64)
    | (2::UHUGEINT << 62) | (hash(n::BIGINT, place::BIGINT, what, $seed) & 4611686018427387903)::UHUGEINT
)::UUID;
-- A UUIDv5 in the space of traits, as core/domain/desk/traits.py makes it.
CREATE MACRO uuid5(digest) AS (
    digest[1:12] || '5' || digest[14:16] || '89ab'[1 + (strpos('0123456789abcdef', digest[17]) - 1) % 4]
    || digest[18:32]
)::UUID;
CREATE MACRO trait_key(said) AS uuid5(sha1(unhex('$space') || encode(said)));
CREATE MACRO request_id(i, round, slot, decided_at) AS uuid7(decided_at, slot, i * 8 + round, 'request');
CREATE MACRO facts_id(i, sent_at) AS uuid7(sent_at, 1, i, 'facts');
CREATE MACRO salt_of(n, place, what) AS md5(concat_ws(' ', n, place, what, '$seed'));

-- Eight signs to copy by hand, the first a D: never the same for two requests.
CREATE MACRO signs_of(n) AS
    'D' || array_to_string(list_transform(
        [1, 31, 961, 29791, 923521, 28629151, 887503681], lambda power: '$alphabet'[1 + n // power % 31]), '');
CREATE MACRO reference_signs(i) AS signs_of((i::BIGINT * 12345701 + $seed) % 27512614111);

CREATE MACRO local_day(instant) AS ((instant AT TIME ZONE 'UTC') AT TIME ZONE '$zone')::DATE;
CREATE MACRO iso(instant) AS strftime(instant, '%Y-%m-%dT%H:%M:%S+00:00');

-- A text for comparison, as core/domain/accounts/identity.py makes its key where there are no accents.
CREATE MACRO plain_key(said) AS regexp_replace(lower(said), '[^a-z0-9]', '', 'g');

-- Values as Python's json.dumps writes them: what is digested here is digested again by the audit.
CREATE MACRO quoted(said) AS '"' || replace(said, chr(10), '\n') || '"';
CREATE MACRO bool_text(it) AS CASE it WHEN true THEN 'true' WHEN false THEN 'false' ELSE 'null' END;
-- A page of a returned form as it was read, and one of which nothing was.
CREATE MACRO read_page(page, reference, print_number, digest, boxes) AS '{"number": ' || page || ', "codes": 4, "reference": "' || reference
    || '", "form_page": ' || page || ', "print_number": ' || print_number || ', "digest": "' || digest || '", "boxes": ' || boxes
    || ', "quality": [], "is_blank": false, "passes": 1}';
CREATE MACRO unread_page(page) AS '{"number": ' || page || ', "codes": 0, "reference": null, "form_page": null, "print_number": null, '
    || '"digest": null, "boxes": [], "quality": ["blurred"], "is_blank": false, "passes": 3}';
CREATE MACRO listed(these) AS '[' || array_to_string(these, ', ') || ']';

-- A day's number counts the working days up to it: between two days lie the difference of their numbers.
CREATE TABLE draft.working AS SELECT number, min(day) AS day FROM draft.day WHERE works GROUP BY number;
CREATE TABLE draft.opening AS
    SELECT day, midnight, progress, weight / sum(weight) OVER () AS share,
        (sum(weight) OVER (ORDER BY day) - weight) / sum(weight) OVER () AS lo
    FROM draft.day WHERE weight > 0;
