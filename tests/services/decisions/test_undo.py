"""Undoing: a decision taken back before its letter leaves stays in the record, and counts nowhere."""

from datetime import timedelta

import pytest

from core.domain.accounts.identity import PORTAL_ITSELF
from core.domain.accounts.pin import Pin
from core.domain.application.application import (
    Application,
    Decision,
    DocumentRequest,
    Event,
    EventValues,
    Message,
    Outcome,
    State,
)
from core.domain.application.outcome_draft import Draft
from core.domain.application.proceedings import UndoneDecision
from core.domain.decisions.office_practice import Practice
from core.domain.desk.view import View
from core.domain.errors import NotFoundError, StateError
from tests.services import steps
from tests.services.refusals import refusal_of

OFFICE = Practice(notice_days=0, by_reason=False, first_decisions=0, percent=0, undo=timedelta(minutes=2))


def rows(portal, actor, queue):
    return [it.id for it in portal.queues.look(actor, View(queue)).page.rows]


@pytest.fixture
def office(sent):
    """An office whose letters of decisions wait two minutes."""
    portal, owner, application, officer = sent
    return portal.with_outside(practice=OFFICE), owner, application, officer


def undo(portal, officer, application):
    return portal.decision_undo.undo(officer, application.id)


@pytest.mark.clause("3.0")
@pytest.mark.parametrize("outcome", Outcome)
def test_a_decision_taken_back_stays_marked_and_the_request_is_back_with_its_officer(office, outcome):
    portal, owner, application, officer = office
    decision = steps.decide(portal, officer, application, outcome)

    assert portal.decision_undo.until(officer, application.id) == portal.clock.instant + timedelta(minutes=2)
    assert undo(portal, officer, application) == decision

    assert portal.kept(Decision) == [decision]
    assert [it.decision_id for it in portal.kept(UndoneDecision)] == [decision.id]
    after = portal.kept(Application)[0]
    assert (after.state, after.mark, after.decided_at, after.officer_id) == (
        State.SUBMITTED, "undone", None, officer.account_id,
    )  # fmt: skip
    assert rows(portal, officer, "mine") == [application.id]
    assert rows(portal, officer, "decided") == []
    for seen in (
        portal.enrolment.look(owner, application.id),
        portal.casework.case(officer, application.id).seen,
    ):
        assert (seen.decisions, seen.requests, seen.proceedings.undone) == ((), (), (decision,))
    event = portal.kept(Event)[-1]
    assert (event.name, portal.kept(EventValues, id=event.id)[0].values) == (
        "application.undone", {"number": 1, "outcome": str(outcome)},
    )  # fmt: skip


@pytest.mark.clause("3.1")
def test_its_pin_its_letter_and_its_message_go(office):
    portal, owner, application, officer = office
    steps.decide(portal, officer, application)
    message = portal.kept(Message)[-1]

    undo(portal, officer, application)
    portal.clock.move(hours=1)
    portal.correspondence.deliver(PORTAL_ITSELF)

    assert [it.letter.subject for it in portal.mailer.letters if "approuvée" in it.letter.subject] == []
    (pin,) = portal.kept(Pin)
    assert not pin.is_good(portal.clock.instant)
    kept = portal.kept(Message, id=message.id)[0]
    assert (kept.state, kept.sealed) == ("withdrawn", None)
    assert [it.message.letter for it in portal.correspondence.messages(owner, "fr")] == ["submitted"]
    refusal = refusal_of(lambda: portal.correspondence.read_message(owner, message.id, "fr"))
    assert isinstance(refusal, NotFoundError)


@pytest.mark.parametrize("outcome", Outcome)
def test_the_applicant_sees_nothing_until_it_is_certain(office, outcome):
    portal, owner, application, officer = office
    before = portal.enrolment.look(owner, application.id)
    history = portal.enrolment.history(owner, application.id)
    steps.decide(portal, officer, application, outcome)
    waiting = portal.kept(Message)[-1]

    seen = portal.enrolment.look(owner, application.id)
    assert (seen.application.state, seen.decisions, seen.requests, seen.slots) == (
        State.SUBMITTED, (), (), before.slots,
    )  # fmt: skip
    names = [it.name for it in portal.enrolment.history(owner, application.id)]
    assert names == ["application.looked_at", *(it.name for it in history)]
    assert [it.message.letter for it in portal.correspondence.messages(owner, "fr")] == ["submitted"]
    assert portal.correspondence.deliver(PORTAL_ITSELF) == 1  # the letter of the submission
    assert isinstance(
        refusal_of(lambda: portal.correspondence.read_message(owner, waiting.id, "fr")), NotFoundError
    )
    portal.clock.move(minutes=2)

    assert portal.enrolment.applications(owner)[0].application.state == outcome
    assert len(portal.enrolment.history(owner, application.id)) == len(history) + 2
    assert portal.correspondence.deliver(PORTAL_ITSELF) == 1
    assert len(portal.correspondence.messages(owner, "fr")) == 2


@pytest.mark.parametrize("delivered", [True, False])
def test_once_its_time_is_over_a_decision_stands(office, delivered):
    portal, _, application, officer = office
    steps.decide(portal, officer, application)
    portal.clock.move(minutes=2)
    if delivered:
        portal.correspondence.deliver(PORTAL_ITSELF)
    before = portal.everything()

    refusal = refusal_of(lambda: undo(portal, officer, application))

    assert (type(refusal), refusal.code) == (StateError, "undo_too_late")
    assert portal.decision_undo.until(officer, application.id) is None
    assert portal.everything() == before


def test_a_letter_on_its_way_is_not_called_back(office):
    portal, _, application, officer = office
    steps.decide(portal, officer, application)
    with portal.store.write() as tx:
        letter = tx.find(Message, letter="approved")[0]
        tx.replace(letter.model_copy(update={"state": "sending"}))

    assert refusal_of(lambda: undo(portal, officer, application)).code == "undo_too_late"


def test_nor_one_after_which_another_was_written(office):
    portal, _, application, officer = office
    steps.decide(portal, officer, application)
    portal.pins.issue(officer, application.id)

    assert refusal_of(lambda: undo(portal, officer, application)).code == "undo_too_late"


def test_another_officers_decision_is_not_taken_back(office):
    portal, _, application, officer = office
    other = steps.worker(portal, user_code="officiere")
    steps.decide(portal, officer, application)

    assert portal.decision_undo.until(other, application.id) is None
    assert refusal_of(lambda: undo(portal, other, application)).code == "undo_too_late"


def test_who_countersigned_may_take_it_back_to_the_officer_who_decided(sent):
    portal, _, application, officer = sent
    other = steps.worker(portal, user_code="officiere")
    portal = portal.with_outside(practice=Practice())
    draft = steps.decide(portal, officer, application)
    portal.countersignatures.agree(other, application.id, draft.id)

    undo(portal, other, application)

    assert (rows(portal, officer, "returned"), rows(portal, other, "to_take")) == ([application.id], [])
    assert steps.decide(portal, officer, application).cause == "first"


def test_where_the_setting_is_none_letters_leave_at_once(sent):
    portal, owner, application, officer = sent
    steps.decide(portal, officer, application)

    assert portal.decision_undo.until(officer, application.id) is None
    assert refusal_of(lambda: undo(portal, officer, application)).code == "undo_too_late"
    assert portal.enrolment.look(owner, application.id).application.state is State.APPROVED


def test_what_is_decided_anew_has_a_number_of_its_own_and_a_letter_of_its_own(office):
    portal, owner, application, officer = office
    steps.decide(portal, officer, application)
    undo(portal, officer, application)

    decision = steps.decide(portal, officer, application, Outcome.REFUSED)

    assert (decision.number, portal.enrolment.look(owner, application.id).proceedings.undone[0].number) == (
        2,
        1,
    )
    portal.clock.move(minutes=3)
    assert "refusée" in steps.delivered(portal).subject
    seen = portal.enrolment.look(owner, application.id)
    assert (seen.decisions, seen.application.state) == ((decision,), State.REFUSED)
    assert portal.oversight.verify_audit(PORTAL_ITSELF) == []


def test_the_second_of_two_officers_is_told_that_it_was_taken_back(office):
    portal, _, application, officer = office
    other = steps.worker(portal, user_code="officiere")
    steps.decide(portal, officer, application)
    stage = portal.casework.open_case(other, application.id).seen.stage
    undo(portal, officer, application)

    refusal = refusal_of(
        lambda: portal.casework.decide(other, application.id, stage, Draft(Outcome.APPROVED))
    )

    assert refusal.code == "changed_meanwhile"


def test_documents_asked_for_are_open_again_when_a_refusal_for_silence_is_taken_back(office):
    portal, owner, application, officer = office
    steps.decide(portal, officer, application, Outcome.DOCUMENTS_REQUIRED)
    portal.clock.move(days=40)
    steps.decide(
        portal, officer, application, draft=Draft(Outcome.REFUSED, reasons=(("documents_not_given", ""),))
    )
    assert portal.enrolment.look(owner, application.id).application.state is State.DOCUMENTS_REQUIRED

    undo(portal, officer, application)

    seen = portal.enrolment.look(owner, application.id)
    assert (seen.application.state, len(seen.slots), len(seen.decisions)) == (State.DOCUMENTS_REQUIRED, 2, 1)
    steps.give_what_is_asked(portal, owner, application)
    portal.enrolment.submit(owner, application.id)
    assert rows(portal, officer, "returned") == [application.id]
    assert portal.kept(DocumentRequest) == list(seen.requests)
    assert portal.oversight.verify_audit(PORTAL_ITSELF) == []
