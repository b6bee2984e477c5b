"""The days to submit a request, when people are reminded of them, and until when a day is open."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

DAYS_TO_SUBMIT = 30
"""How long a request may be answered, printed, signed and sent.

Source: guide 2.17.
"""
REMINDERS = (14, 7, 2)
"""With how many days left people are reminded by letter."""
WEST = ZoneInfo("America/Vancouver")
"""Where a day ends last in Canada."""


def open_day(instant: datetime) -> date:
    """Return the earliest day that has not ended everywhere in Canada: by it, deadlines are counted."""
    return instant.astimezone(WEST).date()
