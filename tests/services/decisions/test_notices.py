"""Notice before refusal: reasons that can be mended are told, answered, and only then decided."""

from datetime import date

import pytest

from core.domain.accounts.identity import PORTAL_ITSELF
from core.domain.application.application import (
    Application,
    Decision,
    DocumentKind,
    DocumentRequest,
    Event,
    EventValues,
    Message,
    Outcome,
    State,
)
from core.domain.application.outcome_draft import Draft
from core.domain.application.proceedings import Notice, NoticeAnswer
from core.domain.decisions.office_practice import Practice
from core.domain.desk.request_age import age
from core.domain.desk.view import View
from core.domain.errors import (
    DocumentRefusedError,
    MalformedAnswerError,
    NotFoundError,
    StaleError,
    StateError,
)
from core.domain.rules.rules import Judgement
from tests.services import steps
from tests.services.doubles import portal_of_memory
from tests.services.refusals import refusal_of
from tests.services.registers_of import keep_register

OFFICE = Practice(by_reason=False, first_decisions=0, percent=0)
REASONS = (("second_id_not_valid", "C’est une carte bancaire."), ("name_differs", ""))
DRAFT = Draft(Outcome.REFUSED, reasons=REASONS)
LAST_DAY = date(2026, 3, 12)
"""Eight working days after Monday 2 March."""


def rows(portal, actor, queue):
    return [it.id for it in portal.queues.look(actor, View(queue)).page.rows]


def newest(portal, kind, **equals):
    return portal.kept(kind, **equals)[-1]


def kept(portal):
    return portal.kept(Application)[0]


@pytest.fixture
def office(sent):
    """An office that gives notice: an applicant whose request was sent, and an officer."""
    portal, owner, application, officer = sent
    return portal.with_outside(practice=OFFICE), owner, application, officer


@pytest.fixture
def noticed(office):
    """The same, once notice was given; and the notice."""
    portal, owner, application, officer = office
    notice = portal.notices.give(officer, application.id, 1, DRAFT)
    return portal, owner, application, officer, notice


def slot_of_second_id(portal, owner, application):
    """Return where a new copy is asked for; the form beside it is for answers that change."""
    form, slot = portal.enrolment.look(owner, application.id).slots
    assert (form.kind, form.is_needed) == (DocumentKind.IMM5661, False)
    return slot


def copy_of_second_id(portal, owner, application, data=b"a driver's licence"):
    slot = slot_of_second_id(portal, owner, application)
    return portal.documents.attach(owner, application.id, slot.kind, "b.pdf", data, slot.request.id)


@pytest.mark.clause("3.2")
def test_a_notice_keeps_its_reasons_and_is_no_outcome(noticed):
    portal, owner, application, officer, notice = noticed

    assert portal.kept(Notice) == [notice]
    assert (notice.number, notice.round, notice.reason_codes, notice.officer_id, notice.answer_by) == (
        1, 1, ("second_id_not_valid", "name_differs"), officer.account_id, LAST_DAY,
    )  # fmt: skip
    assert portal.kept(Decision) == []
    after = kept(portal)
    assert (after.state, after.officer_id, after.answer_by) == (
        State.NOTICE_GIVEN, officer.account_id, LAST_DAY,
    )  # fmt: skip
    event = newest(portal, Event)
    assert (event.name, portal.kept(EventValues, id=event.id)[0].values) == (
        "application.notice_given", {"reasons": notice.reasons, "answer_by": "2026-03-12"},
    )  # fmt: skip
    assert portal.enrolment.look(owner, application.id).next_step == "notice"


@pytest.mark.clause("3.2", "3.3")
def test_the_e_mail_says_that_a_message_waits_and_the_message_says_the_reasons_in_both_languages(noticed):
    portal, owner, _, _, _ = noticed

    letter = steps.delivered(portal)

    read = {it: portal.correspondence.messages(owner, it)[0] for it in ("fr", "en")}
    library = portal.outside.library
    assert "12 mars 2026" in letter.text
    assert "March 12, 2026" in letter.text
    for code, _ in REASONS:
        text = library.reasons[code].text
        assert (text.fr in read["fr"].text, text.en in read["en"].text) == (True, True)
        assert (text.fr in letter.text, text.en in letter.text) == (False, False)
    assert "C’est une carte bancaire." in read["fr"].text
    assert read["fr"].leads_to == "notice"


def test_a_preview_is_what_then_waits_and_changes_nothing(office):
    portal, owner, application, officer = office
    before = portal.everything()

    preview = portal.notices.preview(officer, application.id, DRAFT)

    assert portal.everything() == before
    portal.notices.give(officer, application.id, 1, DRAFT)
    read = portal.correspondence.messages(owner, "fr")[0]
    assert (preview.subject, preview.text) == (read.subject, read.text)
    assert preview.letter.text == steps.delivered(portal).text


def test_a_reason_that_a_rule_proposes_says_how_to_mend_it(someone):
    portal, owner = someone
    portal = portal.with_outside(practice=OFFICE)
    card = {"second_id_kind": "credit_card", "second_id_shows": ["date_of_birth"]}
    application = steps.submitted(portal, owner, second_id=card)
    officer = steps.worker(portal)

    notice = portal.notices.give(officer, application.id, 1, DRAFT)

    assert [row["remedies"] for row in notice.reasons] == [["second_id"], []]
    remedy = portal.outside.rule_book.remedies["second_id"].text
    french, english = (portal.correspondence.messages(owner, it)[0].text for it in ("fr", "en"))
    assert f"Comment corriger : {remedy.fr}" in french
    assert f"How to fix it: {remedy.en}" in english


def test_the_clock_stops_while_the_applicant_may_answer(noticed):
    portal, owner, application, _, _ = noticed

    portal.clock.move(days=7)
    days = portal.outside.working_days
    assert (age(kept(portal), portal.outside.today(), days), kept(portal).clock_stopped_on) == (
        0, date(2026, 3, 2),
    )  # fmt: skip
    portal.notices.answer(owner, application.id, "Voici.")
    portal.clock.move(days=1)

    assert age(kept(portal), portal.outside.today(), days) == 1


def test_only_a_new_copy_of_what_the_reasons_are_about_may_be_given_and_need_not_be(noticed):
    portal, owner, application, _, notice = noticed
    seen = portal.enrolment.look(owner, application.id)

    slot = slot_of_second_id(portal, owner, application)
    assert (slot.kind, slot.request.decision_id, slot.request.may_stay_empty, slot.is_needed) == (
        DocumentKind.SECOND_ID, notice.id, True, False,
    )  # fmt: skip
    assert seen.missing_documents == ()
    refusals = [
        refusal_of(
            lambda kind=kind, request=request: portal.documents.attach(
                owner, application.id, kind, "a.pdf", b"planted", request
            )
        )
        for kind, request in (
            (DocumentKind.SECOND_ID, None),
            (DocumentKind.FIRST_ID, None),
            (DocumentKind.FIRST_ID, slot.request.id),
        )
    ]
    assert [(type(it), it.code) for it in refusals] == [(NotFoundError, "document_not_expected")] * 3
    again = refusal_of(lambda: copy_of_second_id(portal, owner, application, b"scan of second_id"))
    assert isinstance(again, DocumentRefusedError)


@pytest.mark.clause("3.6")
def test_an_answer_returns_the_request_to_the_officer_who_gave_notice_with_what_is_new(noticed):
    portal, owner, application, officer, notice = noticed
    other = steps.worker(portal, user_code="officiere")
    copy = copy_of_second_id(portal, owner, application)

    answer = portal.notices.answer(owner, application.id, "  Voici mon permis.  ")

    assert portal.kept(NoticeAnswer) == [answer]
    assert (answer.notice_id, answer.text) == (notice.id, "Voici mon permis.")
    assert (rows(portal, officer, "returned"), rows(portal, other, "returned")) == ([application.id], [])
    assert rows(portal, other, "to_take") == rows(portal, officer, "waiting") == []
    after = kept(portal)
    assert (after.state, after.mark, after.round, after.answer_by) == (
        State.SUBMITTED, "notice_answered", 2, None,
    )  # fmt: skip
    case = portal.casework.open_case(officer, application.id)
    assert case.seen.asked_last == notice.id
    assert [it.id for it in case.seen.given if it.request_id] == [copy.id]
    assert case.seen.proceedings.answer_to(notice) == answer
    assert [it.letter for it in portal.kept(Message)] == ["submitted", "notice", "answered"]
    assert [it.number for it in portal.kept(Judgement)] == [1, 2]


def test_an_empty_answer_is_not_sent_a_copy_alone_is(noticed):
    portal, owner, application, _, _ = noticed
    before = portal.everything()

    refusals = [
        refusal_of(lambda text=text: portal.notices.answer(owner, application.id, text))
        for text in (" \n ", "x" * 4001)
    ]

    assert [it.fields for it in refusals] == [
        {"answer": "notice_answer_needed"}, {"answer": "text_over_4000"},
    ]  # fmt: skip
    assert portal.everything() == before
    copy_of_second_id(portal, owner, application)
    assert portal.notices.answer(owner, application.id, "").text == ""


def test_an_answer_is_given_once(noticed):
    portal, owner, application, _, _ = noticed
    portal.notices.answer(owner, application.id, "Voici.")
    before = portal.everything()

    refusal = refusal_of(lambda: portal.notices.answer(owner, application.id, "Encore."))

    assert (type(refusal), refusal.code) == (StateError, "not_open")
    assert portal.everything() == before


def test_the_last_day_counts_whole_and_the_day_after_it_is_too_late(noticed):
    portal, owner, application, _, _ = noticed
    slot = slot_of_second_id(portal, owner, application)
    portal.clock.move(days=10, hours=13, minutes=59)  # the clocks change meanwhile
    portal.copy().notices.answer(owner, application.id, "À temps.")

    portal.clock.move(minutes=1)

    refusal = refusal_of(lambda: portal.notices.answer(owner, application.id, "Trop tard."))
    assert (refusal.code, refusal.values) == (
        "notice_over", {"reference": application.reference, "last_day": LAST_DAY},
    )  # fmt: skip
    late = refusal_of(
        lambda: portal.documents.attach(owner, application.id, slot.kind, "b.pdf", b"late", slot.request.id)
    )
    assert late.code == "notice_over"


@pytest.mark.parametrize("recorded", [False, True], ids=["before it is recorded", "once it is"])
def test_when_the_days_are_over_it_is_back_with_its_officer_whether_or_not_that_was_recorded(
    noticed, recorded
):
    portal, owner, application, officer, _ = noticed
    other = steps.worker(portal, user_code="officiere")
    portal.clock.move(days=11)
    if recorded:
        assert portal.oversight.run_due(PORTAL_ITSELF)["notices_over"] == 1
        assert portal.oversight.run_due(PORTAL_ITSELF)["notices_over"] == 0

    assert (rows(portal, officer, "returned"), rows(portal, other, "returned")) == ([application.id], [])
    assert rows(portal, officer, "waiting") == rows(portal, other, "to_take") == []
    assert portal.enrolment.look(owner, application.id).application.state is State.SUBMITTED
    assert portal.casework.case(officer, application.id).seen.application.state is State.SUBMITTED
    portal.claims.take(officer, application.id)
    steps.decide(portal, officer, application, draft=DRAFT)
    names = [it.name for it in portal.kept(Event, subject_id=application.id)]
    assert names.count("application.notice_over") == 1
    assert names.index("application.notice_over") < names.index("application.claimed")
    assert portal.oversight.verify_audit(PORTAL_ITSELF) == []


def test_the_next_of_a_queue_may_be_one_whose_days_are_over(noticed):
    portal, _, application, officer, _ = noticed
    portal.clock.move(days=11)

    assert portal.claims.take_next(officer, View("returned")).id == application.id
    assert rows(portal, officer, "mine") == [application.id]


# --- Refusing -------------------------------------------------------------------------------------------


@pytest.mark.clause("3.2")
def test_a_refusal_for_what_can_be_mended_needs_a_notice_or_a_word_on_why_not(office):
    portal, owner, application, officer = office
    before = portal.everything()

    refusals = [
        refusal_of(lambda: portal.casework.decide(officer, application.id, 1, DRAFT)),
        refusal_of(lambda: portal.casework.preview(officer, application.id, DRAFT)),
    ]

    assert [it.fields for it in refusals] == [{"without_notice": "without_notice_why_needed"}] * 2
    assert portal.everything() == before
    urgent = Draft(Outcome.REFUSED, reasons=REASONS, without_notice="  Fraude manifeste. ")
    decision = portal.casework.decide(officer, application.id, 1, urgent)
    assert decision.without_notice == "Fraude manifeste."
    portal.clock.move(minutes=3)
    letter = steps.delivered(portal)
    told = [letter.text, letter.html, *(it.text for it in portal.correspondence.messages(owner, "fr"))]
    assert not any("Fraude" in text for text in told)
    values = portal.kept(EventValues)[-1].values
    assert values["without_notice"] == "Fraude manifeste."


@pytest.mark.parametrize("answered", [True, False])
def test_after_a_notice_for_the_same_reasons_a_refusal_needs_no_more(noticed, answered):
    portal, owner, application, officer, _ = noticed
    if answered:
        portal.notices.answer(owner, application.id, "Voici.")
    else:
        portal.clock.move(days=11)

    decision = steps.decide(portal, officer, application, draft=DRAFT)

    assert (decision.outcome, decision.without_notice) == (Outcome.REFUSED, "")


def test_another_reason_that_can_be_mended_needs_a_notice_of_its_own(noticed):
    portal, owner, application, officer, _ = noticed
    portal.notices.answer(owner, application.id, "Voici.")
    wider = Draft(Outcome.REFUSED, reasons=(*REASONS, ("form_not_complete", "")))
    stage = portal.casework.case(officer, application.id).seen.stage

    refusal = refusal_of(lambda: portal.casework.decide(officer, application.id, stage, wider))
    second = portal.notices.give(officer, application.id, stage, wider)

    assert refusal.fields == {"without_notice": "without_notice_why_needed"}
    assert (second.number, second.round) == (2, 2)
    kinds = [it.kind for it in portal.kept(DocumentRequest, decision_id=second.id)]
    assert kinds == [DocumentKind.IMM5661, DocumentKind.SECOND_ID]
    assert [it.request.decision_id for it in portal.enrolment.look(owner, application.id).slots] == [
        second.id, second.id,
    ]  # fmt: skip


@pytest.mark.parametrize("code", ["licence_not_eligible", "documents_not_given"])
def test_what_cannot_be_mended_or_was_asked_for_already_is_refused_without_notice(office, code):
    portal, _, application, officer = office
    draft = Draft(Outcome.REFUSED, reasons=((code, ""),))

    refusal = refusal_of(lambda: portal.notices.give(officer, application.id, 1, draft))

    assert (type(refusal), refusal.fields) == (MalformedAnswerError, {"reasons": "notice_not_needed"})
    assert steps.decide(portal, officer, application, draft=draft).outcome is Outcome.REFUSED


def test_an_office_without_days_gives_no_notice_and_asks_for_no_word(sent):
    portal, _, application, officer = sent

    refusal = refusal_of(lambda: portal.notices.give(officer, application.id, 1, DRAFT))

    assert refusal.fields == {"reasons": "notice_not_needed"}
    assert steps.decide(portal, officer, application, draft=DRAFT).outcome is Outcome.REFUSED


@pytest.mark.parametrize(
    ("reasons", "fields"),
    [((), {"reasons": "reason_needed"}), ((("other", " "),), {"other": "reason_text_needed"})],
)
def test_a_notice_without_reasons_is_not_given(office, reasons, fields):
    portal, _, application, officer = office
    draft = Draft(Outcome.REFUSED, reasons=reasons)

    refusal = refusal_of(lambda: portal.notices.preview(officer, application.id, draft))

    assert refusal.fields == fields


def test_the_second_of_two_officers_gives_no_second_notice(noticed):
    portal, _, application, _, _ = noticed
    other = steps.worker(portal, user_code="officiere")
    before = portal.everything()

    verbs = [
        lambda: portal.notices.give(other, application.id, 1, DRAFT),
        lambda: portal.casework.decide(other, application.id, 1, Draft(Outcome.APPROVED)),
    ]

    refusals = [refusal_of(verb) for verb in verbs]
    assert [(type(it), it.code) for it in refusals] == [(StaleError, "changed_meanwhile")] * 2
    assert portal.everything() == before


def test_while_the_applicant_may_answer_nobody_decides(noticed):
    portal, _, application, officer, _ = noticed
    stage = portal.casework.case(officer, application.id).seen.stage

    for outcome in Outcome:
        refusal = refusal_of(
            lambda outcome=outcome: portal.casework.decide(
                officer, application.id, stage, steps.DRAFTS[outcome]
            )
        )
        assert (type(refusal), refusal.code) in (
            (StateError, "not_open"),
            (MalformedAnswerError, "malformed_answer"),
        )


@pytest.mark.clause("2.4", "3.2")
def test_a_notice_opens_the_answers_it_names_and_no_other():
    portal = portal_of_memory(practice=OFFICE)
    keep_register(portal, "CICC", ("R900012", "Fictif", "Gaston", "active"))
    owner = steps.applicant(portal)
    application = steps.submitted(portal, owner)
    officer = steps.worker(portal)
    differs = Draft(Outcome.REFUSED, reasons=(("name_differs", ""),))
    notice = portal.notices.give(officer, application.id, 1, differs)

    closed = refusal_of(
        lambda: portal.enrolment.answer(owner, application.id, "family_name", {"family_name": "Fictif"})
    )
    using = {"register_name_differs": True, "register_name": "Gaston Fictif"}
    portal.enrolment.answer(owner, application.id, "register_name", using)
    printed = portal.enrolment.print_form(owner, application.id, "fr", all_the_same=True)
    seen = portal.enrolment.look(owner, application.id)
    portal.notices.answer(owner, application.id, "")
    sent = portal.enrolment.look(owner, application.id)

    assert (notice.questions, closed.code) == (("register_name",), "question_not_opened")
    assert ([slot.kind for slot in seen.slots], seen.is_printed, printed.number) == (["imm5661"], True, 2)
    assert sent.submission.answers["register_name"] == using
    assert sent.application.state is State.SUBMITTED


@pytest.mark.clause("2.17", "3.2")
def test_a_copied_request_asks_again_what_failed_with_the_reason(portal):
    owner = steps.applicant(portal)
    card = {"second_id_kind": "credit_card", "second_id_shows": ["signature"]}
    old = steps.submitted(portal, owner, second_id=card)
    steps.decide(portal, steps.worker(portal), old, Outcome.REFUSED,
                 Draft(Outcome.REFUSED, reasons=(("second_id_not_valid", ""),)))  # fmt: skip

    copy = portal.enrolment.open_application(owner, old.id)
    again = portal.judgements.reopened(owner, copy.id)

    seen = portal.enrolment.look(owner, copy.id)
    assert set(old_answers := portal.enrolment.look(owner, old.id).answers) - set(seen.answers) == {
        "second_id"
    }
    assert (list(again), again["second_id"].value) == (["second_id"], old_answers["second_id"])
    assert [text.en[:44] for text in again["second_id"].why] == [
        "The second document is a credit or bank card"
    ]
