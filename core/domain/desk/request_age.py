"""How old a request is: working days since it was first sent, without those its applicant took to act."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from core.domain.application.application import Event, State
from core.domain.application.days import local_day
from core.domain.application.desk_columns import AgeClock, DeskColumns
from core.domain.application.lifecycle import MOVES
from core.domain.desk.working_days import WorkingDays

TURNS: Mapping[str, State] = {move.effect.event: move.then for move in MOVES if move.effect.turns is not None}
"""The events at which a request changes hands, and where it then stands."""
UNDECIDED = frozenset({State.SUBMITTED, State.DOCUMENTS_REQUIRED, State.NOTICE_GIVEN, State.TO_COUNTERSIGN})
"""Where a request stands that was sent and that nobody has decided."""


@dataclass(frozen=True)
class Turn:
    """A day on which a request changed hands."""

    day: date
    state: State


def applicant_has_to_act(state: State) -> bool:
    """Say whether a request waits on its applicant, who must not be counted among the office's delays.

    Source: guide 3.5.
    """
    return state in (State.DOCUMENTS_REQUIRED, State.NOTICE_GIVEN)


def clock_runs(state: State) -> bool:
    """Say whether days count: the request is undecided, and it is the office's turn."""
    return state in UNDECIDED and not applicant_has_to_act(state)


def turns(events: Iterable[Event], zone: ZoneInfo) -> list[Turn]:
    """Return the turns of a request from its events, in their order."""
    told = (event for event in events if event.name in TURNS)
    return [Turn(local_day(event.occurred_at, zone), TURNS[event.name]) for event in told]


def intervals(taken: Iterable[Turn], day: date) -> list[tuple[date, date]]:
    """Return from when to when the clock ran, as known at the end of a day."""
    found: list[tuple[date, date]] = []
    began: date | None = None
    for turn in taken:
        if turn.day > day:
            break
        if clock_runs(turn.state):
            began = began or turn.day
        elif began:
            found.append((began, turn.day))
            began = None
    return [*found, (began, day)] if began else found


def age_at(taken: Iterable[Turn], day: date, days: WorkingDays) -> int:
    """Return how old a request was on any day, from its turns alone.

    Units: working days.
    """
    return sum(days.between(since, until) for since, until in intervals(taken, day))


def age(application: DeskColumns, day: date, days: WorkingDays) -> int | None:
    """Return how old a request is, from the columns that the database sorts and filters by.

    Units: working days; None before it was sent.
    """
    if (clock := application.clock) is None or clock.age is not None:
        return clock and clock.age
    return days.between(clock.since, day)


def turned(clock: AgeClock | None, state: State, day: date, days: WorkingDays) -> AgeClock | None:
    """Return the clock of a request that has changed hands and now stands in a state."""
    if clock is None:
        return AgeClock(day) if clock_runs(state) else None
    if not clock_runs(state):
        return clock if clock.stopped_on else AgeClock(clock.since, day, days.between(clock.since, day))
    if clock.stopped_on is None:
        return clock
    return AgeClock(days.forward(clock.since, days.between(clock.stopped_on, day)))


def clock_after(taken: Iterable[Turn], days: WorkingDays) -> AgeClock | None:
    """Return the clock that a request's turns leave."""
    clock: AgeClock | None = None
    for turn in taken:
        clock = turned(clock, turn.state, turn.day, days)
    return clock


def band(age: int, amber: int, red: int) -> str:
    """Return how urgent an age is: green, amber or red."""
    return "red" if age >= red else "amber" if age >= amber else "green"
