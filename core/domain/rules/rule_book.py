"""The rule book as its files tell it: rules, facts, remedies and cases, and what does not hold together."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from itertools import combinations
from typing import Any
from uuid import UUID

from pydantic import Field, model_validator

from core.domain.application.content import Content, Library
from core.domain.rules.facts import FACTS, FactMeaning, Facts, codes_of, kind_of
from core.domain.rules.rules import Remedy, Rule, Verdict

CASE = {
    "id": UUID(int=0), "application_id": UUID(int=0), "number": 1, "judged_on": date(2026, 3, 2),
    "judged_at": datetime(2026, 3, 2, 17, tzinfo=UTC),
}  # fmt: skip
"""Whose facts a case's are: nobody's, on a Monday."""


class RuleBook(Content):
    """The rules, the facts they read and the remedies they name, in the order of their files.

    Shapes: `codes` maps each coded fact to the codes it may have; `clauses` are those of the guide.
    """

    rules: tuple[Rule, ...]
    facts: dict[str, FactMeaning]
    remedies: dict[str, Remedy]
    codes: dict[str, frozenset[str]]
    clauses: tuple[str, ...] = ()
    cases: dict[str, tuple["RuleCase", ...]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _holds_together(self) -> "RuleBook":
        rule_by_rule = [
            f"rule {it.id}: {code}" for it in self.rules for code in rule_faults(it, self.remedies)
        ]
        if faults := [*_fact_faults(self.facts), *_remedy_faults(self.remedies), *rule_by_rule]:
            raise ValueError("; ".join(faults))
        if twice := overlapping(self.rules):
            raise ValueError(f"two texts of one rule are in force on the same day: {', '.join(twice)}")
        return self


class RuleCase(Content):
    """One case of a rule, read aloud: what is different from a request with which nothing is wrong."""

    name: str
    facts: dict[str, bool | int | str] = Field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    verdict: Verdict

    def facts_over(self, meanings: Mapping[str, FactMeaning]) -> Facts:
        """Return the case's facts, whole.

        Raises: ValueError for a fact that does not exist or a value it cannot have.
        """
        good = {name: row.good for name, row in meanings.items()}
        told: dict[str, Any] = {**good, **self.facts, **dict.fromkeys(self.unknown)}
        if strange := set(told) - set(FACTS):
            raise ValueError(f"no such fact: {', '.join(sorted(strange))}")
        return Facts.model_validate({**CASE, **told})


Cases = Mapping[str, tuple[RuleCase, ...]]
"""The cases of each rule, by its id."""


def overlapping(rules: Iterable[Rule]) -> list[str]:
    """Return the ids of which two texts are in force on the same day."""
    return [one.id for one, other in combinations(rules, 2) if one.id == other.id and _overlap(one, other)]


def _overlap(one: Rule, other: Rule) -> bool:
    begins = max(one.since or date.min, other.since or date.min)
    return begins < min(one.until or date.max, other.until or date.max)


def rule_faults(rule: Rule, remedies: Mapping[str, Remedy]) -> list[str]:
    """Return what a rule lacks, as codes."""
    told = {
        "rule_remedy_unknown": bool(rule.remedy) and rule.remedy not in remedies,
        "rule_applicant_text_missing": rule.audience == "everybody" and rule.applicant is None,
        "rule_applicant_text_of_an_officers_rule": rule.audience == "officers" and rule.applicant is not None,
        "rule_refusal_without_reason": rule.severity == "refusal" and not rule.reason,
        "rule_ends_before_it_begins": bool(rule.since and rule.until and rule.until <= rule.since),
    }
    return [code for code, holds in told.items() if holds]


def _fact_faults(facts: Mapping[str, FactMeaning]) -> list[str]:
    if list(facts) != list(FACTS):
        return [f"facts.toml must tell of {', '.join(FACTS)}, in this order"]
    worded = {name: set(codes_of(name)) for name in FACTS if codes_of(name)}
    return [
        f"fact {name}: its values are not those of its type"
        for name, row in facts.items()
        if set(row.values) != worded.get(name, set())
    ]


def _remedy_faults(remedies: Mapping[str, Remedy]) -> list[str]:
    covered = {id for remedy in remedies.values() for id in remedy.covers}
    return [f"remedy {id} is covered but unknown" for id in sorted(covered - set(remedies))]


def coded_facts(library: Library, facts: Mapping[str, FactMeaning]) -> dict[str, frozenset[str]]:
    """Return the codes each coded fact may have: those of its type, or of the question part it names."""
    parts = {part.id: part for question in library.questionnaire.questions for part in question.parts}
    codes: dict[str, frozenset[str]] = {}
    for name, row in facts.items():
        if row.part == "regulators":
            listed = {it.code for it in library.questionnaire.regulators}
        else:
            listed = {choice.code for choice in parts[row.part].choices} if row.part else set(codes_of(name))
        if kind_of(name) is str:
            codes[name] = frozenset({*listed, "none"})
    return codes
