"""Submitting: everything frozen at once, once, and in time."""

import json
from datetime import UTC, datetime

import pytest

from core.domain.application.application import (
    Application,
    Document,
    DocumentKind,
    Event,
    EventValues,
    Message,
    Print,
    State,
    Submission,
)
from core.domain.errors import NotFoundError, StateError
from core.domain.rules.rules import Judgement
from tests.services import steps
from tests.services.refusals import refusal_of


def submit(portal, actor, application):
    return portal.enrolment.submit(actor, application.id)


@pytest.mark.clause("2.15")
def test_submission_freezes_answers_and_documents_and_tells_the_applicant(almost):
    portal, actor, application = almost
    seen = portal.enrolment.look(actor, application.id)

    submission = submit(portal, actor, application)

    assert portal.kept(Submission) == [submission]
    assert submission.answers == seen.answers
    assert (submission.number, submission.answers_digest, submission.print_number) == (1, seen.digest, 1)
    assert submission.documents == {str(kind): row.sha256 for kind, row in seen.documents.items()}
    assert submission.document_ids == [str(row.id) for row in portal.kept(Document)]
    sent = portal.kept(Application)[0]
    assert (sent.state, sent.submitted_at) == (State.SUBMITTED, portal.clock.instant)
    event = portal.kept(Event)[-1]
    assert (event.name, portal.kept(EventValues, id=event.id)[0].values) == (
        "application.submitted",
        {
            "answers": submission.answers_digest,
            "documents": submission.documents,
            "edition": 1,
            "verdicts": list(portal.kept(Judgement)[0].verdicts),
        },
    )
    message = portal.kept(Message)[0]
    assert (message.letter, message.state, message.language, message.address) == (
        "submitted", "queued", "fr", "zoe@example.ca",
    )  # fmt: skip
    assert portal.enrolment.look(actor, application.id).next_step == "confirmation"


@pytest.mark.clause("2.15")
def test_submitting_again_gives_the_same_submission_one_message_and_one_event(almost):
    portal, actor, application = almost
    first = submit(portal, actor, application)
    before = portal.everything()
    portal.clock.move(days=40)

    assert submit(portal, actor, application) == first
    assert portal.everything() == before


@pytest.mark.clause("2.15")
def test_nothing_is_submitted_while_an_answer_is_missing(someone):
    portal, actor = someone
    application = steps.opened(portal, actor)

    assert_refused(portal, actor, application, "answers_missing", {})


@pytest.mark.clause("2.15")
def test_nothing_is_submitted_before_the_form_is_printed(someone):
    portal, actor = someone
    application = steps.answered(portal, actor)

    assert_refused(portal, actor, application, "print_missing", {})


@pytest.mark.clause("2.12", "2.15")
def test_nothing_is_submitted_on_an_outdated_print(almost):
    portal, actor, application = almost
    portal.enrolment.answer(actor, application.id, "given_names", {"given_names": "Anne"})

    assert_refused(portal, actor, application, "print_outdated", {})


@pytest.mark.clause("2.15")
@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ((), ["imm5661", "first_id", "second_id"]),
        (("imm5661", "first_id"), ["second_id"]),
        (("first_id", "second_id"), ["imm5661"]),
    ],
)
def test_nothing_is_submitted_while_a_document_is_missing(someone, given, missing):
    portal, actor = someone
    application = steps.printed(portal, actor)
    steps.give_documents(portal, actor, application, tuple(map(DocumentKind, given)))

    assert_refused(portal, actor, application, "documents_missing", {"missing": missing})


def assert_refused(portal, actor, application, code, values):
    before = portal.everything()

    refusal = refusal_of(lambda: submit(portal, actor, application))

    assert (type(refusal), refusal.code, refusal.values) == (StateError, code, values)
    assert portal.everything() == before


def test_nobody_submits_the_request_of_somebody_else(almost):
    portal, _, application = almost
    other = steps.applicant_by_partner(portal)
    before = portal.everything()

    refusal = refusal_of(lambda: submit(portal, other, application))

    assert (type(refusal), refusal.code) == (NotFoundError, "not_found")
    assert portal.everything() == before


@pytest.mark.clause("2.15")
def test_answers_of_a_submitted_request_stay_as_they_were_sent(almost):
    portal, actor, application = almost
    submit(portal, actor, application)
    before = portal.everything()

    refusals = [
        refusal_of(
            lambda: portal.enrolment.answer(actor, application.id, "given_names", {"given_names": "A"})
        ),
        refusal_of(lambda: portal.enrolment.print_form(actor, application.id, "en")),
    ]

    assert [(type(refusal), refusal.code) for refusal in refusals] == [(StateError, "not_open")] * 2
    assert portal.everything() == before


@pytest.mark.clause("2.17")
@pytest.mark.parametrize(
    ("opened", "last_moment", "too_late"),
    [
        # opened in winter, ends in summer time: midnight is at 07:00 UTC on the Pacific coast
        ("2026-03-02T17:00:00Z", "2026-04-02T06:59:59Z", "2026-04-02T07:00:00Z"),
        # the last day is the one the clocks go forward
        ("2026-02-06T17:00:00Z", "2026-03-09T06:59:59Z", "2026-03-09T07:00:00Z"),
        # the last day is the one the clocks go back
        ("2026-10-02T17:00:00Z", "2026-11-02T07:59:59Z", "2026-11-02T08:00:00Z"),
        # opened a minute before midnight in Toronto
        ("2026-06-02T03:59:00Z", "2026-07-02T06:59:59Z", "2026-07-02T07:00:00Z"),
        # opened at midnight in Toronto
        ("2026-06-02T04:00:00Z", "2026-07-03T06:59:59Z", "2026-07-03T07:00:00Z"),
    ],
)
def test_the_last_minute_of_the_last_day_anywhere_in_canada_is_in_time(portal, opened, last_moment, too_late):
    portal.clock.instant = datetime.fromisoformat(opened).astimezone(UTC)
    steps.applicant(portal)
    actor = steps.actor_of(portal, steps.token_of(portal))
    application = steps.ready(portal, actor)
    late = portal.copy()
    late.clock.instant = datetime.fromisoformat(too_late)
    portal.clock.instant = datetime.fromisoformat(last_moment)

    refusal = refusal_of(lambda: submit(late, actor, application))

    assert submit(portal, actor, application).submitted_at == portal.clock.instant
    assert (refusal.code, late.kept(Submission)) == ("expired", [])


@pytest.mark.clause("2.16")
def test_the_receipt_bears_the_applicants_name_the_reference_the_time_and_the_digests(almost):
    portal, actor, application = almost
    submission = submit(portal, actor, application)

    data, name = portal.enrolment.receipt(actor, application.reference, "fr")

    told = json.loads(data)
    values = [row["value"] for row in told["rows"]]
    assert (name, told["language"]) == (f"{application.reference}.pdf", "fr")
    assert values[:5] == [
        "Zoé Ñuñez O’Brien", application.reference,
        "2 mars 2026, 12\u00a0h\u00a000", "1", submission.answers_digest[:16],
    ]  # fmt: skip
    assert values[5:] == [digest[:16] for digest in submission.documents.values()]


@pytest.mark.clause("2.16")
def test_the_newest_receipt_is_named_by_its_own_reference(almost):
    portal, actor, application = almost
    submit(portal, actor, application)

    assert portal.enrolment.receipt(actor, "", "en")[1] == f"{application.reference}.pdf"


def test_there_is_no_receipt_before_submission_nor_for_somebody_else(almost):
    portal, actor, application = almost
    before = refusal_of(lambda: portal.enrolment.receipt(actor, application.reference, "fr"))
    submit(portal, actor, application)
    other = steps.applicant_by_partner(portal)

    after = refusal_of(lambda: portal.enrolment.receipt(other, application.reference, "fr"))

    assert (before.code, after.code) == ("not_found", "not_found")


def test_after_submission_another_request_may_be_opened(almost):
    portal, actor, application = almost
    submit(portal, actor, application)

    assert steps.opened(portal, actor).reference != application.reference
    assert len(portal.kept(Print)) == 1
