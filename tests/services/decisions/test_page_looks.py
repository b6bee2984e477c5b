"""Who decides has looked: the attestation page and both identity documents, each officer for herself."""

from uuid import UUID

import pytest

from core.domain.application.application import DocumentKind, Outcome, State
from core.domain.application.outcome_draft import Draft
from core.domain.decisions.office_practice import Practice
from core.domain.decisions.page_looks import PageLook, pages_required
from core.domain.errors import NotFoundError, StateError
from core.services.decisions.casework import Casework
from core.services.decisions.countersignatures import Countersignatures
from core.services.decisions.notices import Notices
from tests.looks import look_through
from tests.services import steps
from tests.services.doubles import portal_of_memory
from tests.services.refusals import refusal_of
from tests.services.worlds import CAREFUL, FINAL, MENDABLE

APPROVED = Draft(Outcome.APPROVED)


def brought(practice=CAREFUL):
    """Return a portal, a request that waits for a decision, and two officers who have looked at nothing."""
    portal = portal_of_memory(practice=practice)
    application = steps.submitted(portal, steps.applicant(portal))
    return portal, application, [steps.worker(portal, user_code=code) for code in ("premiere", "deuxieme")]


def missing(portal, officer, application):
    return [(it.document.kind, it.page) for it in portal.page_looks.pages(officer, application.id).missing]


def look_at_all(portal, officer, application):
    for it in portal.page_looks.pages(officer, application.id).missing:
        portal.page_looks.look(officer, it.document.id, it.page)


@pytest.mark.clause("3.0")
@pytest.mark.parametrize("outcome", list(Outcome))
def test_nobody_decides_without_having_looked_and_the_refusal_counts_the_pages(outcome):
    portal, application, (officer, _) = brought()
    stage = portal.casework.open_case(officer, application.id).seen.stage

    drafts = steps.DRAFTS | {Outcome.REFUSED: FINAL}

    def decide():
        return Casework(portal.outside).decide(officer, application.id, stage, drafts[outcome])

    refusal = refusal_of(decide)
    state = portal.casework.case(officer, application.id).seen.application.state

    assert (type(refusal), refusal.code, refusal.values) == (StateError, "pages_not_looked_at", {"count": 3})
    assert state is State.SUBMITTED


def test_a_notice_too_is_given_by_those_who_looked():
    portal, application, (officer, _) = brought()
    stage = portal.casework.open_case(officer, application.id).seen.stage

    refusal = refusal_of(lambda: Notices(portal.outside).give(officer, application.id, stage, MENDABLE))
    look_at_all(portal, officer, application)

    assert refusal.code == "pages_not_looked_at"
    assert Notices(portal.outside).give(officer, application.id, stage, MENDABLE).number == 1


def test_what_one_officer_looked_at_is_not_looked_at_by_another_and_the_second_one_looks_before_she_signs():
    portal, application, (first, second) = brought(Practice())
    look_through(portal.outside, first, application.id)
    stage = portal.casework.open_case(first, application.id).seen.stage
    draft = Casework(portal.outside).decide(first, application.id, stage, APPROVED)
    verbs = Countersignatures(portal.outside)

    refusal = refusal_of(lambda: verbs.agree(second, application.id, draft.id))
    look_at_all(portal, second, application)

    assert refusal.code == "pages_not_looked_at"
    assert verbs.agree(second, application.id, draft.id).outcome is Outcome.APPROVED


def test_what_is_missing_is_named_and_shrinks_with_each_page():
    portal, application, (officer, colleague) = brought()
    everything = [(kind, 1) for kind in (DocumentKind.IMM5661, DocumentKind.FIRST_ID, DocumentKind.SECOND_ID)]
    before = missing(portal, officer, application)
    form = portal.page_looks.pages(officer, application.id).missing[0].document

    for _ in range(2):
        portal.page_looks.look(officer, form.id, 1)

    assert before == everything
    assert missing(portal, officer, application) == everything[1:]
    assert missing(portal, colleague, application) == everything
    assert portal.page_looks.pages(officer, application.id).has_opened(form)
    assert [it.page for it in portal.kept(PageLook)] == [1]


@pytest.mark.parametrize("page", [0, 2, -1])
def test_a_page_that_is_not_there_cannot_have_been_looked_at(page):
    portal, application, (officer, _) = brought()
    form = portal.page_looks.pages(officer, application.id).missing[0].document

    refusal = refusal_of(lambda: portal.page_looks.look(officer, form.id, page))

    assert type(refusal) is NotFoundError
    assert portal.kept(PageLook) == []


def test_a_new_copy_of_a_document_is_to_be_looked_at_again():
    portal = portal_of_memory()
    actor, officer = steps.applicant(portal), steps.worker(portal)
    application = steps.submitted(portal, actor)
    steps.decide(portal, officer, application, Outcome.DOCUMENTS_REQUIRED)
    steps.give_what_is_asked(portal, actor, application)
    portal.enrolment.submit(actor, application.id)

    assert missing(portal, officer, application) == [(DocumentKind.FIRST_ID, 1)]


def test_of_a_form_that_was_read_only_the_pages_of_the_attestation_are_required():
    portal, application, (officer, _) = brought()
    documents = {
        it.document.kind: it.document for it in portal.page_looks.pages(officer, application.id).missing
    }
    form = documents[DocumentKind.IMM5661].model_copy(update={"pages": 3, "id": UUID(int=1)})
    documents[DocumentKind.IMM5661] = form

    def of_form(attested_on):
        return [it.page for it in pages_required(documents, attested_on) if it.document == form]

    assert of_form({2}) == [2]
    assert of_form(()) == [1, 2, 3]
