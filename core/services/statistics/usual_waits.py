"""How long a decision usually takes, for everybody to read before it is theirs to wait for."""

from dataclasses import dataclass, field
from math import ceil
from typing import Protocol

from core.domain.ports.office import HasFigures
from core.domain.ports.time import TellsTime
from core.domain.statistics.file_counts import FileCounts
from core.domain.statistics.outcomes import wait
from core.domain.statistics.periods import Month, Period
from core.domain.statistics.suppression import Protection
from core.services.rights import anyone


class UsualWaitsPorts(TellsTime, HasFigures, Protocol):
    """What usual waits ask of the outside world."""


MONTHS = 6
FEWEST = 20
"""Decisions of a month below which nothing is told of it: they would tell of people, not of the office."""


@dataclass(frozen=True)
class UsualWait:
    """Within how many days of our time half of a month's decisions came, and nine in ten.

    Shapes: `files` is rounded as every published number is.
    Units:  working days since the request was sent, without those in which the applicant had to act.
    """

    month: Month
    files: int
    half: int
    most: int


@dataclass(frozen=True)
class UsualWaits:
    """Tells how long decisions took."""

    outside: UsualWaitsPorts
    protection: Protection
    is_made_up: bool = True
    _kept: dict[Month, tuple[UsualWait, ...]] = field(default_factory=dict[Month, tuple[UsualWait, ...]])

    @anyone
    def usual(self) -> tuple[UsualWait, ...]:
        """Return how long decisions of the last whole months took, the newest first.

        A month that is over is counted once for as long as the portal runs: many read the pages that say it.
        """
        last = Month.of(self.outside.today()).plus(-1)
        if last not in self._kept:
            self._kept[last] = self._counted(Period(last.plus(1 - MONTHS), last))
        return self._kept[last]

    def _counted(self, period: Period) -> tuple[UsualWait, ...]:
        counted = FileCounts(waited=self.outside.figures.waited(period))
        found = [(month, wait(counted, [month], "ours")) for month in period]
        return tuple(
            UsualWait(month, self.protection.rounded(it.files), ceil(it.half), ceil(it.most))
            for month, it in reversed(found)
            if it.files >= FEWEST and it.half is not None and it.most is not None
        )
