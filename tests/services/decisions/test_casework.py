"""Officers at work: the case, three outcomes and no other."""

import pytest

from core.domain.accounts.pin import Pin
from core.domain.application.application import (
    Application,
    Decision,
    Document,
    DocumentKind,
    DocumentRequest,
    Event,
    EventValues,
    Message,
    Outcome,
    State,
)
from core.domain.application.outcome_draft import Draft, WantedDocument
from core.domain.desk.view import View
from core.domain.errors import MalformedAnswerError, NotFoundError, StaleError, StateError
from tests.services import steps
from tests.services.refusals import refusal_of

REFUSED, REQUIRED = Outcome.REFUSED, Outcome.DOCUMENTS_REQUIRED
REASONS = (("wrong_member_number", ""), ("other", "  Le sceau manque.  "))


def newest(portal, kind, **equals):
    return portal.kept(kind, **equals)[-1]


def told(portal):
    """Return the name and values of the newest event."""
    event = newest(portal, Event)
    return event.name, portal.kept(EventValues, id=event.id)[0].values


def test_opening_a_case_is_recorded_each_time_and_reading_it_again_is_not(sent):
    portal, actor, application, officer = sent

    case = portal.casework.open_case(officer, application.id)
    again = portal.casework.case(officer, application.id)

    event = newest(portal, Event)
    assert (event.name, event.subject_id, event.role, event.account_id, event.session_id) == (
        "application.looked_at", application.id, "officer", officer.account_id, officer.session_id,
    )  # fmt: skip
    assert again == case
    assert case.seen.answers == portal.enrolment.look(actor, application.id).answers
    assert [event.name for event in case.events][-2:] == ["application.submitted", "application.looked_at"]


def test_an_officers_look_at_a_document_is_recorded(sent):
    portal, _, application, officer = sent
    document = newest(portal, Document, application_id=application.id)

    assert portal.documents.file(officer, document.id)[0] == b"scan of second_id"
    assert told(portal) == ("document.looked_at", {"kind": "second_id", "document": str(document.id)})


@pytest.mark.clause("3.0", "3.1")
def test_approval_moves_the_request_and_writes_its_event_its_letter_and_its_pin_at_once(sent):
    portal, actor, application, officer = sent

    decision = steps.decide(portal, officer, application)

    after = portal.kept(Application)[0]
    assert portal.kept(Decision) == [decision]
    assert (decision.number, decision.outcome, decision.officer_id) == (1, "approved", officer.account_id)
    assert (after.state, after.decided_at, after.officer_id) == (
        State.APPROVED, portal.clock.instant, officer.account_id,
    )  # fmt: skip
    assert told(portal) == (
        "application.approved",
        {
            "outcome": "approved", "reasons": [], "documents": [], "overruled": [],
            "checklist": decision.checklist,
        },
    )  # fmt: skip
    letter = newest(portal, Message)
    assert (letter.letter, letter.decision_id, letter.address) == ("approved", decision.id, "zoe@example.ca")
    assert [pin.application_id for pin in portal.kept(Pin)] == [application.id]
    assert portal.enrolment.look(actor, application.id).decision == decision


@pytest.mark.clause("3.0", "3.2")
def test_a_refusal_tells_each_reason_in_words_and_which_regulator_to_consult(sent):
    portal, _, application, officer = sent

    decision = steps.decide(portal, officer, application, draft=Draft(REFUSED, reasons=REASONS))

    assert decision.reasons == [
        {"code": "wrong_member_number", "text": ""}, {"code": "other", "text": "Le sceau manque."},
    ]  # fmt: skip
    assert portal.kept(Application)[0].state is State.REFUSED
    assert told(portal)[0] == "application.refused"
    letter, library = steps.delivered(portal), portal.outside.library
    reasons = [library.reasons[code] for code, _ in REASONS]
    assert all(reason.text.fr in letter.text and reason.text.en in letter.text for reason in reasons)
    assert letter.text.count("Le sceau manque.") == 2
    regulator = next(row for row in library.questionnaire.regulators if row.code == "CICC")
    assert all(word in letter.text for word in (regulator.name.fr, regulator.name.en, regulator.site))


@pytest.mark.clause("3.2")
def test_after_a_refusal_a_new_request_takes_over_the_answers_that_were_not_found_wrong(sent):
    portal, actor, application, officer = sent
    steps.decide(portal, officer, application, REFUSED)

    again = portal.enrolment.open_application(actor, application.id)

    former, now = (portal.enrolment.look(actor, id) for id in (application.id, again.id))
    kept = {id: value for id, value in former.answers.items() if id != "membership_number"}
    assert (now.answers, again.copied_from) == (kept, application.id)


@pytest.mark.clause("3.3", "3.5")
def test_documents_required_names_each_document_and_why_in_the_inbox_and_not_in_the_e_mail(sent):
    portal, actor, application, officer = sent

    decision = steps.decide(portal, officer, application, REQUIRED)

    assert [(row.kind, row.again, row.name, row.reason) for row in portal.kept(DocumentRequest)] == [
        ("first_id", True, "", "La photo est floue."),
        ("additional", False, "Preuve de nom", "Votre nom a changé."),
    ]
    assert {row.decision_id for row in portal.kept(DocumentRequest)} == {decision.id}
    assert told(portal)[0] == "application.sent_back_for_documents"
    letter = steps.delivered(portal)
    read = portal.correspondence.messages(actor, "fr")[0]
    assert (read.leads_to, "La photo est floue." in read.text, "Preuve de nom" in read.text) == (
        "documents", True, True,
    )  # fmt: skip
    assert [word for word in ("floue", "Preuve") if word in letter.text + letter.html] == []


FAULTY = [
    (Draft(REFUSED), {"reasons": "reason_needed"}),
    (Draft(REFUSED, reasons=(("unheard_of", "x"),)), {"unheard_of": "not_in_list"}),
    (Draft(REFUSED, reasons=(("other", " \n "),)), {"other": "reason_text_needed"}),
    (Draft(REQUIRED), {"wanted": "document_needed"}),
    (
        Draft(REQUIRED, wanted=(WantedDocument(DocumentKind.IMM5661, True, "", " "),)),
        {"wanted_1": "document_reason_needed"},
    ),
    (
        Draft(
            REQUIRED,
            wanted=(
                WantedDocument(DocumentKind.IMM5661, True, "", "why"),
                WantedDocument(DocumentKind.ADDITIONAL, False, " ", "why"),
            ),
        ),
        {"wanted_2": "document_name_needed"},
    ),
]


@pytest.mark.clause("3.2", "3.3")
@pytest.mark.parametrize(("draft", "fields"), FAULTY, ids=[",".join(row[1].values()) for row in FAULTY])
def test_an_outcome_without_what_the_applicant_must_be_told_changes_nothing(sent, draft, fields):
    portal, _, application, officer = sent
    before = portal.everything()

    refusals = [
        refusal_of(lambda: portal.casework.decide(officer, application.id, 1, draft)),
        refusal_of(lambda: portal.casework.preview(officer, application.id, draft)),
    ]

    assert [(type(refusal), refusal.fields) for refusal in refusals] == [(MalformedAnswerError, fields)] * 2
    assert portal.everything() == before


def test_a_retired_reason_can_no_longer_be_given(sent):
    portal, _, application, officer = sent
    retired = portal.outside.library.reasons["other"].model_copy(update={"until": "2026-01-01"})
    library = portal.outside.library.model_copy(update={"reasons": {"other": retired}})
    later = portal.with_outside(library=library)

    refusal = refusal_of(
        lambda: later.casework.decide(officer, application.id, 1, Draft(REFUSED, reasons=(("other", "x"),)))
    )

    assert refusal.fields == {"other": "not_in_list"}


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_preview_is_what_then_leaves_and_changes_nothing(someone, outcome, language):
    portal, actor = someone
    application = steps.submitted(portal, actor, language={"correspondence_language": language})
    officer = steps.worker(portal)
    before = portal.everything()

    preview = portal.casework.preview(officer, application.id, steps.DRAFTS[outcome])

    assert portal.everything() == before
    portal.casework.decide(officer, application.id, 1, steps.DRAFTS[outcome])
    letter = steps.delivered(portal)
    read = portal.correspondence.messages(actor, language)[0]
    sent_text = letter.text.replace(steps.pin_in(letter), "*" * 8) if outcome == "approved" else letter.text
    assert (preview.language, preview.letter.subject, preview.letter.text) == (
        language, letter.subject, sent_text,
    )  # fmt: skip
    assert (preview.subject, preview.text) == (read.subject, read.text)


@pytest.mark.parametrize("second", Outcome)
@pytest.mark.parametrize("first", Outcome)
def test_the_second_of_two_officers_is_told_what_happened_and_changes_nothing(sent, first, second):
    portal, _, application, officer = sent
    other = steps.worker(portal, user_code="officiere")
    seen = portal.casework.open_case(other, application.id).seen.stage
    decision = steps.decide(portal, officer, application, first)
    before = portal.everything()

    refusal = refusal_of(lambda: portal.casework.decide(other, application.id, seen, steps.DRAFTS[second]))

    assert (type(refusal), refusal.code, refusal.values) == (
        StaleError,
        "decided_meanwhile",
        {"by": "officer officier", "at": decision.decided_at, "outcome": str(first)},
    )
    assert portal.everything() == before


def test_an_officer_who_slept_through_a_whole_round_is_told_too(sent):
    portal, actor, application, officer = sent
    other = steps.worker(portal, user_code="officiere")
    seen = portal.casework.open_case(other, application.id).seen.stage
    steps.decide(portal, officer, application, REQUIRED)
    steps.give_what_is_asked(portal, actor, application)
    portal.enrolment.submit(actor, application.id)

    refusal = refusal_of(lambda: portal.casework.decide(other, application.id, seen, Draft(Outcome.APPROVED)))

    assert refusal.code == "decided_meanwhile"


@pytest.mark.parametrize("outcome", [Outcome.APPROVED, Outcome.REFUSED])
@pytest.mark.parametrize("second", Outcome)
def test_what_was_decided_stays_decided(sent, outcome, second):
    portal, _, application, officer = sent
    steps.decide(portal, officer, application, outcome)
    before = portal.everything()

    refusal = refusal_of(lambda: portal.casework.decide(officer, application.id, 2, steps.DRAFTS[second]))

    assert (type(refusal), refusal.code) == (StateError, "not_open")
    assert portal.everything() == before


@pytest.mark.clause("3.2")
def test_somebody_who_never_gives_the_documents_may_be_refused_and_not_approved(sent):
    portal, actor, application, officer = sent
    steps.decide(portal, officer, application, REQUIRED)
    stage = portal.casework.case(officer, application.id).seen.stage

    approval = refusal_of(
        lambda: portal.casework.decide(officer, application.id, stage, Draft(Outcome.APPROVED))
    )
    draft = Draft(REFUSED, reasons=(("documents_not_given", ""),))
    portal.casework.decide(officer, application.id, stage, draft)

    assert approval.code == "not_open"
    seen = portal.enrolment.look(actor, application.id)
    assert (seen.application.state, [it.outcome for it in seen.decisions]) == (
        State.REFUSED, ["documents_required", "refused"],
    )  # fmt: skip


# --- Rounds of documents --------------------------------------------------------------------------------


@pytest.fixture
def asked(sent):
    """An applicant who was asked for a new first piece and for one more document."""
    portal, actor, application, officer = sent
    steps.decide(portal, officer, application, REQUIRED)
    return portal, actor, application, officer


def give(portal, actor, application, slot, data=b"new copy"):
    return portal.documents.attach(actor, application.id, slot.kind, "a.pdf", data, slot.request.id)


@pytest.mark.clause("3.4", "3.5")
def test_only_what_was_asked_for_can_be_given_and_the_rest_is_locked_and_readable(asked):
    portal, actor, application, _ = asked
    first, _ = portal.enrolment.look(actor, application.id).slots
    old = portal.enrolment.look(actor, application.id).documents[DocumentKind.FIRST_ID]
    before = portal.everything()

    def attach(kind, request=None):
        return refusal_of(
            lambda: portal.documents.attach(actor, application.id, kind, "a.pdf", b"planted", request)
        )

    codes = [
        attach(DocumentKind.FIRST_ID).code,
        attach(DocumentKind.SECOND_ID).code,
        attach(DocumentKind.SECOND_ID, first.request.id).code,
        attach(DocumentKind.FIRST_ID, old.id).code,
        refusal_of(lambda: portal.documents.remove(actor, old.id)).code,
    ]

    assert codes == [*["document_not_expected"] * 4, "not_found"]
    assert portal.everything() == before
    assert portal.documents.file(actor, old.id)[0] == b"scan of first_id"


@pytest.mark.clause("3.5")
def test_answers_stay_as_they_were_sent_while_documents_are_asked_for(asked):
    portal, actor, application, _ = asked
    before = portal.everything()

    refusals = [
        refusal_of(
            lambda: portal.enrolment.answer(actor, application.id, "given_names", {"given_names": "A"})
        ),
        refusal_of(lambda: portal.enrolment.print_form(actor, application.id, "en")),
    ]

    assert [refusal.code for refusal in refusals] == ["not_open", "not_open"]
    assert portal.everything() == before


@pytest.mark.clause("3.6")
def test_nothing_returns_before_every_document_asked_for_is_there(asked):
    portal, actor, application, _ = asked
    give(portal, actor, application, portal.enrolment.look(actor, application.id).slots[0])

    refusal = refusal_of(lambda: portal.enrolment.submit(actor, application.id))

    assert (refusal.code, refusal.values) == ("documents_missing", {"missing": ["additional"]})


@pytest.mark.clause("3.5")
def test_what_was_given_may_be_replaced_and_taken_back_before_it_is_sent(asked):
    portal, actor, application, _ = asked
    slot = portal.enrolment.look(actor, application.id).slots[0]
    give(portal, actor, application, slot)
    better = give(portal, actor, application, slot, b"better copy")
    given = portal.enrolment.look(actor, application.id).slots[0].document

    portal.documents.remove(actor, better.id)

    after = portal.enrolment.look(actor, application.id)
    assert (given, after.slots[0].document) == (better, None)
    assert after.documents[DocumentKind.FIRST_ID].request_id is None


def test_the_copy_that_did_not_do_cannot_be_given_again(asked):
    portal, actor, application, _ = asked
    slot = portal.enrolment.look(actor, application.id).slots[0]

    assert (
        refusal_of(lambda: give(portal, actor, application, slot, b"scan of first_id")).code
        == "same_file_twice"
    )


@pytest.mark.clause("3.6")
def test_two_rounds_keep_every_submission_decision_and_file_and_return_to_the_officer_who_asked(asked):
    portal, actor, application, officer = asked
    rounds = []
    for mark in ("round two", "round three"):
        given = steps.give_what_is_asked(portal, actor, application, mark)
        submission = portal.enrolment.submit(actor, application.id)
        rounds.append((given, submission))
        row = portal.queues.look(officer, View("open")).page.rows[0]
        assert (row.id, row.round, row.officer_id) == (
            application.id, submission.number, officer.account_id,
        )  # fmt: skip
        if mark == "round two":
            steps.decide(portal, officer, application, REQUIRED)
    steps.decide(portal, officer, application)

    seen = portal.enrolment.look(actor, application.id)
    assert [it.outcome for it in seen.decisions] == ["documents_required", "documents_required", "approved"]
    assert [submission.number for _, submission in rounds] == [2, 3]
    for given, submission in rounds:
        assert {str(row.id) for row in given} <= set(submission.document_ids)
        assert [portal.documents.file(officer, row.id)[0] for row in given] != []
    assert len(rounds[1][1].document_ids) == 3 + 2 + 2
    letters = [row.letter for row in portal.kept(Message)]
    assert letters == [
        "submitted", "documents_required", "returned", "documents_required", "returned", "approved",
    ]  # fmt: skip
    names = [event.name for event in portal.kept(Event, subject_id=application.id, order="number")]
    assert names.count("application.returned") == names.count("application.sent_back_for_documents") == 2


@pytest.mark.clause("3.6")
def test_submitting_a_round_again_changes_nothing(asked):
    portal, actor, application, _ = asked
    steps.give_what_is_asked(portal, actor, application)
    first = portal.enrolment.submit(actor, application.id)
    before = portal.everything()

    assert portal.enrolment.submit(actor, application.id) == first
    assert portal.everything() == before


@pytest.mark.clause("3.6")
def test_the_receipt_of_a_round_names_the_additional_document_by_its_own_name(asked):
    portal, actor, application, _ = asked
    steps.give_what_is_asked(portal, actor, application)
    portal.enrolment.submit(actor, application.id)

    assert b"Preuve de nom" in portal.enrolment.receipt(actor, application.reference, "fr")[0]


def test_a_request_is_found_by_part_of_anything_it_bears_and_one_letter_off_only_where_nothing_is(approved):
    portal, _, application, _, officer = approved

    found = [
        [row.application.id for row in portal.casework.find(officer, sought)]
        for sought in (
            f" {application.reference.lower()} ",
            "nunez o'brien ZOE",
            "Zoé Ñuñez O’Brien",
            "Zoé",
            application.reference[4:8],
            "zoe@example",
            "Nunes zoe",
            "Nunas zoe",
            "",
        )
    ]

    assert found == [[application.id]] * 7 + [[]] * 2
    with pytest.raises(NotFoundError):
        portal.casework.named(officer, "Zoé")
    assert portal.casework.named(officer, f" {application.reference.lower()} ") == application.id
    assert portal.casework.find(officer, application.reference)[0].pin == "good"
