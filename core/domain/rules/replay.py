"""What another rule book would have said of applications that officers have decided."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from core.domain.rules.rule_changes import Texts, first_day_of_difference, ids_of, in_force
from core.domain.rules.rules import Rule

Which = Literal["changed", "added", "removed", "against", "not_evaluated"]
WHICH: tuple[Which, ...] = ("changed", "added", "removed", "against", "not_evaluated")
"""The files one may look at: all that change, or some of them, or those a changed rule cannot judge."""


@dataclass(frozen=True)
class RulePair:
    """One rule as it is applied in two rule books; None where it is not applied."""

    id: str
    before: Rule | None
    after: Rule | None

    @property
    def changes_a_verdict(self) -> bool:
        """Say whether the two could say different things of a request."""
        return told(self.before) != told(self.after)

    @property
    def reason(self) -> str:
        """Return the ground of refusal that its failing proposed before; empty where there was none."""
        return self.before.reason if self.before else ""


def told(rule: Rule | None) -> tuple[str, str] | None:
    """Return what decides of a rule's verdict."""
    return (rule.fails_when, rule.severity) if rule else None


@dataclass(frozen=True)
class BookComparison:
    """Two rule books as they are applied on one day."""

    pairs: tuple[RulePair, ...]
    day: date


def compared(before: Texts, after: Texts, day: date) -> BookComparison:
    """Return two rule books side by side, on the first day from one on that they differ."""
    first = first_day_of_difference(before, after, day)
    old, new = ({rule.id: rule for rule in in_force(rules, first)} for rules in (before, after))
    ids = ids_of((*old.values(), *new.values()))
    return BookComparison(tuple(RulePair(id, old.get(id), new.get(id)) for id in ids), first)


@dataclass(frozen=True)
class DecisionDays:
    """Days on which applications were decided, both included."""

    since: date
    until: date


@dataclass(frozen=True)
class Span:
    """A period as instants, cut into months.

    Shapes: `begins` holds when each of `months` begins, the first no earlier than the period.
    """

    months: tuple[date, ...]
    begins: tuple[datetime, ...]
    ends: datetime


def span_of(period: DecisionDays, zone: ZoneInfo) -> Span:
    """Return the instants of a period in the portal's time zone."""
    firsts = [period.since, *_firsts_after(period)]
    return Span(
        months=tuple(day.replace(day=1) for day in firsts),
        begins=tuple(_midnight(day, zone) for day in firsts),
        ends=_midnight(period.until + timedelta(days=1), zone),
    )


def _firsts_after(period: DecisionDays) -> Iterable[date]:
    """Yield the first day of each month that begins inside a period."""
    day = period.since.replace(day=1)
    while (day := (day + timedelta(days=31)).replace(day=1)) <= period.until:
        yield day


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)


class ReplayPart(BaseModel):
    """A piece of a replay's figures; frozen, and kept as JSON."""

    model_config = ConfigDict(frozen=True)


class ReplayCounts(ReplayPart):
    """How many files, and what would change for how many of them.

    Shapes: a refusal is added where some rule would propose one and none did, and removed where none would
            any longer; `removed_though_refused` counts only files that an officer refused for that very
            reason. `not_evaluated` are files of which a changed rule could say nothing.
    """

    files: int = 0
    approved: int = 0
    refused: int = 0
    added: int = 0
    added_though_approved: int = 0
    removed: int = 0
    removed_though_refused: int = 0
    not_evaluated: int = 0

    @property
    def against(self) -> int:
        """Return how many changes go against what an officer decided."""
        return self.added_though_approved + self.removed_though_refused

    def plus(self, other: "ReplayCounts") -> "ReplayCounts":
        """Return both together."""
        return ReplayCounts(**{name: value + getattr(other, name) for name, value in self})


class RuleCounts(ReplayPart):
    """What one rule says of how many files, in both rule books.

    Shapes: `newly` fails and did not, `no_longer` the reverse; each against what officers decided.
    """

    id: str
    fails_before: int
    fails_after: int
    newly: int
    newly_though_approved: int
    no_longer: int
    no_longer_though_refused: int
    not_evaluated: int


class ReplayFigures(ReplayPart):
    """A replay's figures: all files, by regulator, by month of the decision, and rule by rule.

    Shapes: `day` is the day whose rules were applied; months by their first day.
    """

    day: date
    total: ReplayCounts
    regulators: Mapping[str, ReplayCounts]
    months: Mapping[date, ReplayCounts]
    rules: tuple[RuleCounts, ...]


@dataclass(frozen=True)
class ChangedFile:
    """One decided application of which the other rule book would say something else.

    Shapes: `newly` and `no_longer` are the ids of rules that fail or no longer fail; `not_evaluated` of those
            changed ones that could say nothing.
    """

    application_id: UUID
    reference: str
    name: str
    regulator: str
    decided_at: datetime
    approved: bool
    added: bool
    removed: bool
    against: bool
    newly: tuple[str, ...]
    no_longer: tuple[str, ...]
    not_evaluated: tuple[str, ...]


def summed(
    cells: Mapping[tuple[str, date], ReplayCounts],
) -> tuple[ReplayCounts, dict[str, ReplayCounts], dict[date, ReplayCounts]]:
    """Return the cells of regulators and months as a total, by regulator and by month, each in order."""
    total, regulators, months = ReplayCounts(), dict[str, ReplayCounts](), dict[date, ReplayCounts]()
    for (regulator, month), cell in sorted(cells.items()):
        total = total.plus(cell)
        regulators[regulator] = regulators.get(regulator, ReplayCounts()).plus(cell)
        months[month] = months.get(month, ReplayCounts()).plus(cell)
    return total, regulators, dict(sorted(months.items()))
