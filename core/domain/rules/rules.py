"""Rules and what they find: a rule is data, and SQL's three values are its three verdicts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal, Self
from uuid import UUID

from pydantic import Field

from core.domain.application.content import Content, Text
from core.domain.records import Record, Value

Audience = Literal["everybody", "officers"]
Severity = Literal["refusal", "look", "advice"]
SEVERITIES: tuple[Severity, ...] = ("refusal", "look", "advice")


class Verdict(StrEnum):
    """A rule's result over one judgement's facts."""

    FAILS = "fails"
    PASSES = "passes"
    NOT_EVALUATED = "not_evaluated"


VERDICTS: dict[bool | None, Verdict] = {
    True: Verdict.FAILS, False: Verdict.PASSES, None: Verdict.NOT_EVALUATED,
}  # fmt: skip
"""What the value of `fails_when` means: true fails, false passes, unknown is not evaluated."""


class Rule(Content, Value):
    """One test over facts.

    Shapes: `title` says what holds where the rule passes; `applicant` and `officer` what is wrong where it
            fails. `fails_when` is a condition over the columns of `Facts`; `reason` and `remedy` are codes,
            empty where there is none. A rule whose audience is officers reads somebody else's request, and
            reaches no applicant. `refusal` would be refused, `look` needs an officer's eyes, `advice` helps.
    Source: guide 2.3a, 3.R1 to 3.R3.
    """

    id: str
    clause: str
    title: Text
    audience: Audience = "everybody"
    severity: Severity
    reason: str = ""
    remedy: str = ""
    since: date | None = None
    until: date | None = None
    fails_when: str
    applicant: Text | None = None
    officer: Text

    def is_in_force(self, day: date) -> bool:
        """Say whether the rule is applied on a day: from `since` on, and before `until`."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    def ending(self, day: date) -> Self:
        """Return a text that is no longer applied from a day on, if not sooner."""
        return self.but(until=min(self.until or day, day))

    def never_begun(self, day: date) -> Self:
        """Return a text that ended on a day, whenever it would have begun."""
        return self.but(since=None, until=day)

    def graver(self) -> Self:
        """Return a text whose failing would be refused."""
        return self.but(severity="refusal")


class Remedy(Content):
    """What clears a failing rule: what to do, and where.

    Shapes: `leads_to` is `question:ID` or `screen:ADDRESS`, empty when it is done elsewhere; doing a remedy
            also does those it covers.
    """

    id: str
    text: Text
    leads_to: str = ""
    covers: tuple[str, ...] = ()


class RuleEdition(Record):
    """The rule book as it stood from one moment on.

    Shapes: `rules` are rules as JSON, in their order; `cases` maps each to its cases, likewise.
    """

    number: int
    rules: list[dict[str, Any]]
    digest: str
    effective_from: date
    published_at: datetime
    note: str = ""
    cases: dict[str, Any] = Field(default_factory=dict[str, Any])

    def read(self) -> tuple[Rule, ...]:
        """Return its rules, in their order."""
        return tuple(Rule.model_validate(rule) for rule in self.rules)

    def with_rules(self, rules: list[dict[str, Any]]) -> Self:
        """Return it with other texts."""
        return self.but(rules=rules)


class Judgement(Record):
    """The rules' verdict over one submission, frozen with it; it bears the id of the facts it judged.

    Shapes: `verdicts` are the values of `fails_when` of all the edition's rules, in order; what stands in
            the place of a rule that was not in force that day means nothing.
    Source: guide 2.15.
    """

    application_id: UUID
    number: int
    edition: int
    judged_on: date
    verdicts: tuple[bool | None, ...]


@dataclass(frozen=True)
class Finding:
    """One rule's result with the facts it read."""

    rule: Rule
    edition: int
    verdict: Verdict
    facts: Mapping[str, Any]

    @property
    def would_be_refused(self) -> bool:
        """Say whether the rule fails and its failing is a ground of refusal."""
        return self.verdict is Verdict.FAILS and self.rule.severity == "refusal"


def found(
    rules: Sequence[Rule], edition: int, verdicts: Sequence[bool | None], facts: Mapping[str, Any], day: date,
    read: Callable[[str], tuple[str, ...]],
) -> tuple[Finding, ...]:  # fmt: skip
    """Return what every rule in force found, with the facts it read.

    Shapes: `verdicts` stand in the order of `rules`; `read` names the facts that a condition reads.
    """
    return tuple(
        Finding(rule, edition, VERDICTS[value], {name: facts[name] for name in read(rule.fails_when)})
        for rule, value in zip(rules, verdicts, strict=True)
        if rule.is_in_force(day)
    )


def failing(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that fail, the gravest first."""
    grave = [it for it in findings if it.verdict is Verdict.FAILS]
    return sorted(grave, key=lambda it: SEVERITIES.index(it.rule.severity))


def reasons_proposed(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Return the reasons of refusal that the failing rules propose, each once."""
    return tuple(dict.fromkeys(it.rule.reason for it in findings if it.would_be_refused))


def fewest(remedies: Mapping[str, Remedy], findings: Iterable[Finding]) -> tuple[Remedy, ...]:
    """Return the fewest remedies that clear what fails: none that another one of them does too."""
    wanted = list(dict.fromkeys(it.rule.remedy for it in failing(findings) if it.rule.remedy))
    done = {other for id in wanted for other in _covered(remedies, id)}
    return tuple(remedies[id] for id in wanted if id not in done)


def _covered(remedies: Mapping[str, Remedy], id: str) -> set[str]:
    """Return every remedy that doing one does too."""
    direct = remedies[id].covers
    return {*direct, *(further for other in direct for further in _covered(remedies, other))}
