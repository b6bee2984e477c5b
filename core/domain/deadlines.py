"""Until when a day is open to people: until it has ended everywhere in Canada."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

WEST = ZoneInfo("America/Vancouver")
"""Where a day ends last in Canada."""


def open_day(instant: datetime) -> date:
    """Return the earliest day that has not ended everywhere in Canada: by it, deadlines are counted."""
    return instant.astimezone(WEST).date()
