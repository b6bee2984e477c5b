"""Writes an answer as people read it, in their language: the review page, the form, the officer's screen."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any, cast
from zoneinfo import ZoneInfo

import phonenumbers
from babel import Locale
from babel.dates import format_date, format_time

from core.domain.application.answers import PROVINCES
from core.domain.application.content import Part, Question, Questionnaire

LOCALES = {"fr": "fr_CA", "en": "en_CA"}
YES = {"fr": "Oui", "en": "Yes"}
NO = {"fr": "Non", "en": "No"}
EXTENSIONS = {"fr": "poste", "en": "ext."}
PROVINCE_NAMES = {
    "AB": ("Alberta", "Alberta"),
    "BC": ("Colombie-Britannique", "British Columbia"),
    "MB": ("Manitoba", "Manitoba"),
    "NB": ("Nouveau-Brunswick", "New Brunswick"),
    "NL": ("Terre-Neuve-et-Labrador", "Newfoundland and Labrador"),
    "NS": ("Nouvelle-Écosse", "Nova Scotia"),
    "NT": ("Territoires du Nord-Ouest", "Northwest Territories"),
    "NU": ("Nunavut", "Nunavut"),
    "ON": ("Ontario", "Ontario"),
    "PE": ("Île-du-Prince-Édouard", "Prince Edward Island"),
    "QC": ("Québec", "Quebec"),
    "SK": ("Saskatchewan", "Saskatchewan"),
    "YT": ("Yukon", "Yukon"),
}


@lru_cache(4096)
def day_text(day: date, language: str) -> str:
    """Return a day in full, as the language writes it."""
    told = format_date(day, "long", locale=LOCALES[language])
    # French writes the first of a month as an ordinal; Babel's data do not.
    return f"1er{told[1:]}" if language == "fr" and day.day == 1 else told


def deadline_text(day: date, language: str) -> str:
    """Return the last instant of a day that is open until it has ended everywhere in Canada."""
    if language == "en":
        return f"{day_text(day, language)}, 11:59\u00a0p.m. Pacific Time"
    return f"{day_text(day, language)}, 23\u00a0h\u00a059, heure du Pacifique"


def instant_text(instant: datetime, language: str, zone: ZoneInfo) -> str:
    """Return a day and time in the portal's time zone, as the language writes them."""
    return f"{day_text(instant.astimezone(zone).date(), language)}, {time_text(instant, language, zone)}"


def time_text(instant: datetime, language: str, zone: ZoneInfo) -> str:
    """Return a time of day in the portal's time zone, as the language writes it."""
    told = format_time(instant, "short", tzinfo=zone, locale=LOCALES[language])
    # an hour stays on one line; Babel's French data let it break on both sides of its h
    return told.replace(" h ", "\u00a0h\u00a0")


@cache
def country_name(code: str, language: str) -> str:
    """Return the name of a country, or of a Canadian province written CA-QC."""
    if code.startswith("CA-") and code[3:] in PROVINCES:
        names = PROVINCE_NAMES[code[3:]]
        return names[language == "en"]
    territories = cast("Mapping[str, str]", Locale.parse(LOCALES[language]).territories)
    return territories.get(code, code)


def part_text(content: Questionnaire, part: Part, value: Any, language: str) -> str:
    """Return one part of an answer as text; empty when it was not answered."""
    if value in (None, "", []):
        return ""
    if part.kind == "yes_no":
        return (YES if value else NO)[language]
    if part.kind == "date":
        return day_text(date.fromisoformat(value), language)
    if part.kind == "phone":
        return phone_text(value, language)
    if part.kind in ("country", "country_or_province"):
        return country_name(value, language)
    return _listed_text(content, part, value, language)


def choice_text(content: Questionnaire, part: Part, code: str, language: str) -> str:
    """Return the text of one code of a list."""
    if part.kind == "regulator":
        return next((row.name.of(language) for row in content.regulators if row.code == code), code)
    if part.kind in ("country", "country_or_province"):
        return country_name(code, language)
    return next((row.text.of(language) for row in part.choices if row.code == code), code)


def _listed_text(content: Questionnaire, part: Part, value: Any, language: str) -> str:
    if part.kind == "many":
        return ", ".join(choice_text(content, part, code, language) for code in value)
    if part.kind in ("choice", "regulator"):
        return choice_text(content, part, value, language)
    return str(value)


@lru_cache(1024)
def phone_text(value: str, language: str) -> str:
    """Return a telephone number as it is dialled from Canada, its extension named."""
    number, _, extension = value.partition(";ext=")
    parsed = phonenumbers.parse(number)
    style = phonenumbers.PhoneNumberFormat
    told = phonenumbers.format_number(
        parsed, style.NATIONAL if parsed.country_code == 1 else style.INTERNATIONAL
    )
    return f"{told}, {EXTENSIONS[language]}\u00a0{extension}" if extension else told


def answer_rows(
    content: Questionnaire, question: Question, value: Mapping[str, Any], language: str
) -> list[tuple[str, str]]:
    """Return the label and text of each part that was answered."""
    told = [(part, part_text(content, part, value.get(part.id), language)) for part in question.parts]
    return [(part.label.of(language), text) for part, text in told if text]
