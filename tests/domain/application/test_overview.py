"""One application as a screen shows it: days left, next step, what counts."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from core.domain.application.application import (
    EXPECTED,
    Answer,
    Application,
    Decision,
    Document,
    DocumentKind,
    DocumentRemoval,
    DocumentRequest,
    Outcome,
    Print,
    Screening,
    State,
    Submission,
)
from core.domain.application.days import days_left, is_past_its_time, local_day
from core.domain.application.overview import by_kind, current_answers, documents_that_count, overview
from tests.domain.typed import TODAY, kept

ID, NOON = UUID(int=1), datetime(2026, 3, 8, 17, tzinfo=UTC)
TORONTO = ZoneInfo("America/Toronto")


def application(state=State.OPEN, opened_on=TODAY):
    return Application(
        id=ID, account_id=UUID(int=2), reference="RRA-2222-2222", state=state, opened_on=opened_on,
        opened_at=NOON, last_day=opened_on + timedelta(days=30),
    )  # fmt: skip


def said(question, value, number=1):
    return Answer(id=UUID(int=number), application_id=ID, question=question, value=value, answered_at=NOON)


def document(kind, number=1, request=None):
    return Document(
        id=UUID(int=number), application_id=ID, kind=kind, file_name="a.pdf", media_type="application/pdf",
        size=1, pages=1, sha256=str(number), vault_key="k", given_at=NOON + timedelta(minutes=number),
        request_id=request.id if request else None,
    )  # fmt: skip


def decision(number, outcome=Outcome.DOCUMENTS_REQUIRED):
    return Decision(
        id=UUID(int=50 + number), application_id=ID, number=number, outcome=outcome, reasons=[],
        officer_id=UUID(int=5), decided_at=NOON,
    )  # fmt: skip


def asked(of, kind, number, again=False):
    return DocumentRequest(
        id=UUID(int=70 + number), application_id=ID, decision_id=of.id, kind=kind, again=again, name="",
        reason="because", asked_at=NOON,
    )  # fmt: skip


def printing(digest, number=1):
    return Print(
        id=UUID(int=number), application_id=ID, number=number, digest=digest, language="fr",
        printed_at=NOON, pages=2, places=[], vault_key="k", sha256="0",
    )  # fmt: skip


def whole(content, state=State.OPEN, today=TODAY, answers=None, **papers):
    rows = [said(id, value) for id, value in (answers or kept(content)).items()]
    seen = overview(content, application(state), rows, today)
    return type(seen)(**{**seen.__dict__, **papers})


@pytest.mark.clause("2.17")
@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2026-03-08T04:59:59Z", date(2026, 3, 7)),
        ("2026-03-08T05:00:00Z", date(2026, 3, 8)),
        ("2026-03-09T03:59:59Z", date(2026, 3, 8)),
        ("2026-03-09T04:00:00Z", date(2026, 3, 9)),
        ("2026-11-01T03:59:59Z", date(2026, 10, 31)),
        ("2026-11-01T04:00:00Z", date(2026, 11, 1)),
        ("2026-11-02T04:59:59Z", date(2026, 11, 1)),
        ("2026-11-02T05:00:00Z", date(2026, 11, 2)),
    ],
)
def test_a_day_begins_and_ends_at_midnight_in_toronto_also_when_the_clocks_change(instant, day):
    assert local_day(datetime.fromisoformat(instant), TORONTO) == day


@pytest.mark.clause("2.17")
@pytest.mark.parametrize(("after", "left"), [(0, 30), (1, 29), (29, 1), (30, 0), (31, -1)])
def test_thirty_days_count_down_to_zero_on_the_last_day(after, left):
    today = TODAY + timedelta(days=after)

    assert days_left(application(), today) == left
    assert is_past_its_time(application(), today) is (left < 0)


@pytest.mark.clause("2.17")
@pytest.mark.parametrize("state", [State.SUBMITTED, State.EXPIRED])
def test_only_an_open_application_runs_out(state):
    assert is_past_its_time(application(state), TODAY + timedelta(days=99)) is False


def test_the_newest_answer_counts_and_a_withdrawn_one_does_not():
    rows = [
        said("regulator", {"regulator": "LSO"}),
        said("licence", {"licence": "lawyer"}, 2),
        said("regulator", {"regulator": "BQ"}, 3),
        said("licence", None, 4),
    ]

    assert current_answers(rows) == ({"regulator": {"regulator": "BQ"}}, ("licence",))


def test_an_answer_given_again_after_its_withdrawal_counts():
    rows = [said("licence", None), said("licence", {"licence": "student"}, 2)]

    assert current_answers(rows) == ({"licence": {"licence": "student"}}, ())


@pytest.mark.clause("2.14")
def test_the_newest_file_of_a_kind_counts_until_it_is_taken_back():
    first, second = document(DocumentKind.FIRST_ID, 1), document(DocumentKind.FIRST_ID, 2)
    other = document(DocumentKind.SECOND_ID, 3)
    removal = DocumentRemoval(id=UUID(int=9), application_id=ID, document_id=second.id, removed_at=NOON)

    assert documents_that_count([first, second, other], []) == (second, other)
    assert by_kind((second, other)) == {DocumentKind.FIRST_ID: second, DocumentKind.SECOND_ID: other}
    assert documents_that_count([first, second, other], [removal]) == (other,)


@pytest.mark.clause("3.5")
def test_a_new_copy_stands_beside_the_one_it_was_asked_for_and_counts_in_its_place():
    request = asked(decision(1), DocumentKind.FIRST_ID, 1, again=True)
    former, copy = document(DocumentKind.FIRST_ID, 1), document(DocumentKind.FIRST_ID, 2, request)
    removal = DocumentRemoval(id=UUID(int=9), application_id=ID, document_id=copy.id, removed_at=NOON)

    assert documents_that_count([former, copy], []) == (former, copy)
    assert by_kind((former, copy)) == {DocumentKind.FIRST_ID: copy}
    assert documents_that_count([former, copy], [removal]) == (former,)


@pytest.mark.clause("3.4", "3.5")
def test_only_what_the_latest_decision_asks_for_is_to_be_given(content):
    first, second = decision(1), decision(2)
    old = asked(first, DocumentKind.SECOND_ID, 1, again=True)
    copy, more = (
        asked(second, DocumentKind.FIRST_ID, 2, again=True),
        asked(second, DocumentKind.ADDITIONAL, 3),
    )
    given = document(DocumentKind.ADDITIONAL, 4, more)
    papers = {
        "decisions": (first, second), "requests": (old, copy, more), "documents": {},
        "given": (document(DocumentKind.FIRST_ID), document(DocumentKind.SECOND_ID, 2, old), given),
    }  # fmt: skip

    waiting = whole(content, State.DOCUMENTS_REQUIRED, **papers)

    slots = [(slot.request, slot.document, slot.state) for slot in waiting.slots]
    assert slots == [(copy, None, "requested_again"), (more, given, "attached")]
    assert (waiting.missing_documents, waiting.next_step) == ((DocumentKind.FIRST_ID,), "documents")
    assert whole(content, State.SUBMITTED, **papers).asked_now == ()


@pytest.mark.parametrize(("again", "state"), [(True, "requested_again"), (False, "not_provided")])
@pytest.mark.clause("3.5")
def test_a_document_asked_for_says_whether_it_was_given_before(content, again, state):
    first = decision(1)
    papers = {"decisions": (first,), "requests": (asked(first, DocumentKind.FIRST_ID, 1, again),)}

    assert [slot.state for slot in whole(content, State.DOCUMENTS_REQUIRED, **papers).slots] == [state]


def test_what_an_officer_has_seen_is_outdated_by_each_submission_and_each_decision(content):
    sent = whole(content, State.SUBMITTED)
    once, twice = (application(State.SUBMITTED).model_copy(update={"round": it}) for it in (1, 2))
    stages = [
        type(sent)(**{**sent.__dict__, "application": it, "decisions": decisions}).stage
        for it, decisions in ((once, ()), (once, (decision(1),)), (twice, (decision(1),)))
    ]

    assert stages == [1, 2, 3]


@pytest.mark.clause("2.11", "2.12", "2.13")
def test_the_next_step_follows_what_is_done(content):
    answers = kept(content)
    digest = whole(content).digest
    one, every = [{kind: document(kind) for kind in kinds} for kinds in (["first_id"], EXPECTED)]
    some = {"family_name": answers["family_name"]}

    steps = [
        whole(content, answers=some).next_step,
        whole(content).next_step,
        whole(content, prints=(printing("other"),)).next_step,
        whole(content, prints=(printing(digest),)).next_step,
        whole(content, prints=(printing(digest),), documents=one).next_step,
        whole(content, prints=(printing(digest),), documents=every).next_step,
        whole(content, prints=(printing("other"),), documents=every).next_step,
    ]

    assert steps == ["question", "review", "form", "form", "documents", "documents", "form"]


def test_a_request_no_longer_open_leads_home_or_to_its_confirmation(content):
    sent = Submission(
        id=ID, application_id=ID, number=1, answers={}, answers_digest="d", documents={}, document_ids=[],
        print_number=1, submitted_at=NOON,
    )  # fmt: skip

    assert whole(content, State.SUBMITTED, submission=sent).next_step == "confirmation"
    assert whole(content, State.EXPIRED).next_step == "home"
    assert whole(content, today=TODAY + timedelta(days=31)).next_step == "home"


@pytest.mark.clause("2.17")
@pytest.mark.parametrize(
    ("state", "after", "is_open", "has_expired"),
    [
        (State.OPEN, 0, True, False),
        (State.OPEN, 30, True, False),
        (State.OPEN, 31, False, True),
        (State.EXPIRED, 0, False, True),
        (State.SUBMITTED, 0, False, False),
        (State.SUBMITTED, 99, False, False),
    ],
)
def test_a_screen_knows_that_a_request_ran_out_before_that_is_recorded(
    content, state, after, is_open, has_expired
):
    seen = whole(content, state, TODAY + timedelta(days=after))

    assert (seen.is_open, seen.has_expired) == (is_open, has_expired)


@pytest.mark.clause("2.12")
def test_a_print_counts_while_it_bears_the_current_answers(content):
    digest = whole(content).digest

    assert whole(content, prints=(printing(digest),)).is_printed is True
    assert whole(content, prints=(printing(digest), printing("other", 2))).is_printed is False
    assert whole(content).is_printed is False


@pytest.mark.clause("2.15")
def test_the_documents_still_missing_are_named_in_order(content):
    one = {DocumentKind.FIRST_ID: document(DocumentKind.FIRST_ID)}

    assert whole(content).missing_documents == ("imm5661", "first_id", "second_id")
    assert whole(content, documents=one).missing_documents == ("imm5661", "second_id")


@pytest.mark.clause("2.1")
@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ((None, None, None), "ask_pin"),
        ((True, None, None), "pin"),
        ((False, None, None), "ask_institution"),
        ((False, True, None), "institution"),
        ((False, False, None), "ask_representative"),
        ((False, False, False), "other_service"),
        ((False, False, True), "account"),
        ((True, False, True), "pin"),
        ((None, False, True), "ask_pin"),
    ],
)
def test_the_screening_questions_lead_to_an_account_only_by_no_no_yes(answers, outcome):
    names = ("has_pin", "is_institution", "is_representative")

    assert Screening(**dict(zip(names, answers, strict=True))).outcome() == outcome
