"""The time, the days and the hours of the office."""

from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from core.domain.desk.working_days import WorkingDays


class Clock(Protocol):
    """The time, so that tests own it."""

    def now(self) -> datetime:
        """Return the instant, aware, in UTC."""
        ...


class TellsTime(Protocol):
    """Knows what time it is."""

    def now(self) -> datetime:
        """Return the instant, aware, in UTC."""
        ...

    def today(self) -> date:
        """Return the day it is in the portal's time zone."""
        ...

    def open_day(self) -> date:
        """Return the day by which deadlines are counted: the last not to have ended everywhere in Canada."""
        ...


class HasClock(Protocol):
    """Hands its clock on."""

    @property
    def clock(self) -> Clock:
        """Return the clock itself."""
        ...


class HasZone(Protocol):
    """Knows in which time zone days are counted."""

    @property
    def zone(self) -> ZoneInfo:
        """Return the portal's time zone."""
        ...


class HasWorkingDays(Protocol):
    """Counts working days."""

    @property
    def working_days(self) -> WorkingDays:
        """Return the days on which the office works."""
        ...
