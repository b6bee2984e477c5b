"""Answers as people read them, in French and in English."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from core.domain.application.answers import COUNTRIES, PROVINCES
from core.domain.application.content import LANGUAGES
from core.domain.application.display import answer_rows, country_name, day_text, instant_text, time_text
from core.domain.application.questionnaire import question_of
from tests.domain.typed import kept

TORONTO = ZoneInfo("America/Toronto")
WRITTEN = {
    "family_name": (["Ñuñez O’Brien"], ["Ñuñez O’Brien"]),
    "other_names": (["Non"], ["No"]),
    "date_of_birth": (["27 mars 1985"], ["March 27, 1985"]),
    "language": (["Français"], ["French"]),
    "regulator": (
        ["Collège des consultants en immigration et en citoyenneté (anciennement CRCIC)"],
        ["College of Immigration and Citizenship Consultants (formerly ICCRC)"],
    ),
    "licence": (
        ["Consultant réglementé en immigration canadienne (CRIC)"],
        ["Regulated Canadian Immigration Consultant (RCIC)"],
    ),
    "business_address": (
        ["Canada", "1, rue Fictive", "Gatineau", "Québec", "J8X 1A1"],
        ["Canada", "1, rue Fictive", "Gatineau", "Quebec", "J8X 1A1"],
    ),
    "telephone": (["(819) 555-0199"], ["(819) 555-0199"]),
    "email": (["zoe@example.ca"], ["zoe@example.ca"]),
    "first_id": (
        ["Passeport canadien ou étranger", "Canada", "AB123456", "31 janvier 2030"],
        ["Canadian or foreign passport", "Canada", "AB123456", "January 31, 2030"],
    ),
    "second_id": (["Avis de cotisation (impôt)", "Adresse domiciliaire"], ["Tax assessment", "Home address"]),
}


@pytest.mark.parametrize("id", WRITTEN)
def test_an_answer_is_written_as_each_language_writes_it(content, id):
    question, value = question_of(content, id), kept(content)[id]

    written = tuple([text for _, text in answer_rows(content, question, value, code)] for code in LANGUAGES)

    assert written == WRITTEN[id]


def test_each_line_bears_its_label_and_what_was_not_answered_has_no_line(content):
    question = question_of(content, "previously_enrolled")

    assert answer_rows(content, question, {"previously_enrolled": True}, "en") == [
        ("I have been enrolled in the portal before", "Yes")
    ]
    assert answer_rows(content, question, {}, "fr") == []


@pytest.mark.parametrize(
    ("kept_as", "text"),
    [
        ("+18195550199", "(819) 555-0199"),
        ("+18195550199;ext=12", "(819) 555-0199, poste\u00a012"),
        ("+33199001234", "+33 1 99 00 12 34"),
    ],
)
def test_a_foreign_telephone_number_bears_its_country_code(content, kept_as, text):
    rows = answer_rows(content, question_of(content, "telephone"), {"telephone": kept_as}, "fr")

    assert [text for _, text in rows] == [text]


def test_several_choices_are_written_in_one_line(content):
    rows = answer_rows(
        content, question_of(content, "second_id"), {"second_id_shows": ["photo", "signature"]}, "en"
    )

    assert [text for _, text in rows] == ["Photo, Signature"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_and_province_has_a_name(language):
    codes = (*COUNTRIES, *(f"CA-{code}" for code in PROVINCES))

    assert [code for code in codes if country_name(code, language) in ("", code)] == []


def test_the_first_of_the_month_and_the_hour_follow_the_language():
    assert (day_text(date(2026, 5, 1), "fr"), day_text(date(2026, 5, 1), "en")) == (
        "1er mai 2026",
        "May 1, 2026",
    )


def test_an_instant_is_told_in_the_time_of_the_portal():
    before, after = datetime(2026, 3, 8, 6, 59, tzinfo=UTC), datetime(2026, 3, 8, 7, 0, tzinfo=UTC)

    assert instant_text(before, "fr", TORONTO) == "8 mars 2026, 01\u00a0h\u00a059"
    assert instant_text(after, "en", TORONTO) == "March 8, 2026, 3:00\u202fa.m."
    assert time_text(after, "fr", TORONTO) == "03\u00a0h\u00a000"
