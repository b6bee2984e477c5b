"""The days of a request, in the portal's time zone: those left to submit it, and those that are over."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from core.domain.application.application import Application, State


def local_day(instant: datetime, zone: ZoneInfo) -> date:
    """Return the day an instant falls on in the portal's time zone."""
    return instant.astimezone(zone).date()


def days_left(application: Application, today: date) -> int:
    """Return the days left to submit; 0 on the last day, negative once it is over.

    Units:  whole days in the portal's time zone.
    Source: guide 2.17.
    """
    return (application.last_day - today).days


def is_past_its_time(application: Application, today: date) -> bool:
    """Say whether an open application has run out, whether or not expiry was recorded yet.

    Source: guide 2.17.
    """
    return application.state is State.OPEN and days_left(application, today) < 0


def is_notice_over(application: Application, today: date) -> bool:
    """Say whether the days to answer a notice have passed, whether or not that was recorded yet."""
    period = application.notice_period
    return period is not None and period.is_over(today)
