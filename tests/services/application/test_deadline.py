"""The portal on its own clock: reminders, expiry, letters, sweeping."""

from datetime import UTC, date, datetime, timedelta

import pytest

from core.domain.accounts.identity import PORTAL_ITSELF, PartnerAttempt, Ticket
from core.domain.accounts.tries import Tries
from core.domain.application.application import Answer, Application, Event, EventValues, Message, State
from core.services.operations.timed_work import due_reminder
from tests.services import steps
from tests.services.refusals import refusal_of


def letters(portal):
    return [row.letter for row in portal.kept(Message)]


def run(portal):
    return portal.oversight.run_due(PORTAL_ITSELF)


@pytest.mark.clause("2.17")
@pytest.mark.parametrize(("left", "due"), [(14, 14), (8, 14), (7, 7), (3, 7), (2, 2), (1, 2), (0, 2)])
def test_the_reminder_due_is_the_nearest_one_not_yet_passed(left, due):
    assert due_reminder(left) == due


@pytest.mark.clause("2.17")
def test_a_clock_that_never_sleeps_reminds_at_14_7_and_2_days_once_each_and_then_expires(someone):
    portal, actor = someone
    application = steps.answered(portal, actor)
    told = {}
    for _ in range(34 * 4):
        seen = len(letters(portal))
        run(portal)
        for letter in letters(portal)[seen:]:
            told[letter] = (application.last_day - portal.outside.today()).days
        portal.clock.move(hours=6)

    assert told == {"reminder_14": 14, "reminder_7": 7, "reminder_2": 2, "expired": -1}
    assert letters(portal) == list(told)


@pytest.mark.clause("2.17")
@pytest.mark.parametrize(
    ("slept", "expected"),
    [
        (15, []),
        (16, ["reminder_14"]),
        (20, ["reminder_14"]),
        (23, ["reminder_7"]),
        (25, ["reminder_7"]),
        (28, ["reminder_2"]),
        (30, ["reminder_2"]),
        (31, ["expired"]),
        (90, ["expired"]),
    ],
)
def test_a_portal_that_slept_sends_only_the_nearest_reminder(someone, slept, expected):
    portal, actor = someone
    steps.opened(portal, actor)
    portal.clock.move(days=slept)

    run(portal)
    run(portal)

    assert letters(portal) == expected


@pytest.mark.clause("2.17")
def test_a_reminder_is_an_event_and_tells_the_days_in_the_language_of_correspondence(someone):
    portal, actor = someone
    application = steps.answered(portal, actor, language={"correspondence_language": "en"})
    portal.clock.move(days=16)

    portal.oversight.remind(PORTAL_ITSELF)

    message = portal.kept(Message)[0]
    assert message.told == {
        "reference": application.reference, "days": "14", "last_day": "2026-04-01",
        "submitted_on": "2026-03-18",
    }  # fmt: skip
    assert (message.language, message.address, message.account_id) == (
        "en",
        "zoe@example.ca",
        actor.account_id,
    )
    event = portal.kept(Event)[-1]
    assert (event.name, event.role, event.subject_id) == ("application.reminded", "portal", application.id)
    assert portal.kept(EventValues, id=event.id)[0].values == {"letter": "reminder_14"}


@pytest.mark.clause("2.17")
@pytest.mark.parametrize(
    ("instant", "state"),
    [("2026-04-02T06:59:59Z", State.OPEN), ("2026-04-02T07:00:00Z", State.EXPIRED)],
)
def test_a_request_expires_once_its_last_day_has_ended_everywhere_in_canada(someone, instant, state):
    portal, actor = someone
    steps.opened(portal, actor)
    portal.clock.instant = datetime.fromisoformat(instant).astimezone(UTC)

    portal.oversight.expire(PORTAL_ITSELF)

    assert portal.kept(Application)[0].state is state


@pytest.mark.clause("2.17")
def test_expiry_is_recorded_once_with_its_event_and_message_and_erases_no_answer(someone):
    portal, actor = someone
    application = steps.answered(portal, actor)
    portal.clock.move(days=31)
    answers = portal.kept(Answer)

    first, again = portal.oversight.expire(PORTAL_ITSELF), portal.oversight.expire(PORTAL_ITSELF)

    assert (first, again, letters(portal)) == (1, 0, ["expired"])
    event = portal.kept(Event)[-1]
    assert (event.name, event.role) == ("application.expired", "portal")
    assert portal.kept(EventValues, id=event.id)[0].values == {"last_day": "2026-04-01"}
    assert portal.kept(Answer) == answers
    refusal = refusal_of(
        lambda: portal.enrolment.answer(actor, application.id, "given_names", {"given_names": "A"})
    )
    assert refusal.code == "not_open"


@pytest.mark.clause("2.17")
def test_a_submitted_request_is_neither_reminded_nor_expired(almost):
    portal, actor, application = almost
    portal.enrolment.submit(actor, application.id)
    for _ in range(40):
        portal.clock.move(days=1)
        run(portal)

    assert letters(portal) == ["submitted"]
    assert portal.kept(Application)[0].state is State.SUBMITTED


def test_what_was_done_is_told_in_numbers(someone):
    portal, actor = someone
    steps.answered(portal, actor)
    portal.clock.move(days=31)

    kinds = (
        "expired",
        "reminded",
        "notices_over",
        "placed",
        "moved",
        "delivered",
        "drafts_forgotten",
        "published",
        "swept",
    )
    nothing = dict.fromkeys(kinds, 0)
    assert run(portal) == nothing | {"expired": 1, "delivered": 1}
    assert run(portal) == nothing


def test_spent_words_and_old_wrong_tries_are_swept_and_nothing_else(portal):
    steps.register(portal)
    portal.credentials.sign_in("zoetrope", steps.PASSWORD)
    refusal_of(lambda: portal.credentials.sign_in("nobodyhere", "Wrong-pass1"))
    attempt = PartnerAttempt(
        id=portal.outside.new_id(), partner="boreal", state_digest="s", nonce="n", verifier="v",
        started_at=portal.clock.now(),
    )  # fmt: skip
    portal.credentials.keep_attempt(attempt)
    left = []
    for delta in (timedelta(seconds=30), timedelta(seconds=1), timedelta(hours=8), timedelta(days=7)):
        portal.clock.instant += delta
        run(portal)
        left.append(tuple(len(portal.kept(kind)) for kind in (Ticket, PartnerAttempt, Tries)))

    # at the door of this place, and those where tries in a row and in an hour are counted
    assert left == [(1, 1, 3), (0, 1, 3), (0, 0, 3), (0, 0, 0)]


@pytest.mark.clause("2.17")
def test_the_last_day_is_open_until_it_has_ended_everywhere_in_canada(portal):
    actor = steps.applicant(portal)
    application = steps.ready(portal, actor)
    # April 1 has ended in Toronto at 4:00, and ends on the Pacific coast at 7:00, of April 2
    portal.clock.instant = datetime(2026, 4, 2, 6, 59, tzinfo=UTC)
    expired_early = portal.oversight.expire(PORTAL_ITSELF)

    submission = portal.enrolment.submit(actor, application.id)

    assert (application.last_day, expired_early) == (date(2026, 4, 1), 0)
    assert submission.submitted_at == portal.clock.instant


@pytest.mark.clause("2.17")
def test_once_the_last_day_has_ended_everywhere_nothing_can_be_sent(portal):
    actor = steps.applicant(portal)
    application = steps.ready(portal, actor)
    portal.clock.instant = datetime(2026, 4, 2, 7, 1, tzinfo=UTC)

    refusal = refusal_of(lambda: portal.enrolment.submit(actor, application.id))

    assert refusal.code == "expired"
