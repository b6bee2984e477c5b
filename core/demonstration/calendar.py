"""The demonstration's days: which are worked, how much is opened on each, how long its decisions take."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from core.domain.deadlines import WEST
from core.domain.desk.working_days import ONE_DAY, WorkingDays

RUSH = timedelta(days=30)
COLUMNS = {
    "day": "DATE", "midnight": "TIMESTAMP", "number": "INTEGER", "works": "BOOLEAN", "weight": "DOUBLE",
    "progress": "DOUBLE", "waits": "DOUBLE", "falls_due": "TIMESTAMP",
}  # fmt: skip


@dataclass(frozen=True)
class OfficeSpan:
    """From the first day on which a request was opened to today, which has only begun everywhere.

    Shapes: the world ends ten minutes after the day before has ended everywhere in Canada, once the portal
            has done what falls due on the day.
    """

    begins: date
    today: date
    zone: ZoneInfo

    @property
    def cutoff(self) -> datetime:
        """Return the last instant at which anything happened, in UTC without a zone."""
        return _began(self.today, WEST) + timedelta(minutes=10)

    def midnight(self, day: date) -> datetime:
        """Return when a day began, in UTC without a zone."""
        return _began(day, self.zone)

    def at(self, part: float) -> date:
        """Return the day on which a part of the span was over."""
        return self.begins + timedelta(days=round((self.today - self.begins).days * part))

    def days(self, worked: WorkingDays, rates: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """Yield every day of the span, with one before it.

        Shapes: nothing is opened on a day whose weight is 0.
        """
        number, months = 0, rates["months"]
        day = self.begins - ONE_DAY
        while day <= self.today:
            works = worked.is_one(day)
            number += works
            yield {
                "day": day,
                "midnight": self.midnight(day),
                "number": number,
                "works": works,
                "weight": self._weight(day, months, works=works) if self.begins <= day < self.today else 0.0,
                "progress": max(0, (day - self.begins).days) / (self.today - self.begins).days,
                "waits": months["waits"][day.month - 1],
                "falls_due": _began(day, WEST),
            }
            day += ONE_DAY

    def _weight(self, day: date, months: Mapping[str, Any], *, works: bool) -> float:
        grown = (1 + months["growth"]) ** ((day - self.begins).days / 30.44)
        rush = months["rush"] if self.today - day <= RUSH else 1.0
        return months["weights"][day.month - 1] * grown * rush * (1.0 if works else months["day_off"])


def _began(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC).replace(tzinfo=None)


def months_before(day: date, months: int) -> date:
    """Return the first day of the month so many months before a day's."""
    past = day.year * 12 + day.month - 1 - months
    return date(past // 12, past % 12 + 1, 1)
