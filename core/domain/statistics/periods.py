"""Whole months, quarters and the periods made of them, in the portal's time zone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

MONTHS, QUARTER = 12, 3


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month, by how many came before it since the year 0."""

    place: int

    @classmethod
    def of(cls, day: date) -> "Month":
        """Return the month of a day."""
        return cls(day.year * MONTHS + day.month - 1)

    @classmethod
    def read(cls, text: str) -> "Month":
        """Return the month written `2026-03`.

        Raises: ValueError.
        """
        year, _, number = text.partition("-")
        if len(year) != 4 or len(number) != 2:
            raise ValueError("not a month")
        return cls.of(date(int(year), int(number), 1))

    def __str__(self) -> str:
        return f"{self.first:%Y-%m}"

    @property
    def first(self) -> date:
        """Return its first day."""
        year, month = divmod(self.place, MONTHS)
        return date(year, month + 1, 1)

    def plus(self, count: int) -> "Month":
        """Return the month so many months later."""
        return Month(self.place + count)

    @property
    def quarter(self) -> "Period":
        """Return the quarter of the year it lies in."""
        first = Month(self.place - self.place % QUARTER)
        return Period(first, first.plus(QUARTER - 1))


@dataclass(frozen=True, order=True)
class Period:
    """Whole months, from the first to the last; never empty."""

    first: Month
    last: Month

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("the period ends before it begins")

    def __contains__(self, month: Month) -> bool:
        return self.first <= month <= self.last

    def __iter__(self) -> Iterator[Month]:
        return (Month(place) for place in range(self.first.place, self.last.place + 1))

    def __len__(self) -> int:
        return self.last.place - self.first.place + 1

    @property
    def begins(self) -> date:
        """Return its first day."""
        return self.first.first

    @property
    def ends(self) -> date:
        """Return the day after its last."""
        return self.last.plus(1).first

    @property
    def before(self) -> "Period":
        """Return the period of the same length that ends where this one begins."""
        return Period(self.first.plus(-len(self)), self.first.plus(-1))


def latest(day: date, months: int) -> Period:
    """Return so many months up to the one of a day, which may not be over."""
    last = Month.of(day)
    return Period(last.plus(1 - months), last)


def closed_quarters(first: date, today: date) -> tuple[Period, ...]:
    """Return the quarters that are over, from the one of a day on, the newest first.

    Shapes: of these alone nothing changes any more.
    """
    running, quarter = Month.of(today).quarter, Month.of(first).quarter
    found: list[Period] = []
    while quarter < running:
        found.append(quarter)
        quarter = quarter.last.plus(1).quarter
    return tuple(reversed(found))


def instant_of(day: date, zone: ZoneInfo) -> datetime:
    """Return the instant at which a day begins."""
    return datetime.combine(day, time(), zone).astimezone(UTC)
