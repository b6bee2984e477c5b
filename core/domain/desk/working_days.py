"""Working days: Monday to Friday, without the days on which the office does not work."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

MONDAY = date(1970, 1, 5).toordinal()
WEEK, WEEKDAYS = 7, 5
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class WorkingDays:
    """The office's calendar; `holidays` gives the days of a year that are not worked.

    Units: a day counts once it is over the one from which one counts: what came on Friday is one working
           day old on Monday, and what came on Saturday too.
    """

    holidays: Callable[[int], frozenset[date]]

    def is_one(self, day: date) -> bool:
        """Say whether the office works on a day."""
        return day.weekday() < WEEKDAYS and day not in self.holidays(day.year)

    def between(self, since: date, until: date) -> int:
        """Return how many working days come after one day and up to another; 0 when it is the same day."""
        if until <= since:
            return 0
        years = range(since.year, until.year + 1)
        free = (day for year in years for day in self.holidays(year) if since < day <= until)
        return _weekdays(until) - _weekdays(since) - sum(day.weekday() < WEEKDAYS for day in free)

    def forward(self, day: date, count: int) -> date:
        """Return the working day that is `count` working days after a day; that day itself for 0."""
        while count:
            day += ONE_DAY
            count -= self.is_one(day)
        return day

    def back(self, day: date, count: int) -> date:
        """Return the latest day that is `count` working days old on a day."""
        while count:
            count -= self.is_one(day)
            day -= ONE_DAY
        return day


def _weekdays(day: date) -> int:
    """Return how many weekdays there are from a far Monday to a day, both counted."""
    weeks, rest = divmod(day.toordinal() - MONDAY + 1, WEEK)
    return weeks * WEEKDAYS + min(rest, WEEKDAYS)
