"""What could have prevented refusals: what happened at a question before one, what came of a change."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from core.domain.statistics.file_counts import EVERY, REFUSED, FileCounts
from core.domain.statistics.periods import Month, Period
from core.domain.statistics.rates import Rate

AROUND = timedelta(days=90)
"""How long before and after a change requests are compared."""


def given(counted: FileCounts, months: Collection[Month] | Period) -> Counter[str]:
    """Return how many files were refused for each reason in some months."""
    found = Counter[str]()
    for row in counted.reason_sets:
        if Month(row.month) in months:
            found.update(dict.fromkeys(row.codes, row.files))
    return found


@dataclass(frozen=True)
class Sign:
    """What happened at a question, among the files refused for its reason and among all others."""

    reason: str
    question: str
    how: str
    refused: Rate
    others: Rate


def signs(counted: FileCounts, period: Period, links: Mapping[str, Sequence[str]]) -> list[Sign]:
    """Return how often a question's help was opened, or its answer given again, before a refusal on it.

    Shapes: `links` maps a reason to the questions that could have prevented it.
    """
    decided = sum(it.files for it in counted.decided if Month(it.month) in period)
    whole = given(counted, period)
    found: list[Sign] = []
    for reason, questions in links.items():
        for question in questions:
            for how in ("opened", "again"):
                rows = [it for it in counted.touched if (it.how, it.question) == (how, question)]
                hit = _files(it.files for it in rows if reason in it.codes)
                rest = _files(it.files for it in rows) - hit
                sides = Rate(hit, whole[reason]), Rate(rest, decided - whole[reason])
                found.append(Sign(reason, question, how, *sides))
    return found


@dataclass(frozen=True)
class DatedChange:
    """A wording or a rule that changed on a day, and the reason it bears on; empty is any refusal."""

    kind: str
    what: str
    day: date
    reason: str


@dataclass(frozen=True)
class Effect:
    """How often files were refused for a reason, opened before a change and from it on."""

    change: DatedChange
    before: Rate
    after: Rate


def effects(counted: FileCounts, changes: Iterable[DatedChange]) -> list[Effect]:
    """Return what came of each change, among the decided files opened 90 days before it or after."""
    found: list[Effect] = []
    for it in changes:
        before = _opened(counted, it, it.day - AROUND, it.day)
        found.append(Effect(it, before, _opened(counted, it, it.day, it.day + AROUND)))
    return found


def _opened(counted: FileCounts, change: DatedChange, begins: date, ends: date) -> Rate:
    here = [it for it in counted.opened_on if begins <= it.day < ends]
    part = _files(it.files for it in here if it.code == (change.reason or REFUSED))
    return Rate(part, _files(it.files for it in here if it.code == EVERY))


def _files(counts: Iterable[int]) -> int:
    return sum(counts)
