"""The port that counts what statistics are computed from."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from core.domain.statistics.chart_file import ChartFile
from core.domain.statistics.cube import QuarterCount
from core.domain.statistics.file_counts import EndedRequests, FileCounts, FileWaits
from core.domain.statistics.filters import BarFilter, Filter
from core.domain.statistics.headline import FilesAlike
from core.domain.statistics.periods import Month, Period


class Tally(Protocol):
    """Counts, where the requests are, what statistics are computed from."""

    def began_on(self) -> date | None:
        """Return the day on which the first request was opened, or None before there is one."""
        ...

    def count(
        self, wanted: Filter, today: date, questions: Sequence[str], cuts: Sequence[date]
    ) -> FileCounts:
        """Return what a filter's statistics are computed from, and the same of the period before.

        Shapes: help and second answers are counted at `questions`; days of opening are put together
                from each of the `cuts` on.
        """
        ...

    def headline(self, wanted: Filter, today: date) -> list[FilesAlike]:
        """Return what the leading figures are computed from, of a period and the one before."""
        ...

    def ended(self, wanted: Filter, today: date) -> tuple[EndedRequests, ...]:
        """Return how many requests had their last day, by month, and how many of them expired."""
        ...

    def first_month(self) -> Month | None:
        """Return the month of the first outcome there is."""
        ...

    def rows(self, chart: ChartFile, wanted: Filter, today: date) -> list[dict[str, Any]]:
        """Return the rows of a chart's statement over a filter's ledger."""
        ...

    def statement(self, chart: ChartFile, wanted: Filter, today: date) -> str:
        """Return a chart's whole statement, for whoever wants to know how it is counted."""
        ...

    def waited(self, period: Period) -> tuple[FileWaits, ...]:
        """Return how long decisions of a period took, and those of the period before."""
        ...

    def cells(self, quarter: Period, reasons: Sequence[str]) -> list[QuarterCount]:
        """Return the counts of a quarter, by one thing at a time."""
        ...

    def behind(self, wanted: Filter, bar: BarFilter, today: date, limit: int) -> tuple[int, list[UUID]]:
        """Return how many files stand behind a bar, and those decided or opened last."""
        ...
