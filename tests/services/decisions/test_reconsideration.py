"""Reconsideration: asked for once after a refusal, and decided by another officer."""

from datetime import date, timedelta

import pytest

from core.domain.accounts.identity import PORTAL_ITSELF, Role
from core.domain.application.application import (
    Application,
    Decision,
    DocumentKind,
    Event,
    EventValues,
    Message,
    Outcome,
    State,
)
from core.domain.application.outcome_draft import Draft
from core.domain.application.proceedings import Reconsideration
from core.domain.decisions.office_practice import Practice
from core.domain.desk.view import View
from core.domain.errors import MalformedAnswerError, NotFoundError, StateError
from tests.services import steps
from tests.services.refusals import refusal_of

OFFICE = Practice(notice_days=0, first_decisions=0, percent=0, undo=timedelta(0))
FINAL = Draft(Outcome.REFUSED, reasons=(("licence_not_eligible", ""),))
ACCUSING = Draft(Outcome.REFUSED, reasons=(("not_in_good_standing", ""),))
WHY = "Mon permis a été renouvelé en mars."


def rows(portal, actor, queue):
    return [it.id for it in portal.queues.look(actor, View(queue)).page.rows]


def decide(portal, actor, application, draft):
    stage = portal.casework.case(actor, application.id).seen.stage
    return portal.casework.decide(actor, application.id, stage, draft)


def ask(portal, owner, application, text=WHY):
    return portal.reconsiderations.ask(owner, application.id, text)


@pytest.fixture
def office(sent):
    """An office with three officers."""
    portal, owner, application, first = sent
    second, third = (steps.worker(portal, user_code=code) for code in ("deuxieme", "troisieme"))
    return portal.with_outside(practice=OFFICE), owner, application, first, second, third


@pytest.fixture
def refused(office):
    """The same, once the first officer has refused and the second has countersigned."""
    portal, owner, application, first, second, third = office
    draft = decide(portal, first, application, ACCUSING)
    portal.countersignatures.agree(second, application.id, draft.id)
    return portal, owner, application, first, second, third


@pytest.mark.clause("3.2")
def test_the_refusal_says_how_and_until_when(refused):
    portal, owner, application, *_ = refused

    letter = steps.delivered(portal)

    decision = portal.enrolment.look(owner, application.id).decision
    assert decision.reconsider_by == date(2026, 4, 1)
    assert "1er avril 2026" in letter.text
    assert "April 1, 2026" in letter.text
    assert "1er avril 2026" in portal.correspondence.messages(owner, "fr")[0].text


def test_what_is_asked_is_kept_and_is_back_in_the_queue_with_a_mark_for_neither_of_the_two(refused):
    portal, owner, application, first, second, third = refused
    refusal = portal.enrolment.look(owner, application.id).decision

    asked = ask(portal, owner, application, f"  {WHY} ")

    assert portal.kept(Reconsideration) == [asked]
    assert (asked.decision_id, asked.text) == (refusal.id, WHY)
    after = portal.kept(Application)[0]
    assert (after.state, after.mark, after.officer_id, after.barred, after.round) == (
        State.SUBMITTED, "reconsideration", None, (first.account_id, second.account_id), 2,
    )  # fmt: skip
    assert [rows(portal, who, "to_take") for who in (first, second, third)] == [[], [], [application.id]]
    assert portal.kept(Event)[-1].name == "application.reconsideration_asked"
    assert portal.kept(Message)[-1].letter == "reconsideration"
    seen = portal.casework.case(third, application.id).seen
    assert (seen.is_reconsidered, seen.proceedings.reconsideration) == (True, asked)


@pytest.mark.parametrize("number", [0, 1], ids=["who refused", "who countersigned"])
def test_neither_of_the_two_takes_it_decides_it_or_is_given_it(refused, number):
    portal, owner, application, *officers = refused
    barred = officers[number]
    manager = steps.worker(portal, Role.MANAGER, "gestionnaire")
    ask(portal, owner, application)
    before = portal.everything()

    refusals = [
        refusal_of(lambda: portal.claims.take(barred, application.id)),
        refusal_of(lambda: portal.claims.take_over(barred, application.id, "Vite")),
        refusal_of(lambda: decide(portal, barred, application, Draft(Outcome.APPROVED))),
        refusal_of(lambda: portal.holds.hold(barred, application.id, "advice", date(2026, 3, 5))),
    ]

    assert [(type(it), it.code) for it in refusals] == [(StateError, "reconsidered_by_another")] * 4
    assert not portal.claims.look(barred, application.id).may_claim
    assert portal.claims.take_next(barred, View("open")) is None
    assert portal.everything() == before
    assert portal.assignments.assign(manager, [application.id], [barred.account_id]).left == 1


@pytest.mark.parametrize(
    ("draft", "letter", "reconsidered"),
    [(Draft(Outcome.APPROVED), "approved", "overturned"), (ACCUSING, "upheld", "upheld")],
    ids=["overturned", "upheld"],
)
def test_another_officer_overturns_or_upholds_it(refused, draft, letter, reconsidered):
    portal, owner, application, _, _, third = refused
    ask(portal, owner, application)

    decision = decide(portal, third, application, draft)

    assert (decision.reconsidered, decision.officer_id, decision.reconsider_by) == (
        reconsidered, third.account_id, None,
    )  # fmt: skip
    assert portal.kept(Message)[-1].letter == letter
    assert portal.kept(EventValues)[-1].values["reconsidered"] == reconsidered
    seen = portal.enrolment.look(owner, application.id)
    assert (seen.is_reconsidered, seen.may_ask_reconsideration, len(seen.decisions)) == (False, False, 2)
    assert portal.oversight.verify_audit(PORTAL_ITSELF) == []


def test_documents_may_be_asked_for_on_the_way(refused):
    portal, owner, application, first, _, third = refused
    ask(portal, owner, application)

    asked = decide(portal, third, application, steps.DRAFTS[Outcome.DOCUMENTS_REQUIRED])
    steps.give_what_is_asked(portal, owner, application)
    portal.enrolment.submit(owner, application.id)

    assert asked.reconsidered == ""
    assert (rows(portal, third, "returned"), rows(portal, first, "to_take")) == ([application.id], [])
    assert decide(portal, third, application, Draft(Outcome.APPROVED)).reconsidered == "overturned"


def test_it_is_asked_for_once(refused):
    portal, owner, application, _, _, third = refused
    ask(portal, owner, application)
    decide(portal, third, application, ACCUSING)
    before = portal.everything()

    refusals = [
        refusal_of(lambda: ask(portal, owner, application)),
        refusal_of(lambda: portal.reconsiderations.open_documents(owner, application.id)),
    ]

    assert [(type(it), it.code) for it in refusals] == [(StateError, "reconsideration_not_possible")] * 2
    assert portal.everything() == before


def test_the_last_day_counts_whole_and_then_it_is_over(refused):
    portal, owner, application, *_ = refused
    portal.reconsiderations.open_documents(owner, application.id)
    portal.clock.move(days=30)
    assert portal.enrolment.look(owner, application.id).may_ask_reconsideration
    slot = portal.enrolment.look(owner, application.id).slots[0]

    portal.clock.move(days=1)

    codes = [
        refusal_of(lambda: ask(portal, owner, application)).code,
        refusal_of(
            lambda: portal.documents.attach(
                owner, application.id, slot.kind, "a.pdf", b"late", slot.request.id
            )
        ).code,
    ]
    assert codes == ["reconsideration_not_possible", "document_not_expected"]
    assert not portal.enrolment.look(owner, application.id).may_ask_reconsideration


def test_a_text_is_needed_and_documents_may_be_given_with_it(refused):
    portal, owner, application, _, _, third = refused
    before = portal.everything()
    refusals = [
        refusal_of(lambda text=text: ask(portal, owner, application, text)) for text in (" ", "x" * 4001)
    ]
    assert [(type(it), it.fields) for it in refusals] == [
        (MalformedAnswerError, {"text": "reconsideration_text_needed"}),
        (MalformedAnswerError, {"text": "text_over_4000"}),
    ]
    assert portal.everything() == before

    portal.reconsiderations.open_documents(owner, application.id)
    slots = portal.enrolment.look(owner, application.id).slots
    assert [it.kind for it in slots] == list(DocumentKind)
    proof = portal.documents.attach(
        owner, application.id, slots[3].kind, "preuve.pdf", b"proof", slots[3].request.id
    )
    portal.reconsiderations.open_documents(owner, application.id)
    assert len(portal.enrolment.look(owner, application.id).slots) == 4
    ask(portal, owner, application)

    seen = portal.casework.case(third, application.id).seen
    assert str(proof.id) in seen.submission.document_ids
    assert seen.asked_last == seen.proceedings.reconsideration.decision_id == proof_of(seen, proof)


def proof_of(seen, document):
    return next(it.decision_id for it in seen.requests if it.id == document.request_id)


def test_nothing_may_be_given_with_a_refusal_before_room_is_made(refused):
    portal, owner, application, *_ = refused
    before = portal.everything()

    refusals = [
        refusal_of(
            lambda kind=kind: portal.documents.attach(owner, application.id, kind, "a.pdf", b"planted", None)
        )
        for kind in DocumentKind
    ]

    assert [(type(it), it.code) for it in refusals] == [(NotFoundError, "document_not_expected")] * 4
    assert portal.everything() == before


def test_what_was_refused_for_the_same_reasons_needs_no_new_notice(office):
    portal, owner, application, first, _, third = office
    portal = portal.with_outside(practice=Practice(first_decisions=0, percent=0, undo=timedelta(0)))
    mendable = Draft(Outcome.REFUSED, reasons=(("wrong_member_number", ""),), without_notice="Pressé.")
    decide(portal, first, application, mendable)
    ask(portal, owner, application)

    again = Draft(Outcome.REFUSED, reasons=(("wrong_member_number", ""),))
    assert decide(portal, third, application, again).reconsidered == "upheld"


def test_a_second_look_is_not_sampled_and_a_reason_signed_before_needs_no_other_signature(refused):
    portal, owner, application, _, _, third = refused
    portal = portal.with_outside(practice=Practice(notice_days=0, undo=timedelta(0)))
    ask(portal, owner, application)

    assert type(decide(portal.copy(), third, application, Draft(Outcome.APPROVED))) is Decision
    assert type(decide(portal.copy(), third, application, ACCUSING)) is Decision
    newly = Draft(Outcome.REFUSED, reasons=(("identity_not_established", ""),))
    refusal = refusal_of(lambda: decide(portal, third, application, newly))
    assert refusal.code == "nobody_to_countersign"
    fourth = steps.worker(portal, user_code="quatrieme")
    draft = decide(portal, third, application, newly)
    assert (draft.cause, rows(portal, fourth, "to_countersign")) == ("reason", [application.id])


def test_an_overturned_refusal_taken_back_is_looked_at_again(refused):
    portal, owner, application, _, _, third = refused
    portal = portal.with_outside(practice=Practice(notice_days=0, first_decisions=0, percent=0))
    ask(portal, owner, application)
    decide(portal, third, application, Draft(Outcome.APPROVED))

    portal.decision_undo.undo(third, application.id)

    seen = portal.casework.case(third, application.id).seen
    assert (seen.is_reconsidered, len(seen.decisions)) == (True, 1)
    assert decide(portal, third, application, ACCUSING).reconsidered == "upheld"


def test_a_refusal_of_an_edition_that_offered_none_offers_none(sent):
    portal, owner, application, officer = sent
    steps.decide(portal, officer, application, Outcome.REFUSED)
    with portal.store.write() as tx:
        (decision,) = tx.find(Decision)
        tx.erase(Decision, id=decision.id)
        tx.add(decision.model_copy(update={"reconsider_by": None}))

    assert not portal.enrolment.look(owner, application.id).may_ask_reconsideration
