"""What was typed becomes an answer, or the code of what cannot be read."""

from datetime import date

import pytest

from core.domain.application.answers import COUNTRIES, PROVINCES, check, offered_codes, still_true
from core.domain.application.content import Choice, Part, Question, Text
from core.domain.application.questionnaire import known_values, question_of
from core.domain.errors import MalformedAnswerError
from tests.domain.typed import TODAY, WHOLE, kept

BOTH = Text(fr="x", en="x")


def a_question(*parts):
    return Question(id="q", clause="2.3", section="identity", title=BOTH, form="request", parts=tuple(parts))


def a_part(kind, id="p", **changes):
    return Part(id=id, kind=kind, label=BOTH, **changes)


def read(content, part, told, known=None):
    """Return what is kept of one part, or the code of its sentence."""
    try:
        return check(content, a_question(part), {part.id: told}, known or {}, TODAY).get(part.id)
    except MalformedAnswerError as error:
        return error.fields[part.id]


@pytest.mark.parametrize(
    ("told", "kept_as"),
    [
        ("Tremblay", "Tremblay"),
        ("  Tremblay  ", "Tremblay"),
        ("De  la   Tour", "De la Tour"),
        ("Jean\u00a0Luc", "Jean Luc"),
        ("Zoe\u0301", "Zoé"),
        ("Łukasz", "Łukasz"),
        ("Nguyễn Thị Ánh", "Nguyễn Thị Ánh"),
        ("Ñuñez", "Ñuñez"),
        ("Þórsdóttir", "Þórsdóttir"),
        ("Kovač-Đurić", "Kovač-Đurić"),
        ("O'Brien", "O'Brien"),
        ("O’Brien", "O’Brien"),
        ("\u200bTremblay", "Tremblay"),
        ("-", "-"),
        ("a" * 100, "a" * 100),
        ("a" * 101, "too_long"),
        ("", "required"),
        ("   ", "required"),
        (None, "required"),
        ("Trem\x00blay", "Tremblay"),
        ("Trem\x1bblay", "Tremblay"),
        ("Trem\nblay", "Trem blay"),
        ("Trem\ud800blay", "Tremblay"),
        ("\u202eTremblay\ufeff", "Tremblay"),
        ("Ｔｒｅｍｂｌａｙ\u3000９", "Tremblay 9"),
        ("\u2063", "required"),
        (17, "unreadable"),
    ],
)
def test_a_name_keeps_every_letter_and_loses_only_superfluous_spaces(content, told, kept_as):
    assert read(content, a_part("text", most=100), told) == kept_as


@pytest.mark.parametrize(
    ("told", "kept_as"),
    [
        ("one\ntwo  three", "one\ntwo  three"),
        ("one\x07\r\n\u3000two\u202e", "one\n two"),
        ("a" * 201, "too_long"),
    ],
)
def test_a_long_text_keeps_its_lines(content, told, kept_as):
    assert read(content, a_part("long_text"), told) == kept_as


@pytest.mark.parametrize(
    ("told", "kept_as"),
    [
        (True, True), (False, False), (None, "yes_no_needed"), ("", "yes_no_needed"),
        ("yes", "yes_no_needed"), (1, "yes_no_needed"),
    ],
)  # fmt: skip
def test_yes_or_no_is_one_of_two(content, told, kept_as):
    assert read(content, a_part("yes_no"), told) is kept_as


@pytest.mark.parametrize(
    ("id", "told", "kept_as"),
    [
        ("first_id_expiry", "2030-01-31", "2030-01-31"),
        ("first_id_expiry", date(2030, 1, 31), "2030-01-31"),
        ("first_id_expiry", "2020-02-29", "2020-02-29"),
        ("first_id_expiry", "2021-02-29", "not_a_date"),
        ("first_id_expiry", "31/01/2030", "not_a_date"),
        ("first_id_expiry", "2030-13-01", "not_a_date"),
        ("first_id_expiry", "bientôt", "not_a_date"),
        ("first_id_expiry", "2030-3-", "day_missing"),
        ("first_id_expiry", "2030--31", "month_missing"),
        ("first_id_expiry", "-3-31", "year_missing"),
        ("first_id_expiry", "-3-", "date_incomplete"),
        ("first_id_expiry", "30-3-31", "year_malformed"),
        ("first_id_expiry", "2030-2-30", "not_a_date"),
        ("first_id_expiry", 20300131, "not_a_date"),
        ("first_id_expiry", "1899-12-31", "date_too_old"),
        ("date_of_birth", "1900-01-01", "1900-01-01"),
        ("date_of_birth", "2026-03-08", "2026-03-08"),
        ("date_of_birth", "2026-03-09", "date_in_future"),
        ("membership_since", "2026-03-09", "date_in_future"),
    ],
)
def test_a_date_is_a_day_of_the_calendar(content, id, told, kept_as):
    assert read(content, a_part("date", id=id), told) == kept_as


@pytest.mark.parametrize(
    ("country", "told", "kept_as"),
    [
        ("CA", "K1A 1L1", "K1A 1L1"),
        ("CA", "k1a1l1", "K1A 1L1"),
        ("CA", "K1A-1L1", "K1A 1L1"),
        ("CA", " k1a  1l1 ", "K1A 1L1"),
        ("CA", "D1A 1L1", "postal_code_malformed"),
        ("CA", "K1D 1L1", "postal_code_malformed"),
        ("CA", "W1A 1L1", "postal_code_malformed"),
        ("CA", "K1O 1L1", "postal_code_malformed"),
        ("CA", "K1A 1L", "postal_code_malformed"),
        ("CA", "K1A 1L11", "postal_code_malformed"),
        ("CA", "75008", "postal_code_malformed"),
        ("FR", "75008", "75008"),
        ("GB", "SW1A  2AA", "SW1A 2AA"),
        ("US", "20500-0003", "20500-0003"),
        ("FR", "7" * 21, "too_long"),
        ("FR", "75\x00008", "75008"),
    ],
)  # fmt: skip
def test_a_canadian_postal_code_has_its_form_and_a_foreign_one_is_kept_as_it_is_written(
    content, country, told, kept_as
):
    part = a_part("postal_code", most=20, required=False)

    assert read(content, part, told, {"address_country": country}) == kept_as


@pytest.mark.parametrize(
    ("country", "told", "kept_as"),
    [
        (None, "819 555-0199", "+18195550199"),
        (None, "(819) 555-0199", "+18195550199"),
        ("CA", "1-819-555-0199", "+18195550199"),
        ("CA", "819 555-0199 ext. 12", "+18195550199;ext=12"),
        ("CA", "819 555-0199 poste 12", "+18195550199;ext=12"),
        ("FR", "01 99 00 12 34", "+33199001234"),
        (None, "+33 1 99 00 12 34", "+33199001234"),
        (None, "+44 20 7946 0018", "+442079460018"),
        (None, "+84 24 3999 1234", "+842439991234"),
        (None, "+52 55 5000 1234", "+525550001234"),
        (None, "+39 06 6982 1234", "+390669821234"),
        (None, "12", "phone_malformed"),
        (None, "téléphone", "phone_malformed"),
        (None, "+999 123 456 789", "phone_malformed"),
        (None, "8195550199819555019981955501998195550199", "phone_malformed"),
    ],
)
def test_a_telephone_number_of_any_country_is_kept_as_the_world_writes_it(content, country, told, kept_as):
    known = {"address_country": country} if country else {}

    assert read(content, a_part("phone"), told, known) == kept_as


@pytest.mark.parametrize(
    ("told", "kept_as"),
    [
        ("zoe@example.ca", "zoe@example.ca"),
        (" zoe@example.ca ", "zoe@example.ca"),
        ("Zoe.B+rra@Example.CA", "Zoe.B+rra@example.ca"),
        ("zoé@exemple.ca", "zoé@exemple.ca"),
        ("zoe@exämple.ca", "zoe@exämple.ca"),
        ("zoe", "email_malformed"),
        ("zoe@", "email_malformed"),
        ("zoe@example", "email_malformed"),
        ("zoe@@example.ca", "email_malformed"),
        ("zoe b@example.ca", "email_malformed"),
        ("zoe@example.ca, jan@example.ca", "email_malformed"),
        ("zoe@example.ca\x00\u200e", "zoe@example.ca"),
        ("a" * 250 + "@example.ca", "too_long"),
    ],
)
def test_an_e_mail_address_could_receive_e_mail(content, told, kept_as):
    assert read(content, a_part("email", most=254), told) == kept_as


@pytest.mark.parametrize(
    ("first", "second", "outcome"),
    [
        ("zoe@example.ca", "zoe@example.ca", {"email": "zoe@example.ca"}),
        ("zoe@example.ca", " ZOE@example.ca", {"email": "zoe@example.ca"}),
        ("zoe@example.ca", "zoé@example.ca", {"email_again": "emails_differ"}),
        ("zoe@example.ca", "", {"email_again": "required"}),
        ("", "zoe@example.ca", {"email": "required", "email_again": "emails_differ"}),
        ("zoe", "zoe", {"email": "email_malformed"}),
        ("", "", {"email": "required", "email_again": "required"}),
    ],
)
def test_an_e_mail_address_is_typed_twice_and_kept_once(content, first, second, outcome):
    question = question_of(content, "email")
    try:
        told = check(content, question, {"email": first, "email_again": second}, {}, TODAY)
    except MalformedAnswerError as error:
        told = error.fields

    assert told == outcome


@pytest.mark.parametrize(
    ("part", "known", "told", "kept_as"),
    [
        (a_part("regulator"), {}, "CICC", "CICC"),
        (a_part("regulator"), {}, "XXXX", "not_in_list"),
        (a_part("regulator"), {}, ["CICC"], "not_in_list"),
        (a_part("country"), {}, "VN", "VN"),
        (a_part("country"), {}, "CA-QC", "not_in_list"),
        (a_part("country"), {}, "EU", "not_in_list"),
        (a_part("country_or_province"), {}, "CA-QC", "CA-QC"),
        (a_part("country_or_province"), {}, "FR", "FR"),
        (a_part("country_or_province"), {}, "CA-XX", "not_in_list"),
        (a_part("choice", id="licence"), {"regulator": "LSO"}, "paralegal", "paralegal"),
        (a_part("choice", id="licence"), {"regulator": "BQ"}, "paralegal", "not_in_list"),
        (a_part("choice", id="licence"), {}, "lawyer", "not_in_list"),
        (a_part("many", choices=(Choice(code="a", text=BOTH), Choice(code="b", text=BOTH))), {},
         ["b", "a", "b"], ["a", "b"]),
        (a_part("many", choices=(Choice(code="a", text=BOTH),)), {}, ["a", "z"], "not_in_list"),
        (a_part("many", choices=(Choice(code="a", text=BOTH),)), {}, "a", "not_in_list"),
        (a_part("many", choices=(Choice(code="a", text=BOTH),)), {}, [], "required"),
    ],
)  # fmt: skip
def test_a_list_takes_only_what_it_offers(content, part, known, told, kept_as):
    assert read(content, part, told, known) == kept_as


def test_countries_are_those_of_the_world_and_provinces_the_thirteen_of_canada(content):
    offered = offered_codes(content, a_part("country_or_province"), {})

    assert offered[:13] == tuple(f"CA-{code}" for code in PROVINCES)
    assert offered[13:] == COUNTRIES
    assert {"CA", "FR", "VN", "PL", "TW", "XK"} <= set(COUNTRIES)
    assert not {"ZZ", "EU", "UN", "001"} & set(COUNTRIES)


def test_each_faulty_part_is_named_and_nothing_else(content):
    question = question_of(content, "business_address")
    raw = {"street": "1, rue Fictive", "city": "", "address_country": "CA", "postal_code": "75008"}

    with pytest.raises(MalformedAnswerError) as caught:
        check(content, question, raw, {}, TODAY)

    assert caught.value.fields == {
        "city": "required", "province": "required", "postal_code": "postal_code_malformed",
    }  # fmt: skip
    assert caught.value.values["count"] == 3
    assert "Fictive" not in str(caught.value)


def test_an_address_abroad_needs_neither_province_nor_postal_code_and_keeps_no_province(content):
    raw = {
        "street": "Rue 1",
        "city": "Paris",
        "address_country": "FR",
        "province": "CA-QC",
        "postal_code": "",
    }

    value = check(content, question_of(content, "business_address"), raw, {}, TODAY)

    assert value == {"street": "Rue 1", "city": "Paris", "address_country": "FR"}


def test_other_names_are_needed_after_yes_and_dropped_after_no(content):
    question = question_of(content, "other_names")

    assert check(content, question, {"has_other_names": False, "other_names": "Roy"}, {}, TODAY) == {
        "has_other_names": False
    }
    with pytest.raises(MalformedAnswerError) as caught:
        check(content, question, {"has_other_names": True, "other_names": " "}, {}, TODAY)
    assert caught.value.fields == {"other_names": "required"}


@pytest.mark.parametrize(
    ("code", "outcome"), [("LSNB", {}), ("LSYT", {}), ("LSO", {"attestor_number": "required"})]
)
def test_an_attesting_member_needs_a_number_only_where_the_regulator_issues_them(content, code, outcome):
    raw = {**WHOLE["attestor"], "attestor_regulator": code}
    try:
        faults = {} if check(content, question_of(content, "attestor"), raw, {}, TODAY) else None
    except MalformedAnswerError as error:
        faults = error.fields

    assert faults == outcome


@pytest.mark.clause("2.17")
def test_answers_of_an_earlier_request_are_still_true_when_nothing_changed(content):
    assert still_true(content, kept(content), TODAY) == kept(content)


@pytest.mark.clause("2.17")
def test_what_would_no_longer_be_accepted_is_asked_again_with_all_that_hung_on_it(content):
    answers = {**kept(content), "organisation": {"organisation": "a" * 201}}

    kept_now = still_true(content, answers, TODAY)

    expected = {
        id: value for id, value in kept(content).items() if id not in ("organisation", "organisation_role")
    }
    assert kept_now == expected


def test_what_is_known_includes_what_follows_from_the_answers(content):
    known = known_values(content, kept(content), TODAY)

    derived = {
        "regulator_kind": "college", "regulator_issues_numbers": True, "regulator_licences": "several",
        "attestor_regulator_kind": "law_society", "attestor_regulator_issues_numbers": False,
        "attestor_regulator_licences": "several", "has_organisation": True, "first_id_expired": False,
        "attestor_is_applicant": False, "membership_number_form": "expected",
        "membership_key": "CICC r900012", "attestor_key": "",
    }  # fmt: skip
    assert {name: known[name] for name in derived} == derived
