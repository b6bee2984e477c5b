"""A second officer's signature: who needs one, what it lets happen, and what an objection does."""

from datetime import timedelta

import pytest

from core.domain.accounts.identity import PORTAL_ITSELF, Account
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
from core.domain.application.proceedings import Countersignature, DraftDecision, draft_of
from core.domain.decisions.office_practice import Practice
from core.domain.desk.view import View
from core.domain.errors import MalformedAnswerError, StaleError, StateError
from tests.services import steps
from tests.services.refusals import refusal_of

OFFICE = Practice(notice_days=0, undo=timedelta(0))
"""Ten first decisions of each officer, then a tenth, and every reason that accuses."""
ACCUSING = Draft(Outcome.REFUSED, reasons=(("identity_not_established", "Le visage n’est pas le même."),))
PLAIN = Draft(Outcome.REFUSED, reasons=(("wrong_member_number", ""),))
APPROVAL = Draft(Outcome.APPROVED)


def rows(portal, actor, queue):
    return [it.id for it in portal.queues.look(actor, View(queue)).page.rows]


def stage_of(portal, actor, application):
    return portal.casework.case(actor, application.id).seen.stage


def decide(portal, actor, application, draft):
    return portal.casework.decide(actor, application.id, stage_of(portal, actor, application), draft)


def agree(portal, actor, draft):
    return portal.countersignatures.agree(actor, draft.application_id, draft.id)


def state(portal):
    return portal.kept(Application)[0].state


@pytest.fixture
def office(sent):
    """An office that countersigns: an applicant whose request was sent, and three officers."""
    portal, owner, application, first = sent
    second, third = (steps.worker(portal, user_code=code) for code in ("deuxieme", "troisieme"))
    return portal.with_outside(practice=OFFICE), owner, application, first, second, third


def drafted(office, draft=APPROVAL):
    portal, owner, application, first, second, third = office
    return portal, owner, application, first, second, third, decide(portal, first, application, draft)


@pytest.mark.clause("3.0")
@pytest.mark.parametrize("outcome", Outcome)
def test_a_first_decision_waits_and_nothing_leaves(office, outcome):
    portal, owner, application, first, second, _, draft = drafted(office, steps.DRAFTS[outcome])

    assert portal.kept(DraftDecision) == [draft]
    assert (draft.number, draft.outcome, draft.cause, draft.officer_id) == (
        1, outcome, "first", first.account_id,
    )  # fmt: skip
    assert draft_of(draft) == steps.DRAFTS[outcome]
    assert [portal.kept(kind) for kind in (Decision, DocumentRequest, Pin)] == [[], [], []]
    assert [it.letter for it in portal.kept(Message)] == ["submitted"]
    assert state(portal) is State.TO_COUNTERSIGN
    assert (rows(portal, second, "to_countersign"), rows(portal, first, "to_countersign")) == (
        [application.id], [],
    )  # fmt: skip
    seen = portal.enrolment.look(owner, application.id)
    assert (seen.application.state, seen.decisions) == (State.SUBMITTED, ())
    event = portal.kept(Event)[-1]
    told = portal.kept(EventValues, id=event.id)[0].values
    assert (event.name, told["cause"], told["outcome"]) == (
        "application.put_to_countersign", "first", str(outcome),
    )  # fmt: skip


@pytest.mark.clause("3.0", "3.1")
@pytest.mark.parametrize("outcome", Outcome)
def test_an_agreement_lets_the_decision_take_effect_with_both_names_and_its_letter(office, outcome):
    portal, owner, application, first, second, _, draft = drafted(office, steps.DRAFTS[outcome])
    preview = portal.countersignatures.preview(second, application.id)
    portal.clock.move(hours=2)

    decision = agree(portal, second, draft)

    assert portal.kept(Decision) == [decision]
    assert (decision.outcome, decision.officer_id, decision.countersigned_by, decision.decided_at) == (
        outcome, first.account_id, second.account_id, portal.clock.instant,
    )  # fmt: skip
    assert state(portal) == outcome
    (verdict,) = portal.kept(Countersignature)
    assert (verdict.draft_id, verdict.agrees, verdict.officer_id, verdict.decision_id) == (
        draft.id, True, second.account_id, decision.id,
    )  # fmt: skip
    event = portal.kept(Event)[-1]
    assert (event.account_id, portal.kept(EventValues, id=event.id)[0].values["officer"]) == (
        second.account_id, str(first.account_id),
    )  # fmt: skip
    letter = steps.delivered(portal)
    text = letter.text.replace(steps.pin_in(letter), "*" * 8) if outcome == "approved" else letter.text
    assert preview.letter.text == text
    assert portal.enrolment.look(owner, application.id).decision == decision
    assert len(portal.kept(DocumentRequest)) == (2 if outcome == "documents_required" else 0)


def test_an_objection_sends_the_draft_back_to_its_officer_who_reads_why(office):
    portal, _, application, first, second, third, draft = drafted(office)

    portal.countersignatures.object(second, application.id, draft.id, "  Le registre a changé. ")

    assert (state(portal), portal.kept(Application)[0].mark) == (State.SUBMITTED, "objected")
    assert (rows(portal, first, "returned"), rows(portal, third, "to_take")) == ([application.id], [])
    seen = portal.casework.case(first, application.id).seen
    assert (seen.proceedings.objection.why, seen.decisions) == ("Le registre a changé.", ())
    event = portal.kept(Event)[-1]
    assert (event.name, portal.kept(EventValues, id=event.id)[0].values) == (
        "application.objected", {"draft": 1, "why": "Le registre a changé."},
    )  # fmt: skip
    assert [it.letter for it in portal.kept(Message)] == ["submitted"]


def test_an_objection_says_why(office):
    portal, _, application, _, second, _, draft = drafted(office)
    before = portal.everything()

    refusal = refusal_of(lambda: portal.countersignatures.object(second, application.id, draft.id, " \n"))

    assert (type(refusal), refusal.fields) == (MalformedAnswerError, {"objection": "objection_needed"})
    assert portal.everything() == before


def test_after_an_objection_whatever_is_decided_is_countersigned_until_somebody_agrees(office):
    portal, _, application, first, second, third, draft = drafted(office)
    portal.countersignatures.object(second, application.id, draft.id, "Non.")
    later = portal.with_outside(practice=Practice(notice_days=0, first_decisions=0, percent=0))

    again = decide(later, third, application, PLAIN)

    assert (again.cause, again.number, again.officer_id) == ("objection", 2, third.account_id)
    assert agree(later, first, again).countersigned_by == first.account_id


def test_nobody_signs_her_own_decision(office):
    portal, _, application, first, _, _, draft = drafted(office)
    before = portal.everything()

    refusals = [
        refusal_of(lambda: agree(portal, first, draft)),
        refusal_of(lambda: portal.countersignatures.object(first, application.id, draft.id, "Non.")),
    ]

    assert [(type(it), it.code) for it in refusals] == [(StateError, "own_draft")] * 2
    assert portal.everything() == before


def test_a_decision_that_waits_is_not_decided_by_anybody_meanwhile(office):
    portal, _, application, first, second, _, _ = drafted(office)
    before = portal.everything()

    refusals = [
        refusal_of(lambda who=who: decide(portal, who, application, PLAIN)) for who in (first, second)
    ]

    assert [(type(it), it.code) for it in refusals] == [(StateError, "waits_for_countersignature")] * 2
    assert portal.everything() == before


def test_a_draft_is_void_as_soon_as_it_is_edited(office):
    portal, _, application, first, second, _, draft = drafted(office)

    portal.countersignatures.take_back(first, application.id)
    assert rows(portal, first, "mine") == [application.id]
    assert refusal_of(lambda: agree(portal, second, draft)).code == "draft_changed"
    edited = decide(portal, first, application, PLAIN)
    refusal = refusal_of(lambda: agree(portal, second, draft))

    assert (type(refusal), refusal.code) == (StaleError, "draft_changed")
    assert agree(portal, second, edited).outcome is Outcome.REFUSED
    assert [it.draft_id for it in portal.kept(Countersignature)] == [edited.id]
    assert portal.oversight.verify_audit(PORTAL_ITSELF) == []


def test_only_its_own_officer_takes_a_draft_back(office):
    portal, _, application, _, second, _, draft = drafted(office)

    refusal = refusal_of(lambda: portal.countersignatures.take_back(second, application.id))

    assert (type(refusal), refusal.code) == (StateError, "not_your_draft")
    agree(portal, second, draft)
    late = refusal_of(lambda: portal.countersignatures.take_back(second, application.id))
    assert (type(late), late.code) == (StaleError, "draft_changed")


def test_of_two_who_sign_at_once_one_is_told_that_it_is_done(office):
    portal, _, application, _, second, third, draft = drafted(office)
    agree(portal, second, draft)
    before = portal.everything()

    refusals = [
        refusal_of(lambda: agree(portal, third, draft)),
        refusal_of(lambda: portal.countersignatures.object(third, application.id, draft.id, "Non.")),
        refusal_of(lambda: portal.countersignatures.preview(third, application.id)),
    ]

    assert [it.code for it in refusals] == ["draft_changed"] * 3
    assert portal.everything() == before


@pytest.mark.parametrize("verb", ["object", "take_back"])
def test_documents_asked_for_are_open_again_when_a_refusal_for_silence_is_sent_back(sent, verb):
    portal, owner, application, first = sent
    second = steps.worker(portal, user_code="deuxieme")
    steps.decide(portal, first, application, Outcome.DOCUMENTS_REQUIRED)
    slot = portal.enrolment.look(owner, application.id).slots[0]
    given = portal.documents.attach(owner, application.id, slot.kind, "a.pdf", b"early", slot.request.id)
    portal = portal.with_outside(practice=OFFICE)
    draft = decide(portal, first, application, Draft(Outcome.REFUSED, reasons=(("documents_not_given", ""),)))
    assert portal.enrolment.look(owner, application.id).application.state is State.DOCUMENTS_REQUIRED

    if verb == "object":
        portal.countersignatures.object(second, application.id, draft.id, "Elle a commencé.")
    else:
        portal.countersignatures.take_back(first, application.id)

    assert state(portal) is State.DOCUMENTS_REQUIRED
    assert portal.enrolment.look(owner, application.id).slots[0].document == given
    assert [it.name for it in portal.kept(Event)][-2:] == [
        f"application.{'objected' if verb == 'object' else 'taken_back'}", "application.reopened",
    ]  # fmt: skip
    assert portal.oversight.verify_audit(PORTAL_ITSELF) == []


# --- When a decision needs one ---------------------------------------------------------------------------


def test_the_first_ten_decisions_of_each_officer_are_countersigned_and_those_taken_back_do_not_count(office):
    portal, _, application, first, second, _ = office
    portal = portal.with_outside(practice=Practice(first_decisions=3, percent=0, undo=timedelta(minutes=2)))
    requests = [application] + [
        steps.submitted(portal, steps.applicant_by_partner(portal, f"boreal-000{it}")) for it in range(1, 5)
    ]
    causes = []
    for request in requests[:3]:
        draft = decide(portal, first, request, APPROVAL)
        causes.append(draft.cause)
        agree(portal, second, draft)
    portal.decision_undo.undo(first, requests[2].id)

    causes.append(decide(portal, first, requests[3], APPROVAL).cause)
    agree(portal, second, portal.kept(DraftDecision)[-1])
    last = decide(portal, first, requests[4], APPROVAL)

    assert causes == ["first"] * 4
    assert (type(last), last.countersigned_by) == (Decision, None)


def test_later_a_tenth_is_drawn_by_the_requests_own_id(office):
    portal, _, application, first, *_ = office
    everything = Practice(first_decisions=0, percent=100)
    nothing = Practice(first_decisions=0, percent=0)

    assert (
        decide(portal.copy().with_outside(practice=everything), first, application, APPROVAL).cause
        == "sample"
    )
    assert type(decide(portal.with_outside(practice=nothing), first, application, APPROVAL)) is Decision


def test_a_reason_that_accuses_is_always_countersigned(office):
    portal, _, application, first, *_ = office
    portal = portal.with_outside(practice=Practice(notice_days=0, first_decisions=0, percent=0))

    assert type(decide(portal.copy(), first, application, PLAIN)) is Decision
    assert decide(portal, first, application, ACCUSING).cause == "reason"


def test_the_reasons_that_accuse_are_marked_in_the_data(portal):
    reasons = portal.outside.library.reasons

    assert {code for code, reason in reasons.items() if reason.countersign} == {
        "identity_not_established", "not_in_good_standing", "other",
    }  # fmt: skip


def test_where_nobody_else_can_sign_nothing_is_put_to_wait(office):
    portal, _, application, first, second, third = office
    with portal.store.write() as tx:
        for who in (second, third):
            account = tx.get(Account, who.account_id)
            tx.replace(account.model_copy(update={"closed_at": portal.clock.instant}))
    before = portal.everything()

    refusal = refusal_of(lambda: decide(portal, first, application, APPROVAL))

    assert (type(refusal), refusal.code) == (StateError, "nobody_to_countersign")
    assert portal.everything() == before


def test_the_clock_goes_on_and_a_stale_officer_is_told(office):
    portal, _, application, _, second, _, draft = drafted(office)

    assert portal.kept(Application)[0].clock_stopped_on is None
    refusal = refusal_of(lambda: portal.casework.decide(second, application.id, 1, APPROVAL))
    assert (type(refusal), refusal.code) == (StaleError, "changed_meanwhile")
    decision = agree(portal, second, draft)
    refusal = refusal_of(lambda: portal.casework.decide(second, application.id, 1, APPROVAL))
    assert (refusal.code, refusal.values["at"]) == ("decided_meanwhile", decision.decided_at)
