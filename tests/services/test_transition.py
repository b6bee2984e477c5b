"""The one door: whatever is done to a request, all that follows from it is done with it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.adapters.operations.system import new_id
from core.domain.accounts.identity import Actor
from core.domain.application.application import Application, Event, EventValues, Message, State
from core.domain.application.changes import Claimed
from core.domain.application.desk_columns import AgeClock, Hold, NoticePeriod
from core.domain.application.lifecycle import MOVES, Action
from core.domain.audit import verify
from core.domain.desk.request_age import applicant_has_to_act, clock_runs
from core.domain.errors import StateError
from core.services.transition import refuse_impossible, transition
from tests.services.doubles import portal_of_memory

TOLD = {"why": "Écrit."}
OF_THE_APPLICANT = {State.OPEN, State.EXPIRED}


@pytest.fixture
def portal():
    return portal_of_memory()


def before(portal, move):
    """Return a request where an action begins: in hands, on hold, its clock as the state has it."""
    today, now = portal.outside.today(), portal.outside.now()
    bare = Application(
        id=new_id(), account_id=new_id(), reference="RRA-2222-2222", state=move.state, opened_on=today,
        opened_at=now, last_day=today - timedelta(days=1) if move.action is Action.EXPIRE else today,
        turns=3, mark="before",
    )  # fmt: skip
    request = Claimed(new_id(), now).on(bare).with_hold(Hold(today, "pause"))
    if move.state is State.NOTICE_GIVEN:
        request = request.with_notice(NoticePeriod(today))
    if move.state in OF_THE_APPLICANT:
        return request
    standing = not clock_runs(move.state)
    return request.with_clock(AgeClock(today, today, 0) if standing else AgeClock(today))


def letter_to(portal, request):
    return Message(
        id=new_id(), account_id=request.account_id, application_id=request.id, letter="submitted", told={},
        language="fr", address=None, created_at=portal.outside.now(),
    )  # fmt: skip


def done(portal, move):
    """Do an action, and return the request before it and as the store then keeps it."""
    request = before(portal, move)
    with portal.outside.store.write() as tx:
        tx.add(request)
        letter = letter_to(portal, request)
        returned = transition(
            portal.outside, tx, request, move.action, by=Actor(move.role), told=TOLD, letter=letter
        )
    (kept,) = portal.kept(Application)
    assert returned == kept
    assert portal.kept(Message) == [letter]
    return request, kept


@pytest.mark.parametrize("move", MOVES, ids=lambda it: f"{it.state}-{it.action}-{it.role}")
def test_each_action_leads_where_the_table_says_with_its_entry_and_its_letter(portal, move):
    request, kept = done(portal, move)
    (event,), (values,) = portal.kept(Event), portal.kept(EventValues)

    assert (kept.state, event.name, event.role, values.values) == (
        move.then, move.effect.event, move.role, TOLD,
    )  # fmt: skip
    assert verify([event], kept.chain) is None
    assert (kept.version, kept.account_id) == (request.version + 1, request.account_id)


@pytest.mark.parametrize(
    "move",
    [it for it in MOVES if it.effect.turns is None],
    ids=lambda it: f"{it.state}-{it.action}-{it.role}",
)
def test_what_stays_in_the_same_hands_keeps_its_clock_its_claim_and_its_hold(portal, move):
    request, kept = done(portal, move)

    assert (kept.clock, kept.claim, kept.hold, kept.notice_period, kept.turns, kept.mark) == (
        request.clock, request.claim, request.hold, request.notice_period, request.turns, request.mark,
    )  # fmt: skip


@pytest.mark.parametrize(
    "move", [it for it in MOVES if it.effect.turns is not None], ids=lambda it: f"{it.state}-{it.action}"
)
def test_what_changes_hands_turns_its_clock_and_leaves_nobody_a_claim_a_hold_or_a_notice(portal, move):
    request, kept = done(portal, move)
    today = portal.outside.today()
    runs = AgeClock(request.clock_since or today)

    assert (kept.claim, kept.hold, kept.notice_period) == (None, None, None)
    assert (kept.turns, kept.mark) == (request.turns + move.effect.turns, move.effect.mark)
    assert kept.changed_at == portal.outside.now()
    assert kept.clock == (runs if clock_runs(kept.state) else replace(runs, stopped_on=today, age=0))


def test_a_change_is_applied_after_the_turn_so_that_a_claim_may_be_given_with_it(portal):
    move = next(it for it in MOVES if it.action is Action.TAKE_BACK)
    request, officer = before(portal, move), new_id()
    claimed = Claimed(officer, portal.outside.now())
    with portal.outside.store.write() as tx:
        tx.add(request)
        kept = transition(portal.outside, tx, request, move.action, by=Actor(move.role), change=claimed)

    assert (kept.claimed_by, kept.claim_seen_at) == (officer, portal.outside.now())


def test_what_the_table_forbids_leaves_nothing_behind(portal):
    move = next(it for it in MOVES if it.action is Action.ANSWER)
    request = before(portal, move)
    with pytest.raises(StateError), portal.outside.store.write() as tx:
        transition(portal.outside, tx, request, Action.APPROVE, by=Actor(move.role))
    with pytest.raises(StateError):
        refuse_impossible(portal.outside, request, Action.APPROVE, Actor(move.role))

    assert portal.kept(Event) == []


def test_the_clock_stands_where_the_applicant_must_act_and_once_all_is_decided():
    assert {it.then for it in MOVES if it.effect.turns is not None and not clock_runs(it.then)} == {
        *(state for state in State if applicant_has_to_act(state)), State.APPROVED, State.REFUSED,
    }  # fmt: skip
