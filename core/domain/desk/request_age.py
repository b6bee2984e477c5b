"""How old a request is: working days since it was first sent, without those its applicant took to act."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from core.domain.application.application import Application, Event, State
from core.domain.application.days import local_day
from core.domain.application.desk_columns import Queued
from core.domain.desk.working_days import WorkingDays

TURNS: Mapping[str, State] = {
    "application.submitted": State.SUBMITTED,
    "application.returned": State.SUBMITTED,
    "application.sent_back_for_documents": State.DOCUMENTS_REQUIRED,
    "application.approved": State.APPROVED,
    "application.refused": State.REFUSED,
    "application.notice_given": State.NOTICE_GIVEN,
    "application.notice_answered": State.SUBMITTED,
    "application.notice_over": State.SUBMITTED,
    "application.put_to_countersign": State.TO_COUNTERSIGN,
    "application.objected": State.SUBMITTED,
    "application.taken_back": State.SUBMITTED,
    "application.undone": State.SUBMITTED,
    "application.reopened": State.DOCUMENTS_REQUIRED,
    "application.reconsideration_asked": State.SUBMITTED,
}
"""The events at which a request changes hands, and where it then stands."""
UNDECIDED = frozenset({State.SUBMITTED, State.DOCUMENTS_REQUIRED, State.NOTICE_GIVEN, State.TO_COUNTERSIGN})
"""Where a request stands that was sent and that nobody has decided."""


LAST_RANK = 10_000_000
"""Beyond the number of any day: a clock that stands is sorted after all that run."""


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


def age(application: Queued, day: date, days: WorkingDays) -> int | None:
    """Return how old a request is, from the columns that the database sorts and filters by.

    Units: working days; None before it was sent.
    """
    if application.clock_since is None or application.clock_age is not None:
        return application.clock_age
    return days.between(application.clock_since, day)


def turned(application: Application, day: date, days: WorkingDays) -> dict[str, Any]:
    """Return the columns of the clock once a request has changed hands; its state is already the new one."""
    since, stopped_on = application.clock_since, application.clock_stopped_on
    if not clock_runs(application.state):
        return {} if since is None or stopped_on else _stopped(days.between(since, day), day)
    if since is None:
        return _running(day)
    return _running(days.forward(since, days.between(stopped_on, day))) if stopped_on else {}


def _running(since: date) -> dict[str, Any]:
    return {
        "clock_since": since, "clock_stopped_on": None, "clock_age": None, "clock_rank": since.toordinal(),
    }  # fmt: skip


def _stopped(age: int, day: date) -> dict[str, Any]:
    return {"clock_stopped_on": day, "clock_age": age, "clock_rank": LAST_RANK - age}


def band(age: int, amber: int, red: int) -> str:
    """Return how urgent an age is: green, amber or red."""
    return "red" if age >= red else "amber" if age >= amber else "green"
