"""Holding: a request is put aside for a reason and until a day, and comes back by itself."""

from datetime import date, timedelta

import pytest

from core.domain.accounts.identity import PORTAL_ITSELF, Role
from core.domain.application.application import Application, Event, EventValues, Outcome
from core.domain.desk.claim import CLAIM_LIFE
from core.domain.desk.request_age import age
from core.domain.desk.view import View
from core.domain.errors import MalformedAnswerError, StaleError, StateError
from tests.services import steps
from tests.services.refusals import refusal_of

TODAY = date(2026, 3, 2)
FRIDAY = date(2026, 3, 6)
APPROVAL = steps.DRAFTS[Outcome.APPROVED]


def rows(portal, actor, queue):
    return [it.id for it in portal.queues.look(actor, View(queue)).page.rows]


def places(portal, actor):
    """Return the queues in which somebody sees the one request there is."""
    return {name for name in portal.queues.look(actor, View("open")).counts if rows(portal, actor, name)}


@pytest.fixture
def held(sent):
    """A portal whose request one officer holds until Friday, and another officer."""
    portal, owner, application, officer = sent
    other = steps.worker(portal, user_code="officiere")
    portal.holds.hold(officer, application.id, "advice", FRIDAY)
    return portal, owner, application, officer, other


def test_a_held_request_leaves_what_there_is_to_do_for_the_queue_on_hold(held):
    portal, _, application, officer, other = held

    assert places(portal, officer) == places(portal, other) == {"on_hold", "open"}
    kept = portal.kept(Application, id=application.id)[0]
    assert (kept.held_until, kept.held_for, kept.state) == (FRIDAY, "advice", "submitted")
    event = portal.kept(Event)[-1]
    assert (event.name, portal.kept(EventValues, id=event.id)[0].values) == (
        "application.held", {"reason": "advice", "until": "2026-03-06"},
    )  # fmt: skip


def test_it_comes_back_to_who_held_it_the_day_after_its_last_without_any_job(held):
    portal, _, application, officer, other = held
    events = len(portal.kept(Event))

    portal.clock.move(days=4)
    assert places(portal, officer) == {"on_hold", "open"}
    portal.clock.move(days=1)

    assert places(portal, officer) == {"mine", "open"}
    assert places(portal, other) == {"open"}
    assert len(portal.kept(Event)) == events
    steps.decide(portal, officer, application)


def test_the_clock_goes_on_because_it_is_the_office_that_waits(held):
    portal, _, application, _, _ = held
    kept = portal.kept(Application, id=application.id)[0]

    assert kept.clock_stopped_on is None
    assert age(kept, FRIDAY, portal.outside.working_days) == 4


def test_nobody_takes_or_decides_it_meanwhile(held):
    portal, _, application, officer, other = held

    refusals = [
        refusal_of(lambda who=who: portal.casework.decide(who, application.id, 1, APPROVAL))
        for who in (officer, other)
    ]

    assert [(type(it), it.code, it.values) for it in refusals] == [
        (StateError, "on_hold", {"until": FRIDAY})
    ] * 2
    for view in ("to_take", "open", "on_hold"):
        assert portal.claims.take_next(other, View(view)) is None


def test_whoever_holds_it_or_a_colleague_takes_it_off_hold(held):
    portal, _, application, officer, other = held

    portal.holds.release(other, application.id)

    assert portal.kept(Event)[-1].name == "application.released"
    assert places(portal, officer) == {"mine", "open"}
    portal.holds.hold(officer, application.id, "advice", FRIDAY)
    portal.holds.release(officer, application.id)
    portal.clock.move(minutes=31)
    assert places(portal, officer) == {"to_take", "open"}


def test_what_is_not_on_hold_is_not_taken_off_it(sent):
    portal, _, application, officer = sent

    for days in (0, 5):
        portal.clock.move(days=days)
        refusal = refusal_of(lambda: portal.holds.release(officer, application.id))
        assert (type(refusal), refusal.code) == (StateError, "not_on_hold")
        if days == 0:
            portal.holds.hold(officer, application.id, "advice", portal.outside.today())


@pytest.mark.parametrize(
    ("reason", "until", "faults"),
    [
        ("", FRIDAY, {"hold_reason": "hold_reason_needed"}),
        ("unheard_of", FRIDAY, {"hold_reason": "hold_reason_needed"}),
        ("advice", None, {"hold_until": "hold_day_needed"}),
        ("advice", TODAY - timedelta(days=1), {"hold_until": "hold_day_needed"}),
        ("advice", TODAY + timedelta(days=91), {"hold_until": "hold_day_needed"}),
        ("", None, {"hold_reason": "hold_reason_needed", "hold_until": "hold_day_needed"}),
    ],
)
def test_a_hold_needs_a_reason_of_the_list_and_a_day_not_too_far(sent, reason, until, faults):
    portal, _, application, officer = sent
    before = portal.everything()

    refusal = refusal_of(lambda: portal.holds.hold(officer, application.id, reason, until))

    assert (type(refusal), refusal.fields) == (MalformedAnswerError, faults)
    assert portal.everything() == before


def test_a_request_in_a_colleagues_hands_is_not_put_on_hold_over_her_head(sent):
    portal, _, application, officer = sent
    other = steps.worker(portal, user_code="officiere")
    portal.claims.take(other, application.id)

    refusal = refusal_of(lambda: portal.holds.hold(officer, application.id, "advice", FRIDAY))

    assert (type(refusal), refusal.code, refusal.values) == (
        StaleError, "claimed_meanwhile", {"by": "officer officiere"},
    )  # fmt: skip
    portal.clock.move(seconds=CLAIM_LIFE.total_seconds() + 1)
    assert portal.holds.hold(officer, application.id, "advice", FRIDAY).held_until == FRIDAY


def test_what_is_on_hold_is_not_held_twice_and_what_is_decided_not_at_all(held):
    portal, _, application, officer, _ = held
    hold = portal.holds.hold

    assert refusal_of(lambda: hold(officer, application.id, "advice", FRIDAY)).code == "on_hold"
    portal.holds.release(officer, application.id)
    steps.decide(portal, officer, application)
    assert refusal_of(lambda: hold(officer, application.id, "advice", FRIDAY)).code == "not_open"


def test_a_held_request_whose_officer_leaves_is_for_anybody_once_its_day_is_over(held):
    portal, _, application, officer, other = held
    administrator = steps.worker(portal, Role.ADMINISTRATOR, "administratrice")

    portal.accounts.close(administrator, officer.account_id)
    assert portal.claims.take_next(other, View("to_take")) is None
    portal.clock.move(days=5)

    assert portal.claims.take_next(other, View("to_take")).id == application.id
    assert portal.oversight.verify_audit(PORTAL_ITSELF) == []
