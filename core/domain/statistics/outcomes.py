"""How requests ended in a period, how long that took, and how far those came that did not."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from core.domain.statistics.file_counts import STEPS, FileCounts
from core.domain.statistics.periods import Month, Period
from core.domain.statistics.rates import Rate, percentile

WAITS = ("all", "ours", "theirs")
MOST_ROUNDS = 3
"""Rounds from which on they are counted together."""


@dataclass(frozen=True)
class Outcomes:
    """How requests ended; an expired one was never decided and stays out of the rate of refusals."""

    decided: int
    refused: int
    asked: int
    ended: int
    expired: int

    @property
    def rates(self) -> dict[str, Rate]:
        """Return each outcome's share."""
        return {
            "refused": Rate(self.refused, self.decided),
            "approved": Rate(self.decided - self.refused, self.decided),
            "asked": Rate(self.asked, self.decided),
            "expired": Rate(self.expired, self.ended),
        }


def outcomes(counted: FileCounts, months: Collection[Month] | Period) -> Outcomes:
    """Return how requests ended in some months."""
    decided = [it for it in counted.decided if Month(it.month) in months]
    ended = [it for it in counted.ended if Month(it.month) in months]
    return Outcomes(
        decided=sum(it.files for it in decided),
        refused=sum(it.files for it in decided if it.refused),
        asked=sum(it.files for it in decided if it.asked),
        ended=sum(it.files for it in ended),
        expired=sum(it.files for it in ended if it.expired),
    )


@dataclass(frozen=True)
class Wait:
    """How long decisions took: half of them at most `half`, nine in ten at most `most`.

    Units: working days.
    """

    files: int
    half: float | None
    most: float | None


def wait(counted: FileCounts, months: Collection[Month] | Period, whose: str = "all") -> Wait:
    """Return how long decisions of some months took: in all, us, or the applicant."""
    days = Counter[int]()
    for row in counted.waited:
        if row.whose == whose and Month(row.month) in months:
            days[row.days] += row.files
    return Wait(days.total(), percentile(days, 0.5), percentile(days, 0.9))


def rounds(counted: FileCounts, period: Period) -> dict[int, int]:
    """Return how many files were decided after each number of submissions, three and more together."""
    found = Counter[int]()
    for row in counted.rounds:
        if Month(row.month) in period:
            found[min(row.rounds, MOST_ROUNDS)] += row.files
    return {count: found[count] for count in range(1, MOST_ROUNDS + 1)}


@dataclass(frozen=True)
class Step:
    """One step of the way from opening to decision: how many came so far, and how many of them left there."""

    name: str
    came: int
    left: int
    under_way: int


def steps(counted: FileCounts) -> list[Step]:
    """Return how far the requests opened in the period came."""
    return [_step(counted, place) for place in range(len(STEPS))]


def _step(counted: FileCounts, place: int) -> Step:
    here = [it for it in counted.reached if it.step == STEPS[place]]
    came = [it for it in counted.reached if STEPS.index(it.step) >= place]
    under_way = _files(it.files for it in here if it.is_under_way)
    # who has submitted waits for us, and who has been decided has arrived
    left = _files(it.files for it in here if not it.is_under_way) if place < STEPS.index("submitted") else 0
    return Step(STEPS[place], _files(it.files for it in came), left, under_way)


def left_at(counted: FileCounts) -> dict[str, int]:
    """Return at which question those stopped who never printed, the most frequent first."""
    found = Counter[str]()
    for row in counted.reached:
        if row.step == "opened" and not row.is_under_way:
            found[row.question] += row.files
    return dict(found.most_common())


def _files(counts: Iterable[int]) -> int:
    return sum(counts)
