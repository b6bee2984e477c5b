"""Four security questions, one asked at each sign-in, few wrong answers."""

from dataclasses import replace

import pytest

from core.domain.accounts.identity import NEEDING_QUESTIONS, Role, SecurityQuestion, Session
from core.domain.application.application import Event
from core.domain.errors import LockedOutError, MalformedAnswerError, NotAllowedError
from tests.services import steps
from tests.services.refusals import refusal_of

REST = steps.SECURITY[1:]


@pytest.fixture
def asked(portal):
    """An officer who signs in again: a portal, her token, and who she is for now."""
    steps.worker(portal)
    token = steps.token_of(portal, "officier")
    return portal, token, steps.actor_of(portal, token)


def right(portal, actor):
    """Return the right answer to the question asked."""
    question = portal.security.question(actor)
    return dict(steps.SECURITY)[question]


@pytest.mark.clause("4.15")
@pytest.mark.parametrize("role", sorted(NEEDING_QUESTIONS - {Role.REPRESENTATIVE}))
def test_everybody_who_works_here_creates_four_questions_before_anything_else(portal, role):
    unproven = steps.unproven_worker(portal, role)
    token = steps.token_of(portal, "officier")
    before = portal.credentials.who_is(token)

    portal.security.set_questions(before.actor, steps.SECURITY)

    after = portal.credentials.who_is(token)
    assert (before.needs, before.actor.role, unproven.role) == (
        "security_setup", Role.UNPROVEN, Role.UNPROVEN,
    )  # fmt: skip
    assert (after.needs, after.actor.role) == ("", role)
    assert [(row.place, row.question) for row in portal.kept(SecurityQuestion, order="place")] == [
        (place, question) for place, (question, _) in enumerate(steps.SECURITY, 1)
    ]


@pytest.mark.clause("4.15")
@pytest.mark.parametrize(
    ("questions", "fields"),
    [
        (REST, {"question_4": "required"}),
        ((steps.SECURITY[1], *REST), {"question_2": "questions_must_differ"}),
        ((("", "Une réponse"), *REST), {"question_1": "required"}),
        ((("Une question?", " "), *REST), {"answer_1": "answer_too_short"}),
    ],
)
def test_four_different_questions_each_with_an_answer_are_needed(portal, questions, fields):
    unproven = steps.unproven_worker(portal)
    before = portal.everything()

    refusal = refusal_of(lambda: portal.security.set_questions(unproven, questions))

    assert (type(refusal), refusal.fields) == (MalformedAnswerError, fields)
    assert portal.everything() == before


def test_answers_are_kept_only_as_hashes(portal):
    steps.worker(portal)

    told = repr(portal.everything())
    assert [answer for answer in steps.SECURITY_ANSWERS if answer in told or answer.casefold() in told] == []


@pytest.mark.clause("4.15")
def test_each_later_sign_in_asks_one_question_which_reading_again_does_not_change(asked):
    portal, token, actor = asked

    questions = {portal.security.question(actor) for _ in range(12)}

    assert portal.credentials.who_is(token).needs == "security_question"
    assert len(questions) == 1
    assert questions < set(dict(steps.SECURITY))


def test_all_four_questions_are_asked_sooner_or_later(asked):
    portal, _, _ = asked
    seen = set()
    for _ in range(80):
        seen.add(portal.security.question(steps.actor_of(portal, steps.token_of(portal, "officier"))))

    assert seen == set(dict(steps.SECURITY))


@pytest.mark.clause("4.15")
@pytest.mark.parametrize("typed", [str, str.upper, lambda it: f"  {it} ", lambda it: it.replace("é", "e")])
def test_the_right_answer_lets_the_session_through_however_it_is_written(asked, typed):
    portal, token, actor = asked

    portal.security.answer(actor, typed(right(portal, actor)))

    visit = portal.credentials.who_is(token)
    assert (visit.needs, visit.actor.role) == ("", Role.OFFICER)
    assert portal.kept(Event)[-1].name == "security_question.answered"


def test_one_session_let_through_lets_no_other_through(asked):
    portal, _, actor = asked
    other = steps.token_of(portal, "officier")

    portal.security.answer(actor, right(portal, actor))

    assert portal.credentials.who_is(other).needs == "security_question"


def test_the_answer_to_another_of_the_four_questions_is_wrong(asked):
    portal, token, actor = asked
    answers = [answer for answer in steps.SECURITY_ANSWERS if answer != right(portal, actor)]

    codes = [refusal_of(lambda it=it: portal.security.answer(actor, it)).code for it in answers]

    assert codes == ["wrong_security_answer"] * 3
    assert portal.credentials.who_is(token).needs == "security_question"


def test_an_answer_before_any_question_was_asked_is_wrong(asked):
    portal, token, actor = asked

    codes = {
        refusal_of(lambda it=it: portal.security.answer(actor, it)).code for it in steps.SECURITY_ANSWERS
    }

    assert codes == {"wrong_security_answer"}
    assert portal.credentials.who_is(token).needs == "security_question"


@pytest.mark.clause("4.15")
def test_five_wrong_answers_close_the_door_of_the_account_in_every_session(asked):
    portal, _, actor = asked
    answer = right(portal, actor)
    other = steps.actor_of(portal, steps.token_of(portal, "officier"))
    others_answer = right(portal, other)

    codes = [
        refusal_of(lambda who=who: portal.security.answer(who, "wrong")).code
        for who in (actor, other, actor, other, actor)
    ]
    locked = refusal_of(lambda: portal.security.answer(other, others_answer))
    portal.clock.move(minutes=15)
    portal.security.answer(actor, answer)

    assert codes == [*["wrong_security_answer"] * 4, "locked_out"]
    assert isinstance(locked, LockedOutError)


def test_each_lock_lasts_twice_the_one_before(asked):
    portal, _, actor = asked
    portal.security.question(actor)
    waits = []
    for _ in range(3):
        refusals = [refusal_of(lambda: portal.security.answer(actor, "wrong")) for _ in range(5)]
        waits.append((refusals[-1].values["until"] - portal.clock.instant).total_seconds() / 60)
        portal.clock.instant = refusals[-1].values["until"]

    assert waits == [15, 30, 60]


def test_the_four_questions_cannot_be_replaced_instead_of_answered(asked):
    portal, _, actor = asked
    before = portal.everything()

    refusal = refusal_of(
        lambda: portal.security.set_questions(actor, tuple((f"Autre {n}?", f"mienne {n}") for n in range(4)))
    )

    assert (type(refusal), refusal.code) == (NotAllowedError, "not_allowed")
    assert portal.everything() == before


def test_who_has_answered_may_replace_them_and_the_old_answers_no_longer_do(asked):
    portal, _, actor = asked
    portal.security.answer(actor, right(portal, actor))
    new = tuple((f"Nouvelle {place}?", f"neuve {place}") for place in range(1, 5))

    portal.security.set_questions(replace(actor, role=Role.OFFICER), new)

    assert [row.question for row in portal.kept(SecurityQuestion, order="place")] == [q for q, _ in new]
    again = steps.actor_of(portal, steps.token_of(portal, "officier"))
    question = portal.security.question(again)
    assert refusal_of(lambda: portal.security.answer(again, steps.SECURITY_ANSWERS[0])).code == (
        "wrong_security_answer"
    )
    portal.security.answer(again, dict(new)[question])


def test_somebody_without_questions_is_asked_none(portal):
    unproven = steps.unproven_worker(portal)

    refusal = refusal_of(lambda: portal.security.question(unproven))

    assert (type(refusal), portal.kept(Session)[0].asked_place) == (NotAllowedError, None)


def test_an_applicant_is_asked_nothing(someone):
    portal, _ = someone

    assert portal.credentials.who_is(steps.token_of(portal)).needs == ""


@pytest.mark.clause("4.15")
def test_an_answer_hashed_with_what_nobody_sees_still_opens_and_is_then_kept_without(asked):
    portal, _, actor = asked
    question = portal.security.question(actor)
    (row,) = [it for it in portal.kept(SecurityQuestion) if it.question == question]
    with portal.store.write() as tx:
        tx.erase(SecurityQuestion, id=row.id)
        tx.add(row.model_copy(update={"answer_hash": portal.outside.hasher.hash("blue\u200e")}))

    portal.security.answer(actor, "Blue\u200e")

    (kept,) = [it for it in portal.kept(SecurityQuestion) if it.question == question]
    assert portal.outside.hasher.matches("blue", kept.answer_hash)
