"""A request's clock: what its columns say is what its events say, on any day."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.application.application import Application, Event, State
from core.domain.desk.request_age import (
    Turn,
    age,
    age_at,
    applicant_has_to_act,
    band,
    clock_runs,
    turned,
    turns,
)
from tests.office_days import OFFICE_DAYS

DAYS = OFFICE_DAYS
FIRST = date(2026, 3, 2)
pauses = st.lists(st.integers(0, 40), max_size=12)


def application(**changes):
    made = Application(
        id=UUID(int=1), account_id=UUID(int=2), reference="RRA-2222-2222", state=State.OPEN, opened_on=FIRST,
        opened_at=datetime(2026, 3, 2, 12, tzinfo=UTC), last_day=FIRST,
    )  # fmt: skip
    return made.model_copy(update=changes)


@st.composite
def lives(draw):
    """Return the turns of a request, as an office and an applicant may take them."""
    day, taken = FIRST + timedelta(days=draw(st.integers(0, 400))), []
    rounds = draw(pauses)
    for number, pause in enumerate(rounds):
        taken.append(Turn(day, State.SUBMITTED if number % 2 == 0 else State.DOCUMENTS_REQUIRED))
        day += timedelta(days=pause)
    if rounds and draw(st.booleans()):
        taken.append(Turn(day, draw(st.sampled_from((State.APPROVED, State.REFUSED)))))
    return taken


def kept(taken, day):
    """Return the request as the database holds it at the end of a day."""
    it = application()
    for turn in taken:
        if turn.day <= day:
            it = it.model_copy(update={"state": turn.state})
            it = it.with_clock(clock) if (clock := turned(it.clock, it.state, turn.day, DAYS)) else it
    return it


@given(lives(), st.integers(0, 900))
def test_the_columns_give_the_age_that_the_events_give_on_any_day(taken, later):
    day = FIRST + timedelta(days=later)
    it = kept(taken, day)

    if it.clock_since is None:
        assert (age(it, day, DAYS), age_at(taken, day, DAYS)) == (None, 0)
    else:
        assert age(it, day, DAYS) == age_at(taken, day, DAYS)


@given(lives())
def test_the_clock_either_runs_or_says_since_when_and_at_what_age_it_stands(taken):
    for turn in taken:
        it = kept(taken, turn.day)

        assert (it.clock_since is None) == (it.state is State.OPEN)
        assert (it.clock_stopped_on is None) == clock_runs(it.state) == (it.clock_age is None)


@given(lives(), lives(), st.integers(0, 900))
def test_of_two_clocks_the_one_that_runs_comes_first_and_else_the_older(one, other, later):
    day = FIRST + timedelta(days=later)
    found = [it for it in (kept(one, day), kept(other, day)) if it.clock_since]
    ranked = sorted(found, key=lambda it: it.clock_rank)

    places = [(it.clock_age is not None, -age(it, day, DAYS)) for it in ranked]
    assert places == sorted(places)


def test_the_clock_stops_while_the_applicant_has_to_act_and_goes_on_when_she_has():
    taken = [
        Turn(date(2026, 3, 2), State.SUBMITTED),
        Turn(date(2026, 3, 5), State.DOCUMENTS_REQUIRED),
        Turn(date(2026, 3, 19), State.SUBMITTED),
    ]
    days = [date(2026, 3, 2), date(2026, 3, 5), date(2026, 3, 18), date(2026, 3, 19), date(2026, 3, 20)]

    assert [age_at(taken, day, DAYS) for day in days] == [0, 3, 3, 3, 4]
    assert [age(kept(taken, day), day, DAYS) for day in days] == [0, 3, 3, 3, 4]
    assert kept(taken, days[-1]).clock_since == date(2026, 3, 16)


@pytest.mark.parametrize("state", State)
def test_only_an_undecided_request_that_waits_for_nobody_else_grows_older(state):
    assert clock_runs(state) == (state in (State.SUBMITTED, State.TO_COUNTERSIGN))
    assert applicant_has_to_act(state) == (state in (State.DOCUMENTS_REQUIRED, State.NOTICE_GIVEN))


def test_turns_are_read_from_the_events_in_the_portals_days():
    names = [
        ("application.opened", 1), ("application.submitted", 2), ("application.looked_at", 3),
        ("application.sent_back_for_documents", 4), ("application.returned", 5), ("application.approved", 6),
    ]  # fmt: skip
    events = [
        Event(
            id=UUID(int=day), subject_id=UUID(int=9), number=day, name=name, role="portal", account_id=None,
            occurred_at=datetime(2026, 3, day, 3, tzinfo=UTC), session_id=None, values_digest="",
            previous="", digest="",
        )
        for name, day in names
    ]  # fmt: skip

    # three in the morning in London is still the evening before in Toronto
    assert turns(events, ZoneInfo("America/Toronto")) == [
        Turn(date(2026, 3, 1), State.SUBMITTED), Turn(date(2026, 3, 3), State.DOCUMENTS_REQUIRED),
        Turn(date(2026, 3, 4), State.SUBMITTED), Turn(date(2026, 3, 5), State.APPROVED),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("days", "expected"), [(0, "green"), (7, "green"), (8, "amber"), (9, "amber"), (10, "red"), (99, "red")]
)
def test_an_age_is_green_then_amber_then_red(days, expected):
    assert band(days, 8, 10) == expected
