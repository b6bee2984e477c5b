"""The port that counts what statistics are computed from."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

from core.domain.statistics.counted import Counted, Waited
from core.domain.statistics.cube import Cell
from core.domain.statistics.filters import Bar, Filter
from core.domain.statistics.periods import Period


class Tally(Protocol):
    """Counts, where the requests are, what statistics are computed from."""

    def began_on(self) -> date | None:
        """Return the day on which the first request was opened, or None before there is one."""
        ...

    def count(self, wanted: Filter, today: date, questions: Sequence[str], cuts: Sequence[date]) -> Counted:
        """Return what a filter's statistics are computed from, and the same of the period before.

        Shapes: help and second answers are counted at `questions`; days of opening are put together
                from each of the `cuts` on.
        """
        ...

    def waited(self, period: Period) -> tuple[Waited, ...]:
        """Return how long decisions of a period took, and those of the period before."""
        ...

    def cells(self, quarter: Period, reasons: Sequence[str]) -> list[Cell]:
        """Return the counts of a quarter, by one thing at a time."""
        ...

    def behind(self, wanted: Filter, bar: Bar, limit: int) -> tuple[int, list[UUID]]:
        """Return how many decided files stand behind a bar, and those decided last."""
        ...
