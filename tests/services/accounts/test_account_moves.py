"""Moving an account to a new credential: with the old one at once, without it after a day."""

from datetime import timedelta

import pytest

from core.domain.accounts.identity import (
    PORTAL_ITSELF,
    Account,
    Credential,
    CredentialMove,
    MoveCode,
    Role,
    Session,
)
from core.domain.accounts.tries import Tries
from core.domain.application.application import Event, Message
from core.domain.errors import LockedOutError, NotFoundError, PartnerError, PortalError
from core.domain.ports.partners import Proven
from tests.services import steps
from tests.services.refusals import refusal_of

BOREAL = Proven(issuer="/demo", subject="boreal-0001")
NOT_THERE = "RRA-ZZZZ-ZZZZ"


@pytest.fixture
def moving(enrolled):
    """A portal, a representative, her reference, and somebody who signed in with a partner."""
    portal, actor, application, _ = enrolled
    token = portal.credentials.sign_in_by_partner(BOREAL)
    return portal, actor, application.reference, steps.actor_of(portal, token)


def letters(portal):
    return [row.letter for row in portal.kept(Message)][2:]


def old(portal, actor):
    return portal.kept(Credential, id=actor.credential_id)[0]


def assert_moved(portal, actor, new):
    """The account is at the new credential; the old one and its sessions are closed, and she was told."""
    before, after = old(portal, actor), portal.kept(Credential, id=new.credential_id)[0]
    assert (after.account_id, before.account_id, before.closed_at) == (
        actor.account_id, None, portal.clock.instant,
    )  # fmt: skip
    assert before.password_hash is None
    ended = [row.ended_at for row in portal.kept(Session, credential_id=actor.credential_id)]
    assert ended == [portal.clock.instant] * len(ended)
    assert letters(portal)[-1] == "moved"
    names = [event.name for event in portal.kept(Event)]
    assert {"credential.closed", "account.moved"} <= set(names)


def ask(portal, actor, number, answers=steps.SECURITY_ANSWERS):
    return portal.moves.ask(actor, number, answers)


def stop_word(portal):
    """Return the word of the newest letter about a move."""
    return steps.delivered(portal).text.split("\n\n---")[0].strip().rsplit("\n", 1)[-1]


# --- At once ---------------------------------------------------------------------------------------------


@pytest.mark.clause("4.15")
def test_a_word_from_the_old_credential_takes_the_account_along_at_once(moving):
    portal, actor, _, new = moving
    token = steps.token_of(portal)

    portal.moves.finish(new, f" {portal.moves.start(actor).lower()} ")

    assert_moved(portal, actor, new)
    assert refusal_of(lambda: portal.credentials.who_is(token)).code == "session_ended"
    visit = portal.credentials.who_is(portal.credentials.sign_in_by_partner(BOREAL))
    assert (visit.actor.account_id, visit.needs) == (actor.account_id, "security_question")
    assert portal.kept(MoveCode) == []


@pytest.mark.clause("4.15")
def test_after_the_move_the_old_user_code_no_longer_signs_in_nor_recovers_its_password(moving):
    portal, actor, _, new = moving
    portal.moves.finish(new, portal.moves.start(actor))
    before = old(portal, actor)

    codes = [
        refusal_of(lambda: portal.credentials.sign_in("zoetrope", steps.PASSWORD)).code,
        refusal_of(
            lambda: portal.credentials.reset_password(
                "zoetrope", steps.ANSWERS, "Nouveau-Secret2", "Nouveau-Secret2"
            )
        ).code,
    ]

    assert codes == ["wrong_credentials", "wrong_recovery_answers"]
    assert old(portal, actor) == before


def test_a_partners_account_that_was_left_says_so(someone):
    portal, _ = someone
    person = steps.applicant_by_partner(portal, BOREAL.subject)
    person, _ = steps.representative(portal, person, steps.worker(portal))
    steps.register(portal, "nouvelle")
    new = steps.actor_of(portal, steps.token_of(portal, "nouvelle"))

    portal.moves.finish(new, portal.moves.start(person))

    refusal = refusal_of(lambda: portal.credentials.sign_in_by_partner(BOREAL))
    assert (type(refusal), refusal.code) == (PartnerError, "partner_credential_closed")
    assert portal.credentials.who_is(steps.token_of(portal, "nouvelle")).actor.account_id == person.account_id


def test_an_unfinished_ticket_of_the_old_credential_opens_nothing(moving):
    portal, actor, _, new = moving
    ticket = portal.credentials.sign_in("zoetrope", steps.PASSWORD)

    portal.moves.finish(new, portal.moves.start(actor))

    token = portal.credentials.exchange(ticket)
    assert refusal_of(lambda: portal.credentials.who_is(token)).code == "session_ended"


def spent(portal, actor, code):
    other = steps.actor_of(portal, portal.credentials.sign_in_by_partner(Proven(issuer="/demo", subject="2")))
    portal.moves.finish(other, code)


def too_old(portal, actor, code):
    portal.clock.move(minutes=15, microseconds=1)


def replaced(portal, actor, code):
    portal.moves.start(actor)


@pytest.mark.parametrize("spoil", [spent, too_old, replaced])
def test_a_word_that_no_longer_counts_moves_nothing(moving, spoil):
    portal, actor, _, new = moving
    code = portal.moves.start(actor)
    spoil(portal, actor, code)

    refusal = refusal_of(lambda: portal.moves.finish(new, code))

    assert (type(refusal), refusal.code) == (PortalError, "move_code_wrong")
    assert portal.kept(Credential, id=new.credential_id)[0].account_id is None


def test_a_word_is_good_for_15_minutes(moving):
    portal, actor, _, new = moving
    code = portal.moves.start(actor)
    portal.clock.move(minutes=15)

    portal.moves.finish(new, code)

    assert_moved(portal, actor, new)


def test_five_wrong_words_close_the_door(moving):
    portal, actor, _, new = moving
    code = portal.moves.start(actor)

    codes = [refusal_of(lambda: portal.moves.finish(new, "AAAA-AAAA-AAAA")).code for _ in range(5)]

    assert codes == [*["move_code_wrong"] * 4, "locked_out"]
    assert isinstance(refusal_of(lambda: portal.moves.finish(new, code)), LockedOutError)


# --- Without the old credential --------------------------------------------------------------------------


@pytest.mark.clause("4.15")
@pytest.mark.parametrize("by", ["reference", "membership number"])
def test_all_four_answers_move_the_account_a_day_later_and_she_is_told_at_once(moving, by):
    portal, actor, reference, new = moving
    number = f" {reference.lower()} " if by == "reference" else "r900012"

    move = ask(portal, new, number)

    assert (move.due_at - portal.clock.instant, letters(portal)) == (timedelta(hours=24), ["move_asked"])
    assert [event.name for event in portal.kept(Event)][-1] == "move.asked"
    portal.clock.move(hours=24, microseconds=-1)
    assert portal.oversight.run_due(PORTAL_ITSELF)["moved"] == 0
    assert old(portal, actor).account_id == actor.account_id
    portal.clock.move(microseconds=1)
    assert portal.oversight.run_due(PORTAL_ITSELF)["moved"] == 1
    assert_moved(portal, actor, new)
    assert portal.moves.finish_due(PORTAL_ITSELF) == 0


@pytest.mark.clause("4.15")
def test_the_word_of_the_e_mail_stops_the_move_once(moving):
    portal, actor, reference, new = moving
    ask(portal, new, reference)
    word = stop_word(portal)

    portal.moves.stop(f" {word}\n")

    again = refusal_of(lambda: portal.moves.stop(word))
    portal.clock.move(days=2)
    assert portal.moves.finish_due(PORTAL_ITSELF) == 0
    assert old(portal, actor).account_id == actor.account_id
    assert (letters(portal), (type(again), again.code)) == (
        ["move_asked", "move_stopped"], (NotFoundError, "move_not_found"),
    )  # fmt: skip
    assert [event.name for event in portal.kept(Event)].count("move.stopped") == 1


@pytest.mark.parametrize("word", ["", "nothing", "0" * 43])
def test_a_word_that_no_e_mail_carried_stops_nothing(moving, word):
    portal, _, reference, new = moving
    ask(portal, new, reference)
    before = portal.everything()

    assert refusal_of(lambda: portal.moves.stop(word)).code == "move_not_found"
    assert portal.everything() == before


def test_the_stop_word_stands_in_the_e_mail_only(moving):
    portal, _, reference, new = moving
    ask(portal, new, reference)
    word = stop_word(portal)

    assert len(word) >= 40
    assert word not in repr(portal.everything())


@pytest.mark.parametrize(
    "answers",
    [
        (),
        steps.SECURITY_ANSWERS[:3],
        (*steps.SECURITY_ANSWERS[:3], "wrong"),
        tuple(reversed(steps.SECURITY_ANSWERS)),
    ],
)
@pytest.mark.clause("4.15")
def test_one_wrong_answer_of_the_four_moves_nothing(moving, answers):
    portal, _, reference, new = moving

    refusal = refusal_of(lambda: ask(portal, new, reference, answers))

    assert (type(refusal), refusal.code, portal.kept(CredentialMove)) == (
        PortalError, "move_answers_wrong", [],
    )  # fmt: skip


def test_an_unknown_number_reads_the_same_and_its_invented_questions_stay_the_same(moving):
    portal, _, reference, new = moving

    questions = [portal.moves.questions(new, it) for it in (NOT_THERE, NOT_THERE, f" {NOT_THERE.lower()} ")]
    refusal = refusal_of(lambda: ask(portal, new, NOT_THERE))

    assert questions == [questions[0]] * 3
    assert len(set(questions[0])) == 4
    assert refusal.code == "move_answers_wrong"
    assert portal.moves.questions(new, reference) == tuple(dict(steps.SECURITY))


@pytest.mark.parametrize(
    "written", ["r900012", "R 900-012", "RCIC no R900012", "Ｒ９０００１２", "R900012\u200e", "900012"]
)
def test_a_membership_number_is_found_however_it_is_written(moving, written):
    portal, _, _, new = moving

    assert portal.moves.questions(new, written) == tuple(dict(steps.SECURITY))


def test_a_membership_number_that_was_typed_small_is_found_too(someone):
    portal, actor = someone
    small = {"membership_number": "r 900 012"}
    steps.representative(portal, actor, steps.worker(portal), membership_number=small)
    new = steps.actor_of(portal, portal.credentials.sign_in_by_partner(BOREAL))

    assert portal.moves.questions(new, "R900012") == tuple(dict(steps.SECURITY))


def test_wrong_tries_are_counted_together_and_questions_invented_alike_however_a_number_is_written(moving):
    portal, _, _, new = moving
    proven = [Proven(issuer="/demo", subject=str(number)) for number in range(5)]
    others = [steps.actor_of(portal, portal.credentials.sign_in_by_partner(it)) for it in proven]
    writings = ("R900012", "r-900012", "no R900012", "R 900 012", "900012")

    codes = [
        refusal_of(lambda o=o, w=w: ask(portal, o, w, ())).code for o, w in zip(others, writings, strict=True)
    ]
    invented = {portal.moves.questions(new, it.replace("12", "77")) for it in writings}

    assert codes == ["move_answers_wrong"] * 5
    assert max(it.wrong for it in portal.kept(Tries)) == 5
    assert len(invented) == 1


def test_a_number_that_two_people_bear_is_as_unknown_as_none(moving):
    portal, _, _, new = moving
    second = steps.applicant_by_partner(portal, "second")
    steps.representative(portal, second, steps.worker(portal, user_code="officiere"))

    assert portal.moves.questions(new, "R900012") != tuple(dict(steps.SECURITY))
    assert refusal_of(lambda: ask(portal, new, "R900012")).code == "move_answers_wrong"


def test_the_number_of_a_request_not_enrolled_is_unknown(approved):
    portal, _, application, _, _ = approved
    steps.register(portal, "nouvelle")
    new = steps.actor_of(portal, steps.token_of(portal, "nouvelle"))

    assert refusal_of(lambda: ask(portal, new, application.reference)).code == "move_answers_wrong"


@pytest.mark.clause("4.15")
def test_five_wrong_tries_close_the_way_for_24_hours_for_who_tries_and_not_for_the_number(moving):
    portal, _, reference, new = moving
    other = by_partner(portal, "2")

    codes = [refusal_of(lambda: ask(portal, new, reference, ())).code for _ in range(5)]

    assert codes == [*["move_answers_wrong"] * 4, "locked_out"]
    assert ask(portal, other, reference).stopped_at is None


@pytest.mark.clause("4.15")
def test_a_hundred_wrong_tries_close_a_number_until_an_administrator_opens_it(moving):
    portal, _, reference, new = moving
    for place in range(20):
        someone = by_partner(portal, f"stranger-{place}")
        for _ in range(5):
            refusal_of(lambda someone=someone: ask(portal, someone, reference, ()))

    closed = refusal_of(lambda: ask(portal, new, reference))
    portal.accounts.unlock(PORTAL_ITSELF, reference)

    assert closed.code == "closed_to_strangers"
    assert ask(portal, new, reference).stopped_at is None


def by_partner(portal, subject):
    return steps.actor_of(
        portal, portal.credentials.sign_in_by_partner(Proven(issuer="/demo", subject=subject))
    )


def test_five_wrong_tries_close_the_way_for_the_credential_whatever_the_number(moving):
    portal, _, reference, new = moving

    codes = [refusal_of(lambda it=it: ask(portal, new, f"RRA-ZZZZ-ZZZ{it}")).code for it in range(2, 7)]

    assert codes[-1] == "locked_out"
    assert isinstance(refusal_of(lambda: ask(portal, new, reference)), LockedOutError)


def test_a_move_to_a_credential_that_found_an_account_meanwhile_is_stopped(moving):
    portal, actor, reference, new = moving
    ask(portal, new, reference)
    portal.credentials.accept_portal_terms(new, "fr")
    mine = portal.enrolment.open_account(new, steps.NO_NO_YES)
    portal.clock.move(days=1)

    moved = portal.moves.finish_due(PORTAL_ITSELF)

    assert moved == 0
    assert portal.kept(Credential, id=new.credential_id)[0].account_id == mine
    assert old(portal, actor).account_id == actor.account_id
    assert letters(portal)[-1] == "move_stopped"
    assert portal.moves.finish_due(PORTAL_ITSELF) == 0


def test_of_two_accounts_asked_to_one_credential_only_the_first_moves(moving):
    portal, actor, reference, new = moving
    second = steps.applicant_by_partner(portal, "second")
    officer = steps.worker(portal, user_code="officiere")
    _, other = steps.representative(
        portal, second, officer, membership_number={"membership_number": "R900099"}
    )
    for number in (reference, other.reference):
        ask(portal, new, number)
    portal.clock.move(days=1)

    assert portal.moves.finish_due(PORTAL_ITSELF) == 1
    holders = {row.account_id for row in portal.kept(Credential) if row.account_id}
    assert {actor.account_id, second.account_id} <= holders


def test_every_account_keeps_exactly_one_open_credential_through_a_move(moving):
    portal, actor, _, new = moving

    portal.moves.finish(new, portal.moves.start(actor))

    holders = [row.account_id for row in portal.kept(Credential) if row.account_id]
    assert sorted(holders) == sorted(account.id for account in portal.kept(Account))
    assert portal.kept(Account, id=actor.account_id)[0].role is Role.REPRESENTATIVE
