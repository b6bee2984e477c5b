"""The working days of an office, counted on from one day to the next, from the library `holidays`."""

from bisect import bisect_right
from datetime import date
from functools import lru_cache

import holidays

MONDAY = date(1970, 1, 5).toordinal()
WEEK, WEEKDAYS = 7, 5
FIRST_YEAR = 2000
"""The portal is younger: earlier public holidays are never between two of its days."""


class WorkingNumbers:
    """The OfficeCalendar port: weekdays without the public holidays of a province."""

    def __init__(self, province: str) -> None:
        self._province = province
        self._of_year = lru_cache(None)(self._find)
        self._before = lru_cache(None)(self._count_before)

    def working_number(self, day: date) -> int:
        """Return the running number of a day; a day off has that of the working day before it."""
        weeks, rest = divmod(day.toordinal() - MONDAY + 1, WEEK)
        free = self._before(day.year) + bisect_right(self._of_year(day.year), day)
        return weeks * WEEKDAYS + min(rest, WEEKDAYS) - free

    def _find(self, year: int) -> tuple[date, ...]:
        free = holidays.country_holidays("CA", subdiv=self._province, years=year)
        return tuple(sorted(day for day in free if day.weekday() < WEEKDAYS and day.year == year))

    def _count_before(self, year: int) -> int:
        return sum(len(self._of_year(earlier)) for earlier in range(FIRST_YEAR, year))
