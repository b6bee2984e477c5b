"""The days to submit a request, when people are reminded of them, and until when a day is open."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

DAYS_TO_SUBMIT = 30
"""How long a request may be answered, printed, signed and sent.

Source: guide 2.17.
"""
REMINDERS = (14, 7, 2)
"""With how many days left people are reminded by letter."""
ONE_PRESS = timedelta(seconds=10)
"""Within this, the same thing asked for again by the same person is one press that was made twice."""
WEST = ZoneInfo("America/Vancouver")
"""Where a day ends last in Canada."""


def open_day(instant: datetime) -> date:
    """Return the earliest day that has not ended everywhere in Canada: by it, deadlines are counted."""
    return instant.astimezone(WEST).date()
