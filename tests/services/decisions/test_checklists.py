"""What a person must look at and a rule cannot: answered before a decision, kept with it, countable."""

from collections import Counter

import pytest

from core.domain.application.application import Decision, Event, EventValues, Outcome, State
from core.domain.application.content import ChecklistContent
from core.domain.application.outcome_draft import Draft
from core.domain.decisions.checklist import ChecklistAnswer
from core.domain.decisions.office_practice import Practice
from core.domain.errors import NotFoundError, StateError
from core.services.decisions.casework import Casework
from tests.services import steps
from tests.services.decisions.test_page_looks import brought, look_at_all
from tests.services.doubles import library, portal_of_memory
from tests.services.refusals import refusal_of
from tests.services.worlds import FINAL

APPROVED = Draft(Outcome.APPROVED)
CODES = ["same_face", "same_person", "not_altered", "stamp", "attestor_hand", "applicant_hand"]


def looked(practice=None):
    """Return a portal, a request whose pages both officers looked at, and the two."""
    portal, application, officers = brought(*([practice] if practice else []))
    for officer in officers:
        look_at_all(portal, officer, application)
    return portal, application, officers


def decide(portal, officer, application, draft=APPROVED):
    """Decide as somebody who answers nothing by herself."""
    stage = portal.casework.open_case(officer, application.id).seen.stage
    return Casework(portal.outside).decide(officer, application.id, stage, draft)


def all_but(*failing):
    return {code: code not in failing for code in CODES}


@pytest.mark.clause("3.0")
@pytest.mark.parametrize("outcome", list(Outcome))
def test_nobody_decides_before_the_whole_checklist_is_answered(outcome):
    portal, application, (officer, _) = looked()
    portal.checklists.answer(officer, application.id, {"stamp": True})
    drafts = steps.DRAFTS | {Outcome.REFUSED: FINAL}

    refusal = refusal_of(lambda: decide(portal, officer, application, drafts[outcome]))

    told = (type(refusal), refusal.code, refusal.values)
    assert told == (StateError, "checklist_unanswered", {"count": 5})
    assert portal.kept(Decision) == []


def test_what_does_not_hold_forbids_an_approval_and_no_other_outcome():
    portal, application, (officer, _) = looked()
    portal.checklists.answer(officer, application.id, all_but("same_face", "stamp"))

    refusal = refusal_of(lambda: decide(portal, officer, application))
    given = decide(portal, officer, application, steps.DRAFTS[Outcome.DOCUMENTS_REQUIRED])

    assert (refusal.code, refusal.values) == ("checklist_fails", {"count": 2})
    assert given.outcome is Outcome.DOCUMENTS_REQUIRED


def test_the_answers_stay_with_the_decision_and_in_its_history_and_can_be_counted():
    portal, application, (officer, _) = looked()
    portal.checklists.answer(officer, application.id, all_but("stamp"))
    decide(portal, officer, application, steps.DRAFTS[Outcome.DOCUMENTS_REQUIRED])

    (decision,) = portal.kept(Decision)
    event = portal.kept(Event, name="application.sent_back_for_documents")[0]
    rows = [{"code": code, "holds": code != "stamp"} for code in CODES]
    failing = Counter(row["code"] for it in portal.kept(Decision) for row in it.checklist if not row["holds"])
    assert decision.checklist == rows
    assert portal.kept(EventValues, id=event.id)[0].values["checklist"] == rows
    assert failing == {"stamp": 1}
    assert decision.without_texts().checklist == rows


def test_the_latest_answer_counts_and_the_same_answer_is_kept_once():
    portal, application, (officer, colleague) = looked()
    for holds in (False, False, True):
        portal.checklists.answer(officer, application.id, {"stamp": holds})

    assert portal.checklists.look(officer, application.id).answers == {"stamp": True}
    assert portal.checklists.look(colleague, application.id).answers == {}
    assert [it.holds for it in portal.kept(ChecklistAnswer)] == [False, True]


def test_nobody_answers_for_pages_she_has_not_looked_at_nor_an_item_that_is_not_asked():
    portal, application, (officer, _) = brought()

    unlooked = refusal_of(lambda: portal.checklists.answer(officer, application.id, all_but()))
    look_at_all(portal, officer, application)
    unknown = refusal_of(lambda: portal.checklists.answer(officer, application.id, {"moon": True}))

    assert (unlooked.code, type(unknown)) == ("pages_not_looked_at", NotFoundError)
    assert portal.kept(ChecklistAnswer) == []


def test_a_draft_to_be_countersigned_takes_its_own_officers_answers_into_effect():
    portal, application, (first, second) = looked(Practice())
    portal.checklists.answer(first, application.id, all_but())
    draft = decide(portal, first, application)

    given = portal.countersignatures.agree(second, application.id, draft.id)

    assert portal.casework.case(first, application.id).seen.application.state is State.APPROVED
    assert portal.kept(Decision, id=given.id)[0].checklist == [{"code": it, "holds": True} for it in CODES]


def test_documents_given_anew_are_checked_anew():
    portal = portal_of_memory()
    actor, officer = steps.applicant(portal), steps.worker(portal)
    application = steps.submitted(portal, actor)
    steps.decide(portal, officer, application, Outcome.DOCUMENTS_REQUIRED)
    steps.give_what_is_asked(portal, actor, application)
    portal.enrolment.submit(actor, application.id)

    assert [it.code for it in portal.checklists.look(officer, application.id).unanswered] == CODES


def test_an_item_of_a_section_that_is_not_there_does_not_start():
    rows = library().checklist.model_dump(by_alias=True)
    rows["item"][0]["section"] = "moon"

    with pytest.raises(ValueError, match="has no section moon"):
        ChecklistContent.model_validate(rows)


def test_an_item_is_asked_only_where_its_document_was_given():
    kinds = {it.document for it in library().checklist.items}

    assert kinds == {"imm5661", "first_id", "second_id"}
