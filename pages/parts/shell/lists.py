"""The lists that widgets offer: codes in the order their names have in the person's language."""

from collections.abc import Mapping
from functools import cache
from typing import Any, cast

from babel.dates import get_month_names

from core.bootstrap import portal
from core.domain.accounts.identity import normalised
from core.domain.application.answers import offered_codes
from core.domain.application.content import Part
from core.domain.application.display import LOCALES, choice_text

SORTED = frozenset({"regulator", "country", "country_or_province"})
ONLY_CANADA = {"address_country": ["CA"]}


def offered(part: Part, known: Mapping[str, Any], language: str) -> Mapping[str, str]:
    """Return what a list offers: each code with its name, in the order to show them."""
    if part.kind in SORTED:
        return _by_name(part.kind, part.only_when == ONLY_CANADA, language)
    content = portal().library.questionnaire
    return {code: choice_text(content, part, code, language) for code in offered_codes(content, part, known)}


@cache
def _by_name(kind: str, only_canada: bool, language: str) -> Mapping[str, str]:
    """Return a long list by name, Canada first; where only Canada is meant, its provinces alone."""
    content = portal().library.questionnaire
    part = next(it for question in content.questions for it in question.parts if it.kind == kind)
    named = {code: choice_text(content, part, code, language) for code in offered_codes(content, part, {})}
    kept = {code: name for code, name in named.items() if code.startswith("CA-") or not only_canada}
    return dict(sorted(kept.items(), key=_place))


def _place(row: tuple[str, str]) -> tuple[int, str]:
    code, name = row
    return (0 if code == "CA" else 1 if code.startswith("CA-") else 2), normalised(name)


@cache
def months(language: str) -> Mapping[int, str]:
    """Return the months by number, as the language writes them."""
    named = cast("Mapping[int, str]", get_month_names("wide", locale=LOCALES[language]))
    return dict(sorted(named.items()))
