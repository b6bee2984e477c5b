"""Security questions: created after the PIN, asked at each sign-in, changed later."""

import pytest
from offices import officer
from opening import screens
from representing import NAMES, QUESTIONS, enrolled, newcomer, with_pin

from core.bootstrap import portal
from core.domain.accounts.identity import Role
from core.domain.errors import NotSignedInError

OPEN_TO_UNPROVEN = ("applicant/terms.py", "applicant/security_setup.py", "applicant/security_question.py")
GUARDED = [file for file, _ in screens() if not file.startswith("public/") and file not in OPEN_TO_UNPROVEN]


def about_to_create():
    """Return somebody enrolled who has accepted the terms once more."""
    person, pin, _ = with_pin()
    portal().pins.enrol(person.actor, *NAMES, pin)
    portal().credentials.accept_portal_terms(person.actor, "fr")
    return person


def create(screen, questions=QUESTIONS):
    for place, (question, answer) in enumerate(questions, 1):
        screen.at.selectbox(key=f"question_{place}").set_value(question)
        screen.at.text_input(key=f"answer_{place}").set_value(answer)
    return screen.press("continue")


def answer(screen, told):
    screen.at.text_input(key="answer").set_value(told)
    return screen.press("continue")


def right_answer(person):
    return dict(QUESTIONS)[portal().security.question(person.actor)]


@pytest.fixture(scope="module")
def asked_at_sign_in():
    """Somebody enrolled who has just signed in again; tests that share her change nothing."""
    return enrolled()[0].again()


@pytest.mark.clause("4.15")
@pytest.mark.parametrize(
    ("language", "title", "welcome"),
    [
        ("fr", "Créez vos quatre questions de sécurité", "Bienvenue au portail de CIC, Zoé Tremblay"),
        ("en", "Create your four security questions", "Welcome to the CIC Portal, Zoé Tremblay"),
    ],
)
def test_four_questions_lead_to_the_welcome_with_the_name(language, title, welcome):
    screen = about_to_create().open("security_setup", language)
    assert screen.title == title

    assert create(screen, [ready_made(screen, place) for place in range(1, 5)]).title == welcome


def ready_made(screen, place):
    return screen.at.selectbox(key=f"question_{place}").options[place], f"Réponse {place}"


@pytest.mark.clause("4.15")
def test_two_questions_alike_and_an_empty_answer_are_named():
    person = about_to_create()
    first = person.open("security_setup")
    options = first.at.selectbox(key="question_1").options

    screen = create(
        first, [(options[0], "Érable"), (options[0], "Bouleau"), (options[2], ""), (options[3], "If")]
    )

    assert 'href="#question_2"' in screen.text
    assert 'href="#answer_3"' in screen.text
    assert person.visit.needs == "security_setup"


@pytest.mark.clause("4.15")
@pytest.mark.parametrize(
    ("language", "title"), [("fr", "Votre question de sécurité"), ("en", "Your security question")]
)
def test_a_later_sign_in_asks_one_question_the_same_after_reloading(asked_at_sign_in, language, title):
    screen = asked_at_sign_in.open("public/sign_in.py", language)
    label = screen.at.text_input(key="answer").label

    again = asked_at_sign_in.open("security_question", language)

    assert screen.title == again.title == title
    assert again.at.text_input(key="answer").label == label


@pytest.mark.clause("4.15")
def test_the_right_answer_opens_the_portal():
    person = enrolled()[0].again()

    screen = answer(person.open("security_question"), right_answer(person).upper())

    assert screen.title.startswith("Bienvenue au portail de CIC, ")
    assert person.actor.role is Role.REPRESENTATIVE


@pytest.mark.clause("4.15")
def test_a_wrong_answer_is_explained_and_the_fifth_closes_the_question():
    person = enrolled()[0].again()
    screen = person.open("security_question", "en")

    told = [answer(screen, "Épinette").notices("error")[0] for _ in range(5)]

    assert told[:4] == [portal().library.say("errors.wrong_security_answer", "en")] * 4
    assert told[4].startswith("There have been too many wrong tries")
    assert person.visit.needs == "security_question"


def test_an_empty_answer_is_not_a_try(asked_at_sign_in):
    screen = answer(asked_at_sign_in.open("security_question"), " ")

    assert 'href="#answer"' in screen.text
    assert screen.notices("error") == []


@pytest.mark.clause("4.15")
@pytest.mark.parametrize("screen", GUARDED)
def test_nothing_else_opens_before_the_answer(asked_at_sign_in, screen):
    page = asked_at_sign_in.open(screen, "en")

    assert page.title == "Answer your security question first"
    assert page.buttons == {"security_question_first": "Go to the question"}


@pytest.mark.clause("4.12")
@pytest.mark.parametrize("screen", ["applicant/home.py", "applicant/welcome.py", "applicant/sessions.py"])
def test_nothing_else_opens_before_the_terms_and_the_four_questions(screen):
    person, pin, _ = with_pin()
    portal().pins.enrol(person.actor, *NAMES, pin)

    page = person.open(screen)

    assert page.title == "Terminez d’abord votre inscription"
    assert page.press("security_setup_first").title == portal().library.terms["portal"].title.fr


@pytest.mark.clause("4.X")
def test_who_owes_an_answer_can_still_sign_out():
    person = enrolled()[0].again()

    person.open("security_question").press("leave")

    with pytest.raises(NotSignedInError):
        portal().credentials.who_is(person.token)


@pytest.mark.clause("4.15")
@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "Vos quatre questions de sécurité sont changées"), ("en", "have been changed")],
)
def test_the_four_questions_are_replaced_together(language, said):
    person, _ = enrolled()
    screen = person.open("security_setup", language)

    screen = create(screen, [ready_made(screen, place) for place in range(1, 5)])

    assert said in screen.notices("success")[0]
    later = person.again()
    assert portal().security.question(later.actor) not in dict(QUESTIONS)


def test_an_answer_owed_comes_before_new_questions(asked_at_sign_in):
    assert asked_at_sign_in.open("security_setup").title == "Votre question de sécurité"


def test_an_officer_may_change_her_questions_and_a_newcomer_has_none():
    assert officer().open("applicant/security_setup.py").title == "Changez vos quatre questions de sécurité"
    assert "pas pour votre compte" in newcomer().open("security_setup").title
