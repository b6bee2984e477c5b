"""Rules and what they find: a rule is data, and SQL's three values are its three verdicts."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal
from uuid import UUID

from core.domain.content import Content, Text
from core.domain.identity import Record

Audience = Literal["everybody", "officers"]
Severity = Literal["refusal", "look", "advice"]


class Verdict(StrEnum):
    """A rule's result over one judgement's facts."""

    FAILS = "fails"
    PASSES = "passes"
    NOT_EVALUATED = "not_evaluated"


VERDICTS: dict[bool | None, Verdict] = {
    True: Verdict.FAILS, False: Verdict.PASSES, None: Verdict.NOT_EVALUATED,
}  # fmt: skip
"""What the value of `fails_when` means: true fails, false passes, unknown is not evaluated."""


class Rule(Content):
    """One test over facts.

    Shapes: `fails_when` is a SQL condition over the columns of `Facts`; `reason` and `remedy` are codes,
            empty where there is none; a rule whose audience is officers reads somebody else's request, and
            reaches no applicant. `refusal` would be refused, `look` needs an officer's eyes, `advice` helps.
    Source: guide 2.3a, 3.R1 to 3.R3.
    """

    id: str
    clause: str
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


class Remedy(Content):
    """What clears a failing rule: what to do, and where.

    Shapes: `leads_to` names a question, or a screen in brackets; doing it also does what `covers` names.
    """

    id: str
    text: Text
    leads_to: str = ""
    covers: tuple[str, ...] = ()


class RuleEdition(Record):
    """The rule book as it stood from one moment on; `rules` are rules as JSON, in their order."""

    number: int
    rules: list[dict[str, Any]]
    digest: str
    effective_from: date
    published_at: datetime
    note: str = ""

    def in_force(self, day: date) -> tuple[Rule, ...]:
        """Return the rules applied on a day, in their order."""
        rules = (Rule.model_validate(rule) for rule in self.rules)
        return tuple(rule for rule in rules if rule.is_in_force(day))


class Judgement(Record):
    """The rules' verdict over one submission, frozen with it.

    Shapes: `verdicts` are the values of `fails_when` of the edition's rules in force that day, in order.
    Source: guide 2.15.
    """

    application_id: UUID
    facts_id: UUID
    number: int
    edition: int
    judged_on: date
    verdicts: tuple[bool | None, ...]


class Finding(Content):
    """One rule's result with the facts it read."""

    rule: Rule
    edition: int
    verdict: Verdict
    facts: dict[str, Any]
