"""Turns what was typed into an answer, or says which part cannot be read and why."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

import phonenumbers
from babel import Locale
from email_validator import EmailNotValidError, validate_email

from core.domain.application.content import Part, Question, Questionnaire
from core.domain.application.questionnaire import (
    Answers,
    Known,
    codes,
    holds,
    known_values,
    still_asked,
    with_derived,
)
from core.domain.errors import MalformedAnswerError
from core.domain.typed_text import canonical, canonical_lines

OLDEST = date(1900, 1, 1)
PROVINCES = ("AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT")
PAST_ONLY = frozenset({"date_of_birth", "membership_since"})
"""Parts whose date cannot lie ahead."""
EXTENSION = re.compile(
    r"[\s,;(]*(?:\b(?:extension|ext|poste|local|interne|int|p|x)\b|(?<=\d)x|#)[\s.:#]*(\d{1,7})\s*\)?\s*$",
    re.IGNORECASE,
)
"""An extension as people write it in either language, at the end of a number."""
BOXES = ("year_missing", "month_missing", "day_missing")
"""What is wrong where one of a date's three boxes is empty, in their order: 1985-3-27."""
AREA_MISSING = 7
"""Digits of a Canadian number without its area code."""
Raw = Mapping[str, Any]


class Fault(Exception):
    """One part cannot be read; the text is the code of its sentence."""


NOT_COUNTRIES = frozenset(
    {"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO", "AC", "CP", "DG", "EA", "IC", "TA", "CQ"}
)
"""Codes of Unicode's list of territories that no passport or address bears."""
TERRITORIES: Mapping[str, str] = cast("Mapping[str, str]", Locale("en").territories)
COUNTRIES = tuple(
    sorted(code for code in TERRITORIES if len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES)
)


def check(content: Questionnaire, question: Question, raw: Raw, known: Known, today: date) -> dict[str, Any]:
    """Return the answer as it is kept, each part in its one canonical form.

    Raises: MalformedAnswerError naming each part that cannot be read; nothing else blocks.
    Source: guide 2.3.
    """
    value: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for part in question.parts:
        try:
            so_far = with_derived(content, {**known, **value}, today)
            value[part.id] = _part(content, part, raw, so_far, today)
        except Fault as fault:
            faults[part.id] = str(fault)
    if faults:
        raise MalformedAnswerError(faults)
    return {id: kept for id, kept in value.items() if kept is not None}


def still_true(content: Questionnaire, answers: Answers, today: date) -> dict[str, Mapping[str, Any]]:
    """Return the answers of an earlier request that would be accepted today; the rest is asked again.

    Source: guide 2.17.
    """
    known = known_values(content, answers, today)
    kept: dict[str, Mapping[str, Any]] = {}
    for question in content.questions:
        with suppress(MalformedAnswerError):
            if (value := answers.get(question.id)) is not None:
                kept[question.id] = check(content, question, _typed_again(value), known, today)
    return still_asked(content, kept, today)


def _typed_again(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return an answer as it was typed: the e-mail address twice."""
    return {**value, "email_again": value["email"]} if "email" in value else value


def _part(content: Questionnaire, part: Part, raw: Raw, known: Known, today: date) -> Any:
    told = raw.get(part.id)
    if isinstance(told, str):
        told = canonical_lines(told) if part.kind == "long_text" else canonical(told)
    if part.only_when and not holds(part.only_when, known):
        return None
    if told in (None, "", []):
        if holds(part.required_when, known) if part.required_when else part.required:
            raise Fault("yes_no_needed" if part.kind == "yes_no" else "required")
        return None
    return READERS[part.kind](PartReading(content, part, told, raw, known, today))


@dataclass(frozen=True)
class PartReading:
    """One part being read, with all that its reading may depend on."""

    content: Questionnaire
    part: Part
    told: Any
    raw: Raw
    known: Known
    today: date


def _text(it: PartReading) -> str:
    if not isinstance(it.told, str):
        raise Fault("unreadable")
    if len(it.told) > it.part.most:
        raise Fault("too_long")
    return it.told


def _yes_no(it: PartReading) -> bool:
    if not isinstance(it.told, bool):
        raise Fault("yes_no_needed")
    return it.told


def _one(it: PartReading) -> str:
    if it.told not in offered_codes(it.content, it.part, it.known):
        raise Fault("not_in_list")
    return it.told


def _many(it: PartReading) -> list[str]:
    offered = offered_codes(it.content, it.part, it.known)
    told = cast("list[str]", it.told)
    if not isinstance(it.told, list) or any(code not in offered for code in told):
        raise Fault("not_in_list")
    return [code for code in offered if code in told]


def offered_codes(content: Questionnaire, part: Part, known: Known) -> tuple[str, ...]:
    """Return the codes a list offers; licences are those of the regulator chosen."""
    if part.kind == "regulator":
        return codes(content.regulators)
    if part.kind == "country":
        return COUNTRIES
    if part.kind == "country_or_province":
        return (*(f"CA-{code}" for code in PROVINCES), *COUNTRIES)
    if part.id == "licence":
        return next((row.licences for row in content.regulators if row.code == known.get("regulator")), ())
    return codes(part.choices)


def _day(it: PartReading) -> str:
    try:
        day = it.told if isinstance(it.told, date) else date.fromisoformat(it.told)
    except (TypeError, ValueError):
        raise Fault(_day_fault(it.told)) from None
    if day < OLDEST:
        raise Fault("date_too_old")
    if it.part.id in PAST_ONLY and day > it.today:
        raise Fault("date_in_future")
    return day.isoformat()


def _day_fault(told: Any) -> str:
    """Return which of a date's three boxes is empty or cannot be read; or that no such day exists."""
    boxes = told.split("-") if isinstance(told, str) else []
    if len(boxes) != len(BOXES):
        return "not_a_date"
    empty = [fault for fault, typed in zip(BOXES, boxes, strict=True) if not typed.strip()]
    if empty:
        return empty[0] if len(empty) == 1 else "date_incomplete"
    return "not_a_date" if re.fullmatch(r"\d{4}", boxes[0].strip()) else "year_malformed"


def _email(it: PartReading) -> str:
    try:
        return validate_email(_text(it), check_deliverability=False).normalized
    except EmailNotValidError:
        raise Fault("email_malformed") from None


def _same_address(it: PartReading) -> None:
    """Compare the second typing with the first, and keep nothing of it."""
    first = it.raw.get("email")
    if not isinstance(first, str) or not isinstance(it.told, str):
        raise Fault("emails_differ")
    if canonical(first).casefold() != it.told.casefold():
        raise Fault("emails_differ")


def _phone(it: PartReading) -> str:
    """Return a telephone number as the world writes it: + country code and digits, extension kept.

    Shapes: read in the country of the address, or else in Canada; a number that nobody can dial is refused.
    """
    home = str(it.known.get("address_country") or "CA")
    text = EXTENSION.sub(r" ext. \1", str(it.told))
    for region in dict.fromkeys((home, "CA")):
        with suppress(phonenumbers.NumberParseException):
            number = phonenumbers.parse(text, region)
            if phonenumbers.is_valid_number(number):
                dialled = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
                return f"{dialled};ext={number.extension}" if number.extension else dialled
    raise Fault(_phone_fault(text))


def _phone_fault(text: str) -> str:
    """Return what a number lacks: the country's code, the area code, or else that nobody can dial it."""
    digits = re.sub(r"\D", "", text.partition("ext.")[0])
    if text.strip().startswith("+"):
        return "phone_malformed"
    if len(digits) == AREA_MISSING:
        return "phone_area_missing"
    return "phone_country_missing" if digits.startswith("0") else "phone_malformed"


def _postal_code(it: PartReading) -> str:
    if it.known.get("address_country") != "CA":
        return _text(it)
    code = str(it.told).upper().replace(" ", "").replace("-", "")
    if not re.fullmatch(r"[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z]\d[ABCEGHJ-NPRSTV-Z]\d", code):
        raise Fault("postal_code_malformed")
    return f"{code[:3]} {code[3:]}"


READERS: dict[str, Callable[[PartReading], Any]] = {
    "text": _text, "long_text": _text, "yes_no": _yes_no, "choice": _one, "many": _many, "regulator": _one,
    "country": _one, "country_or_province": _one, "date": _day, "email": _email, "email_again": _same_address,
    "phone": _phone, "postal_code": _postal_code,
}  # fmt: skip
