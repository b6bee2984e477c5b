"""Tries a change of the rule book on the applications that officers decided."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from core.domain.errors import RuleError
from core.domain.ports.office import HasLibrary
from core.domain.ports.rules import HasEvaluator, HasReplay, HasRuleBook
from core.domain.ports.store import Transaction
from core.domain.ports.time import HasZone, TellsTime
from core.domain.rules.proposals import RuleProposal
from core.domain.rules.replay import (
    BookComparison,
    ChangedFile,
    DecisionDays,
    ReplayFigures,
    Which,
    compared,
    span_of,
)
from core.domain.rules.rule_changes import RuleChange, Texts, applied
from core.domain.rules.rules import RuleEdition
from core.services.rules.editions import newest
from core.services.rules.proposals import found
from core.services.rules.rule_checks import RuleFault, change_faults


class TrialsPorts(TellsTime, HasZone, HasEvaluator, HasRuleBook, HasReplay, HasLibrary, Protocol):
    """What trials ask of the outside world."""


PAGE = 50
"""How many files are shown at a time."""


@dataclass(frozen=True)
class Trial:
    """What a change of the rules in `base` would do, with what is wrong with it.

    Shapes: no figures while a condition cannot be read.
    """

    base: Texts
    faults: tuple[RuleFault, ...]
    figures: ReplayFigures | None


@dataclass(frozen=True)
class Comparison:
    """Two proposals tried on the same files; both together where they touch no rule in common."""

    mine: RuleProposal
    other: RuleProposal
    shared: tuple[str, ...]
    of_mine: ReplayFigures
    of_other: ReplayFigures
    together: ReplayFigures | None


def tried(outside: TrialsPorts, base: RuleEdition, change: RuleChange, period: DecisionDays) -> Trial:
    """Return what a change of an edition would have done, and what is wrong with it."""
    rules = base.read()
    faults = tuple(change_faults(outside, rules, change))
    try:
        return Trial(rules, faults, figures_of(outside, base, change, period))
    except RuleError:
        return Trial(rules, faults, None)


def figures_of(
    outside: TrialsPorts, base: RuleEdition, change: RuleChange, period: DecisionDays
) -> ReplayFigures:
    """Return the figures of a change over the applications decided in a period.

    Raises: RuleError with the position of what cannot be read.
    """
    return outside.replay.figures(_books(outside, base, change), span_of(period, outside.zone))


def files_of(
    outside: TrialsPorts,
    base: RuleEdition,
    change: RuleChange,
    period: DecisionDays,
    which: Which,
    after: UUID | None,
) -> list[ChangedFile]:
    """Return a page of the applications that a change touches, the newest first.

    Raises: RuleError with the position of what cannot be read.
    """
    books, span = _books(outside, base, change), span_of(period, outside.zone)
    return outside.replay.files(books, span, which, after, PAGE)


def _books(outside: TrialsPorts, base: RuleEdition, change: RuleChange) -> BookComparison:
    """Return both rule books on the day from which they differ; never one gone by."""
    rules = base.read()
    return compared(rules, applied(rules, change.rules), max(outside.today(), change.effective_from))


def comparison(
    outside: TrialsPorts, tx: Transaction, id: UUID, other_id: UUID, period: DecisionDays
) -> Comparison:
    """Return two proposals side by side, tried on the same files.

    Raises: RuleError when a condition of one of them cannot be read.
    """
    mine, other, base = found(tx, id), found(tx, other_id), newest(tx)
    one, two = mine.change, other.change
    shared = tuple(it for it in one.touched if it in two.touched)
    both = RuleChange((*one.rules, *two.rules), {}, max(one.effective_from, two.effective_from))
    of_mine, of_other = (figures_of(outside, base, change, period) for change in (one, two))
    together = None if shared else figures_of(outside, base, both, period)
    return Comparison(mine, other, shared, of_mine, of_other, together)
