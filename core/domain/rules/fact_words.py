"""Writes a fact as people read it, in their language."""

from typing import Any

from core.domain.application.content import Questionnaire
from core.domain.application.display import NO, YES
from core.domain.rules.facts import FactMeaning


def fact_text(content: Questionnaire, meaning: FactMeaning, value: Any, language: str) -> str | None:
    """Return a fact's value as text; None where it is unknown."""
    if value is None:
        return None
    if isinstance(value, bool):
        return (YES if value else NO)[language]
    if value in meaning.values:
        return meaning.values[value].of(language)
    if meaning.part == "regulators":
        return next((row.name.of(language) for row in content.regulators if row.code == value), str(value))
    choices = (
        it for question in content.questions for part in question.parts for it in part.choices
        if part.id == meaning.part
    )  # fmt: skip
    return next((it.text.of(language) for it in choices if it.code == value), str(value))
