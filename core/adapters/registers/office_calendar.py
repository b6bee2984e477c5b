"""The office's calendar: a dated data file, with the library `holidays` to say when a named day falls."""

import tomllib
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

import holidays
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from core.domain.desk.working_days import WEEKDAYS, WorkingDays
from core.domain.errors import ConfigurationError

NAMED_IN = ("government", "optional", "public")
"""The lists of the library in which a day may stand."""
SHOWN = 2026
"""A year in which every named day falls."""


@cache
def _named(year: int) -> dict[date, str]:
    told = holidays.country_holidays(
        "CA", subdiv="ON", years=year, observed=False, language="en_CA", categories=NAMED_IN
    )
    return dict(told.items())


class CalendarEdition(BaseModel):
    """Which days are not worked from a day on.

    Shapes: `days` are names, `also` single dates; `source` says who laid them down.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    begins: date = Field(alias="from")
    source: str
    days: tuple[str, ...]
    also: tuple[date, ...] = ()

    @field_validator("days")
    @classmethod
    def _known(cls, days: tuple[str, ...]) -> tuple[str, ...]:
        if unknown := set(days) - set(_named(SHOWN).values()):
            raise ValueError(f"no day is called {', '.join(sorted(unknown))}")
        return days

    def of_year(self, year: int) -> frozenset[date]:
        """Return the days of a year that are not worked, those of a weekend on the day they are taken."""
        named = {day for day, name in _named(year).items() if name in self.days}
        free = named | {day for day in self.also if day.year == year}
        for day in sorted(it for it in free if it.weekday() >= WEEKDAYS):
            taken = day
            while taken.weekday() >= WEEKDAYS or taken in free:
                taken += timedelta(days=1)
            free = free - {day} | {taken}
        return frozenset(free)


def load_calendar(path: Path) -> WorkingDays:
    """Return the calendar of a data file.

    Raises: ConfigurationError naming the file's fault.
    """
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["edition"]
        return calendar([CalendarEdition.model_validate(row) for row in rows])
    except (ValidationError, ValueError, KeyError, OSError) as fault:
        raise ConfigurationError("content_faulty", folder=str(path), fault=str(fault)) from fault


def calendar(editions: Sequence[CalendarEdition]) -> WorkingDays:
    """Return a calendar in which each day follows the edition that counted on it.

    Raises: ValueError when the editions do not follow each other.
    """
    begins = [it.begins for it in editions]
    if not begins or any(one >= other for one, other in pairwise(begins)):
        raise ValueError("the editions of the calendar do not follow each other")

    @cache
    def of_year(year: int) -> frozenset[date]:
        return frozenset(
            day
            for place, edition in enumerate(editions)
            for day in edition.of_year(year)
            if max(bisect_right(begins, day) - 1, 0) == place
        )

    return WorkingDays(of_year)
