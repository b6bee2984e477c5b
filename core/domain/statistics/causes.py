"""Why requests are refused: how often for each reason, for it alone, and for which others beside it."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from core.domain.statistics.counted import EVERY, REFUSED, FileCounts
from core.domain.statistics.periods import Month, Period
from core.domain.statistics.rates import Rate

FEWEST_TOGETHER = 3
"""Files below which two reasons meeting is no pattern."""
AROUND = timedelta(days=90)
"""How long before and after a change requests are compared."""


@dataclass(frozen=True)
class ReasonFigure:
    """One reason's files: how many, how many for it alone, and in the period before."""

    code: str
    files: Rate
    only: Rate
    before: Rate


def refused(counted: FileCounts, months: Collection[Month] | Period) -> int:
    """Return how many files were refused in some months."""
    return sum(it.files for it in counted.reason_sets if Month(it.month) in months)


def given(counted: FileCounts, months: Collection[Month] | Period) -> Counter[str]:
    """Return how many files were refused for each reason in some months."""
    found = Counter[str]()
    for row in counted.reason_sets:
        if Month(row.month) in months:
            found.update(dict.fromkeys(row.codes, row.files))
    return found


def pareto(counted: FileCounts, period: Period) -> list[ReasonFigure]:
    """Return the reasons given in a period, the most frequent first.

    Shapes: a file may have several, so that the shares add up to more than all.
    """
    now, whole = given(counted, period), refused(counted, period)
    before, whole_before = given(counted, period.before), refused(counted, period.before)
    alone = Counter[str]()
    for row in counted.reason_sets:
        if len(row.codes) == 1 and Month(row.month) in period:
            alone[row.codes[0]] += row.files
    return [
        ReasonFigure(code, Rate(files, whole), Rate(alone[code], files), Rate(before[code], whole_before))
        for code, files in sorted(now.items(), key=lambda row: (-row[1], row[0]))
    ]


def mended(counted: FileCounts, period: Period, mendable: Collection[str]) -> Rate:
    """Return how many refused files the applicant could have mended whole."""
    here = [it for it in counted.reason_sets if Month(it.month) in period]
    whole = sum(it.files for it in here)
    return Rate(sum(it.files for it in here if set(it.codes) <= set(mendable)), whole)


@dataclass(frozen=True)
class ReasonPair:
    """Two reasons given for the same files; `lift` is how many times as often as chance would have it."""

    one: str
    other: str
    files: int
    lift: float


def together(counted: FileCounts, period: Period) -> list[ReasonPair]:
    """Return the reasons that meet more often than chance would have it, the most striking first."""
    single, whole = given(counted, period), refused(counted, period)
    both = Counter[tuple[str, str]]()
    for row in counted.reason_sets:
        if Month(row.month) in period:
            both.update(dict.fromkeys(combinations(sorted(row.codes), 2), row.files))
    pairs = [
        ReasonPair(one, other, files, files * whole / (single[one] * single[other]))
        for (one, other), files in both.items()
        if files >= FEWEST_TOGETHER
    ]
    return sorted(pairs, key=lambda it: (-it.lift, -it.files, it.one, it.other))


def by_regulator(counted: FileCounts) -> dict[str, dict[str, Rate]]:
    """Return the share of each reason among the refused files of each regulator, the most refused first."""
    whole = {it.regulator: it.files for it in counted.refused_at if it.code == REFUSED}
    ordered = sorted(whole, key=lambda regulator: (-whole[regulator], regulator))
    found: dict[str, dict[str, Rate]] = {regulator: {} for regulator in ordered}
    for row in counted.refused_at:
        if row.code not in (REFUSED, EVERY):
            found[row.regulator][row.code] = Rate(row.files, whole[row.regulator])
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
