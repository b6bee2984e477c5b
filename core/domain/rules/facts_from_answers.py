"""From answers, register, scan and other requests to one row of facts: the same road at every moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.domain.application.content import Question, Questionnaire
from core.domain.application.overview import Overview
from core.domain.application.questionnaire import holds, question_of

FormSeen = Mapping[str, str | None]
"""The facts of the scan by name, as `core.domain.form.returned_form.form_facts` tells them."""


SOUGHT_BY = ("family_name", "given_names", "regulator", "membership_number")
"""The questions without whose answers nobody is sought in a register."""


@dataclass(frozen=True)
class Elsewhere:
    """What other people's requests share with this one."""

    number: bool | None = None
    first_id: bool | None = None
    mutual: bool | None = None


def answer_facts(content: Questionnaire, seen: Overview) -> dict[str, Any]:
    """Return the facts that the answers and the clock tell; a question not answered yet is unknown."""
    return _membership(content, seen) | _documents(content, seen) | _attestor(content, seen) | _clock(seen)


def elsewhere_facts(shared: Elsewhere) -> dict[str, bool | None]:
    """Return the facts that other people's requests tell."""
    return {
        "number_on_another_request": shared.number,
        "id_on_another_request": shared.first_id,
        "attestation_is_mutual": shared.mutual,
    }


def is_unknown(content: Questionnaire, seen: Overview, question: str) -> bool:
    """Say whether a question is asked and waits for its answer."""
    found = question_of(content, question)
    return question not in seen.answers and found is not None and _may_be_asked(found, seen)


def _may_be_asked(question: Question, seen: Overview) -> bool:
    """Say whether a question is asked, or would be once the regulator is known."""
    return "regulator" not in seen.answers or holds(question.ask_when, seen.known)


def _membership(content: Questionnaire, seen: Overview) -> dict[str, Any]:
    known, regulator = seen.known, seen.known.get("regulator")
    number = known.get("membership_number")
    unknown = is_unknown(content, seen, "membership_number")
    form = known["membership_number_form"] if number else "none"
    return {
        "regulator": regulator,
        "regulator_kind": known.get("regulator_kind"),
        "licence": None if is_unknown(content, seen, "licence") else known.get("licence", "none"),
        "number_expected": known.get("regulator_issues_numbers"),
        "number_given": None if unknown else bool(number),
        "number_form": None if unknown else form,
    }


def _documents(content: Questionnaire, seen: Overview) -> dict[str, Any]:
    known, first, second = seen.known, seen.known.get("first_id_kind"), seen.known.get("second_id_kind")
    shows = known.get("second_id_shows")
    return {
        "first_id_kind": first,
        "first_id_has_photo": None if first is None else first in _choices(content, "first_id_kind"),
        "first_id_expired": None if first is None else known["first_id_expired"],
        "second_id_kind": second,
        "second_id_shows_detail": None if shows is None else bool(set(shows) - {"nothing"}),
        "second_id_is_the_first": None if None in (first, second) else first == second,
    }


def _choices(content: Questionnaire, part: str) -> set[str]:
    parts = (it for question in content.questions for it in question.parts if it.id == part)
    return {choice.code for it in parts for choice in it.choices}


def _attestor(content: Questionnaire, seen: Overview) -> dict[str, Any]:
    if "attestor" not in seen.answers:
        return {"attestor_regulator_listed": None}
    listed = {row.code for row in content.regulators}
    return {
        "attestor_regulator_listed": seen.known.get("attestor_regulator") in listed,
    }


def _clock(seen: Overview) -> dict[str, Any]:
    return {"days_open": (seen.today - seen.application.opened_on).days}
