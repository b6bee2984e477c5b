"""The day and month of an instant in the portal's time zone, as SQL that every database reads."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)


def local_day(column: str, zone: ZoneInfo, begins: date, ends: date) -> str:
    """Return an expression for the local day of an instant kept in UTC, right between two days.

    Shapes: the clock's changes are written out: a database's own conversion takes six times as long.
    """
    shifts = _shifts(zone, begins, ends)
    *changing, (_, last) = shifts
    cases = (f"WHEN {column} < TIMESTAMP '{until}' THEN {column} + {_minutes(by)}" for until, by in changing)
    last_shift = f"{column} + {_minutes(last)}"
    told = f"CASE {' '.join(cases)} ELSE {last_shift} END" if changing else last_shift
    return f"CAST({told} AS DATE)"


def month_of(day: str) -> str:
    """Return an expression for the place of a day's month."""
    return f"CAST(extract(year FROM {day}) * 12 + extract(month FROM {day}) - 1 AS INTEGER)"


def _minutes(offset: timedelta) -> str:
    return f"INTERVAL '{offset // timedelta(minutes=1)} minutes'"


@cache
def _shifts(zone: ZoneInfo, begins: date, ends: date) -> list[tuple[str, timedelta]]:
    """Return until when which offset from UTC holds, in order; the last holds on."""
    first = datetime.combine(begins, time(), UTC)
    instants = [first + ONE_DAY * count for count in range((ends - begins).days + 2)]
    found: list[tuple[str, timedelta]] = []
    for one, other in pairwise(instants):
        before, after = _offset(one, zone), _offset(other, zone)
        if before != after:
            found.append((f"{_changed(one, other, zone):%Y-%m-%d %H:%M:%S}", before))
    return [*found, ("", _offset(instants[-1], zone))]


def _changed(one: datetime, other: datetime, zone: ZoneInfo) -> datetime:
    """Return the first minute of the new offset between two instants."""
    before = _offset(one, zone)
    while other - one > timedelta(minutes=1):
        middle = one + (other - one) // 2
        middle -= timedelta(seconds=middle.second, microseconds=middle.microsecond)
        one, other = (middle, other) if _offset(middle, zone) == before else (one, middle)
    return other


def _offset(instant: datetime, zone: ZoneInfo) -> timedelta:
    return instant.astimezone(zone).utcoffset() or timedelta()
