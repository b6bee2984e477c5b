"""Taking an account along to a new credential, at once or later, and stopping it."""

from datetime import UTC, datetime, timedelta

import pytest
from representing import QUESTIONS, enrolled, letter_to, newcomer, stop_word_of

from core.bootstrap import portal
from core.domain.accounts.identity import PORTAL_ITSELF, CredentialMove, Role
from core.domain.errors import NotSignedInError

ANSWERS = [answer for _, answer in QUESTIONS]


def word_shown(person):
    """Return the move word that the page shows."""
    return person.open("credential").press("start").at.main.code[0].value


def move(person, word, language="fr"):
    screen = person.open("move", language)
    screen.at.text_input(key="word").set_value(word)
    return screen.press("finish")


def ask(person, number, answers=ANSWERS, language="fr"):
    screen = person.open("move", language)
    screen.at.text_input(key="number").set_value(number)
    screen.press("next")
    for place, answer in enumerate(answers, 1):
        screen.at.text_input(key=f"answer_{place}").set_value(answer)
    return screen.press("ask")


def reference_of(person):
    return portal().accounts.enrolment(person.actor).application.reference


@pytest.mark.clause("4.15")
@pytest.mark.parametrize(
    ("language", "link", "title"),
    [
        ("fr", "J’ai déjà un compte\u00a0: le déplacer ici", "Déplacer mon compte ici"),
        ("en", "I already have an account: move it here", "Move my account here"),
    ],
)
def test_the_questions_for_newcomers_lead_to_the_move(language, link, title):
    person = newcomer()

    screen = person.open("screening", language)

    assert [it.proto.label for it in screen.at.main.get("page_link")] == [link]
    assert person.open("move", language).title == title


@pytest.mark.clause("4.15")
def test_a_word_takes_the_account_along_and_one_question_is_asked():
    old, _ = enrolled()
    new = newcomer()

    screen = move(new, word_shown(old))

    assert screen.title == "Votre question de sécurité"
    assert new.visit.needs == "security_question"
    with pytest.raises(NotSignedInError):
        portal().credentials.who_is(old.token)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_wrong_word_is_explained(language):
    screen = move(newcomer(), "AAAA-BBBB-CCCC", language)

    assert screen.notices("error") == [portal().library.say("errors.move_code_wrong", language)]


def test_an_empty_word_is_named():
    assert 'href="#word"' in move(newcomer(), " ").text


@pytest.mark.clause("4.15")
@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "Votre compte passera à ce justificatif le"), ("en", "Your account will move")],
)
def test_four_right_answers_say_when_the_move_will_happen_and_how_it_is_stopped(language, said):
    old, _ = enrolled()
    new = newcomer()

    screen = ask(new, reference_of(old), language=language)

    assert said in screen.notices("success")[0]
    assert new.actor.role is Role.NEWCOMER
    assert old.actor.role is Role.REPRESENTATIVE


@pytest.mark.clause("4.15")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_one_wrong_answer_and_an_unknown_number_read_the_same(language):
    old, _ = enrolled()

    wrong = ask(newcomer(), reference_of(old), [*ANSWERS[:3], "Épinette"], language).notices("error")
    unknown = ask(newcomer(), "RRA-0000-0000", ANSWERS, language).notices("error")

    assert wrong == unknown == [portal().library.say("errors.move_answers_wrong", language)]


def test_an_answer_left_empty_is_named_and_is_no_try():
    screen = ask(newcomer(), "RRA-0000-0000", ["a", " ", "b", "c"], "en")

    assert "Question 2: the answer is missing." in screen.text
    assert screen.notices("error") == []


@pytest.mark.clause("4.15")
@pytest.mark.parametrize(
    ("language", "said"), [("fr", "Le déplacement est arrêté."), ("en", "The move is stopped.")]
)
def test_the_word_of_the_letter_stops_the_move(language, said, opened):
    old, _ = enrolled()
    ask(newcomer(), reference_of(old))
    word = stop_word_of(letter_to(reference_of(old), "arrêtez ce déplacement"))

    screen = opened("public/stop_move.py", language)
    screen.at.text_input(key="stop_word").set_value(f" {word} ")

    assert said in screen.press("stop").text
    assert [it.stopped_at is not None for it in moves_of(old)] == [True]


def moves_of(person):
    with portal().store.read() as tx:
        return tx.find(CredentialMove, account_id=person.actor.account_id)


def test_a_wrong_stop_word_is_explained(opened):
    screen = opened("public/stop_move.py", "en")
    screen.at.text_input(key="stop_word").set_value("wrong")

    assert portal().library.say("errors.move_not_found", "en") in screen.press("stop").text


@pytest.mark.clause("4.15")
def test_a_move_whose_delay_is_over_lets_the_new_credential_in():
    old, _ = enrolled()
    new = newcomer()
    ask(new, reference_of(old))
    yesterday = datetime.now(UTC) - timedelta(days=1)
    with portal().store.write() as tx:
        tx.replace(moves_of(old)[0].model_copy(update={"due_at": yesterday}))

    portal().moves.finish_due(PORTAL_ITSELF)

    assert new.again().open("public/sign_in.py").title == "Votre question de sécurité"


@pytest.mark.parametrize("screen", ["move", "pin"])
def test_a_representative_moves_nothing_here_and_needs_no_pin(screen):
    assert "pas pour votre compte" in enrolled()[0].open(screen).title
