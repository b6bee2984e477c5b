"""A rule and its cases as somebody types them in a form, and as they are shown there."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.domain.accounts.identity import normalised
from core.domain.application.content import Text
from core.domain.errors import MalformedAnswerError
from core.domain.rules.facts import FACTS, kind_of
from core.domain.rules.rule_book import RuleCase
from core.domain.rules.rules import Rule, Verdict

UNKNOWN = "?"
"""What stands in a case for a fact that is unknown."""
TRUTHS = {"true": True, "vrai": True, "false": False, "faux": False}
LONGEST_CODE = 40
NEEDED = ("title_fr", "title_en", "clause", "severity", "fails_when", "officer_fr", "officer_en")
"""Fields without which there is no rule."""
DAYS = ("since", "until")


@dataclass(frozen=True)
class TypedCase:
    """A case as it is typed: a name, a fact with its value on each line, and the verdict.

    Shapes: `second_id_kind = credit_card`, `days_open = 31`, `form_given = false`; `?` is unknown.
    """

    name: str = ""
    facts: str = ""
    verdict: Verdict = Verdict.FAILS


Typed = Mapping[str, Any]
"""The fields of a rule by name: texts, codes, days or nothing."""


def typed_of(rule: Rule) -> dict[str, Any]:
    """Return a rule as the form shows it."""
    told: dict[str, Any] = {name: getattr(rule, name) for name in Rule.model_fields}
    for name in ("title", "applicant", "officer"):
        text: Text | None = told.pop(name)
        told |= {f"{name}_fr": text.fr if text else "", f"{name}_en": text.en if text else ""}
    return told | {name: str(told[name] or "") for name in DAYS}


def day_typed(text: str) -> date:
    """Return a day written as 2026-03-31.

    Raises: ValueError.
    """
    return date.fromisoformat(text.strip())


def _unreadable(text: str) -> bool:
    try:
        return bool(text) and not day_typed(text)
    except ValueError:
        return True


def rule_typed(id: str, typed: Typed) -> Rule:
    """Return the rule that a form tells.

    Raises: MalformedAnswerError naming each field that lacks something.
    """
    told = {name: value.strip() if isinstance(value, str) else value for name, value in typed.items()}
    faults = {name: "rule_field_needed" for name in NEEDED if not told.get(name)}
    written = [told.get("applicant_fr", ""), told.get("applicant_en", "")]
    if any(written) and not all(written):
        faults |= {
            f"applicant_{code}": "rule_field_needed" for code in ("fr", "en") if not told[f"applicant_{code}"]
        }
    faults |= {name: "day_unreadable" for name in DAYS if _unreadable(told.get(name, ""))}
    if faults:
        raise MalformedAnswerError(faults)
    days = {name: day_typed(told[name]) for name in DAYS if told.get(name)}
    kept = {name: told[name] for name in Rule.model_fields if told.get(name)} | days
    texts = {name: _text(told, name) for name in ("title", "officer")}
    applicant = _text(told, "applicant") if all(written) else None
    return Rule.model_validate({**kept, **texts, "id": id, "applicant": applicant})


def _text(told: Typed, name: str) -> Text:
    return Text(fr=told[f"{name}_fr"], en=told[f"{name}_en"])


def typed_case_of(case: RuleCase) -> TypedCase:
    """Return a case as the form shows it."""
    told = {name: _written(value) for name, value in case.facts.items()} | dict.fromkeys(
        case.unknown, UNKNOWN
    )
    return TypedCase(case.name, "\n".join(f"{name} = {value}" for name, value in told.items()), case.verdict)


def _written(value: bool | int | str) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def cases_typed(typed: Sequence[TypedCase]) -> tuple[RuleCase, ...]:
    """Return the cases that a form tells; one of which nothing was typed is none.

    Raises: MalformedAnswerError naming each field that cannot be read.
    """
    cases: list[RuleCase] = []
    faults: dict[str, str] = {}
    for place, case in enumerate(typed, 1):
        if not (case.name.strip() or case.facts.strip()):
            continue
        if not case.name.strip():
            faults[f"case_{place}_name"] = "rule_field_needed"
        try:
            facts, unknown = _facts_typed(case.facts)
            cases.append(RuleCase(name=case.name.strip(), facts=facts, unknown=unknown, verdict=case.verdict))
        except ValueError as fault:
            faults[f"case_{place}_facts"] = str(fault)
    if faults:
        raise MalformedAnswerError(faults)
    return tuple(cases)


def _facts_typed(text: str) -> tuple[dict[str, bool | int | str], tuple[str, ...]]:
    """Return the facts that lines of text tell, and those that they call unknown.

    Raises: ValueError with the code of what is wrong.
    """
    known: dict[str, bool | int | str] = {}
    unknown: list[str] = []
    for line in filter(str.strip, text.splitlines()):
        name, sign, value = (part.strip() for part in line.partition("="))
        if not sign or not value:
            raise ValueError("case_line_unreadable")
        if name not in FACTS:
            raise ValueError("case_fact_unknown")
        if value == UNKNOWN:
            unknown.append(name)
        else:
            known[name] = _value(name, value.strip("'\""))
    return known, tuple(unknown)


def _value(name: str, told: str) -> bool | int | str:
    kind = kind_of(name)
    if kind is bool and told.lower() in TRUTHS:
        return TRUTHS[told.lower()]
    if kind is int and re.fullmatch(r"-?\d{1,9}", told):
        return int(told)
    if kind is str and told:
        return told
    raise ValueError("case_value_unreadable")


def rule_code(title: str, taken: Collection[str]) -> str:
    """Return a code for a new rule, made from its English title; none that was ever used."""
    words = re.sub(r"[^a-z0-9]+", "_", normalised(title)).strip("_")
    code = words[:LONGEST_CODE].rstrip("_") or "rule"
    further = (f"{code}_{number}" for number in range(2, len(taken) + 3))
    return next(it for it in (code, *further) if it not in taken)
