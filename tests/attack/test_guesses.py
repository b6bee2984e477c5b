"""A try is counted before it is compared: forty at once get no more comparisons than five in a row."""

from dataclasses import replace

import pytest

from core.adapters.store.store import SqlStore
from core.domain.accounts.identity import Role
from core.domain.accounts.tries import Tries
from core.services.rules.editions import ensure_first
from tests.attack.crowd import counting, crowded
from tests.services import steps
from tests.services.doubles import NOON, MovableClock
from tests.services.refusals import refusal_of

WRONG = "Wrong-pass1"


def by_password(portal):
    steps.register(portal)
    return lambda portal, guess: portal.credentials.sign_in("zoetrope", guess), steps.PASSWORD


def by_unknown_code(portal):
    return lambda portal, guess: portal.credentials.sign_in("nobodyhere", guess), WRONG


def by_recovery(portal):
    steps.register(portal)

    def call(portal, guess):
        answers = steps.ANSWERS if guess == "right" else (guess, "y", "z")
        portal.credentials.reset_password("zoetrope", answers, "Nouveau-Secret2", "Nouveau-Secret2")

    return call, "right"


def by_security_question(portal):
    actor = replace(steps.worker(portal), role=Role.UNPROVEN)
    asked = steps.actor_of(portal, steps.token_of(portal, "officier"))
    question = portal.security.question(asked)
    answer = next(answer for text, answer in steps.SECURITY if text == question)
    assert actor.account_id == asked.account_id
    return lambda portal, guess: portal.security.answer(asked, guess), answer


def by_new_password(portal):
    actor = steps.applicant(portal)
    new = "Nouveau-Secret2"
    return lambda portal, guess: portal.accounts.change_password(actor, guess, new, new), steps.PASSWORD


WAYS = [by_password, by_unknown_code, by_recovery, by_security_question, by_new_password]


@pytest.fixture(params=["memory", "duckdb"])
def anywhere(request, portal, tmp_path):
    """A portal over memory or a real database."""
    if request.param == "memory":
        yield portal
        return
    store = SqlStore(f"duckdb:///{tmp_path}/guesses.duckdb")
    store.migrate()
    portal = portal.with_outside(store=store, clock=MovableClock(NOON))
    ensure_first(portal.outside)
    yield portal
    store.close()


@pytest.mark.parametrize("way", WAYS)
def test_of_forty_guesses_at_once_five_are_compared_and_all_five_counted_before(anywhere, way):
    call, _ = way(anywhere)
    watched, crowd = crowded(anywhere)

    codes = crowd.guess(lambda number: call(watched, f"Wrong-pass{number}"))

    assert (len(crowd.counted), codes.count("locked_out")) == (5, 40)
    assert min(crowd.counted) >= 5


@pytest.mark.parametrize("way", [it for it in WAYS if it is not by_unknown_code])
def test_a_guess_that_comes_too_late_is_answered_alike_right_or_wrong_and_compares_nothing(portal, way):
    call, right = way(portal)
    for _ in range(5):
        refusal_of(lambda: call(portal, WRONG))
    counted, hasher = counting(portal)

    answers = [refusal_of(lambda it=it: call(counted, it)) for it in (WRONG, right)]

    assert [(it.code, it.values) for it in answers] == [(answers[0].code, answers[0].values)] * 2
    assert (answers[0].code, hasher.compared) == ("locked_out", 0)


@pytest.mark.parametrize("way", [it for it in WAYS if it is not by_unknown_code])
def test_the_fifth_try_is_heard_when_it_is_right_and_starts_the_count_anew(portal, way):
    call, right = way(portal)
    for _ in range(4):
        refusal_of(lambda: call(portal, WRONG))

    assert refusal_of(lambda: call(portal, right)) is None
    assert [row for row in portal.kept(Tries) if row.locks] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("zoetrope", WRONG), ("nobodyhere", WRONG)),
        (("zoetrope", WRONG), ("zoetrope", "x" * 60)),
    ],
)
def test_a_wrong_password_costs_as_many_comparisons_whoever_it_was_tried_for(portal, one, other):
    steps.register(portal)
    compared = []
    for told in (one, other):
        counted, hasher = counting(portal)
        refusal_of(lambda told=told, counted=counted: counted.credentials.sign_in(*told))
        compared.append(hasher.compared)

    assert compared == [1, 1]


def test_recovery_costs_as_many_comparisons_whichever_answer_was_right_and_for_an_unknown_code(portal):
    steps.register(portal)
    compared = []
    for code, answers in [
        ("zoetrope", ("x", "y", "z")),
        ("zoetrope", (steps.ANSWERS[0], "y", "z")),
        ("zoetrope", (*steps.ANSWERS[:2], "z")),
        ("nobodyhere", steps.ANSWERS),
    ]:
        counted, hasher = counting(portal)
        told = (code, answers, "Nouveau-Secret2", "Nouveau-Secret2")
        refusal_of(lambda told=told, counted=counted: counted.credentials.reset_password(*told))
        compared.append(hasher.compared)

    assert compared == [3] * 4


def test_a_pin_is_counted_before_it_is_compared(approved):
    portal, actor, _, pin, _ = approved
    watched, crowd = crowded(portal)

    codes = crowd.guess(lambda _: steps.enrol(watched, actor, "22222222"))

    assert (len(crowd.counted), codes.count("locked_out")) == (5, 40)
    assert min(crowd.counted) >= 5
    assert refusal_of(lambda: steps.enrol(portal, actor, pin)).code == "locked_out"


def test_the_answers_for_a_move_are_counted_before_they_are_compared(enrolled):
    portal, _, application, _ = enrolled
    steps.register(portal, "nouvelle")
    new = steps.actor_of(portal, steps.token_of(portal, "nouvelle"))
    watched, crowd = crowded(portal)

    codes = crowd.guess(lambda _: watched.moves.ask(new, application.reference, ("a", "b", "c", "d")))

    assert (len(crowd.counted), codes.count("locked_out")) == (5, 40)
    assert min(crowd.counted) >= 5
