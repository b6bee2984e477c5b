"""Home: a request in progress, a new one, those that ended, and the messages."""

from uuid import uuid4

import pytest
from paperwork import Seen, applicant, printed, run_out, signed_in, somebody_submitted, written_to

from core.bootstrap import portal
from core.domain.application.application import Screening


def home(person, language="fr", **told):
    return Seen("applicant/home.py", language, person.token, told)


@pytest.mark.clause("0.1", "2.11", "2.17")
@pytest.mark.parametrize(
    ("language", "title", "left", "next_step"),
    [
        (
            "fr",
            "Que voulez-vous faire aujourd’hui?",
            "30 jours restants",
            "Prochaine étape\u00a0: **répondre aux questions (1 sur 19 répondues)**",
        ),
        (
            "en",
            "What would you like to do today?",
            "30 days left",
            "Next step: **answer the questions (1 of 19 answered)**",
        ),
    ],
)
def test_the_request_in_progress_stands_there_with_its_days_and_next_step(language, title, left, next_step):
    person = applicant()
    person.answer("family_name")

    screen = home(person, language)

    assert screen.title == title
    assert person.seen.application.reference in screen.text
    assert left in screen.text
    assert next_step in screen.text
    assert list(screen.buttons) == ["continue"]


@pytest.mark.clause("2.10", "2.11")
@pytest.mark.parametrize(
    ("brought_to", "title"),
    [
        (lambda: applicant().answer_all(), "Révisez vos réponses"),
        (printed, "Imprimer IMM 5661"),
        (lambda: printed().attach("first_id"), "Documents présentés par le client"),
    ],
)
def test_continuing_opens_the_page_where_the_next_step_is_done(brought_to, title):
    screen = home(brought_to()).press("continue")

    assert screen.title == title


@pytest.mark.clause("2.10")
def test_a_request_left_among_the_questions_opens_at_the_first_unanswered_one():
    person = applicant()
    person.answer("family_name")

    screen = home(person).press("continue")

    assert screen.title == "Quels sont vos prénoms?"
    assert screen.at.query_params["q"] == "given_names"


@pytest.mark.clause("2.2")
@pytest.mark.parametrize(
    ("language", "label", "question"),
    [
        (
            "fr",
            "Demande d’inscription d’un représentant rémunéré autorisé",
            "Quel est votre nom de famille?",
        ),
        ("en", "Authorized Paid Representative Enrolment Application", "What is your family name?"),
    ],
)
def test_the_guides_link_opens_a_new_request(language, label, question):
    token = signed_in(uuid4().hex)
    newcomer = portal().credentials.who_is(token).actor
    portal().credentials.accept_portal_terms(newcomer, "fr")
    said = Screening(has_pin=False, is_institution=False, is_representative=True)
    portal().enrolment.open_account(newcomer, said)
    actor = portal().credentials.who_is(token).actor

    screen = Seen("applicant/home.py", language, token)
    labels = screen.buttons
    screen.press("new")

    assert labels == {"new": label}
    assert screen.title == question
    assert [seen.is_open for seen in portal().enrolment.applications(actor)] == [True]


@pytest.mark.clause("2.17")
def test_an_expired_request_is_no_refusal_and_its_answers_can_be_copied():
    person = applicant()
    person.answer("family_name")
    run_out(person)

    screen = home(person)
    said, buttons = screen.text, list(screen.buttons)
    screen.press(f"copy_{person.seen.application.reference}")

    assert "Ce n’est pas un refus." in said
    assert buttons == ["new", f"copy_{person.seen.application.reference}"]
    assert screen.title == "Quels sont vos prénoms?"


def test_answers_are_not_copied_while_another_request_is_open():
    person = run_out(applicant())
    portal().enrolment.open_application(person.actor)

    assert list(home(person).buttons) == ["continue"]


@pytest.mark.clause("2.16")
def test_a_submitted_request_leads_to_its_confirmation():
    person = somebody_submitted()

    screen = home(person)

    reference = person.seen.application.reference
    assert f'<a href="/confirmation?request={reference}">Voir la confirmation</a>' in screen.text
    assert "Soumise le" in screen.text


@pytest.mark.clause("2.6")
def test_leaving_says_that_the_request_is_kept_and_offers_to_sign_out():
    person = applicant()

    screen = home(person, left=person.seen.application.reference)

    assert screen.notices("success")[0].startswith(f"Votre demande {person.seen.application.reference} est")
    assert screen.buttons["leave"] == "Fermeture de session"


def test_the_reference_of_somebody_else_is_not_said_to_be_kept():
    other = applicant()

    screen = home(applicant(), left=other.seen.application.reference)

    assert screen.notices("success") == []
    assert list(screen.buttons) == ["continue"]


@pytest.mark.clause("3.3")
@pytest.mark.parametrize(
    ("language", "count", "mark"),
    [("fr", "1 message non lu.", "(non lu)"), ("en", "1 unread message.", "(unread)")],
)
def test_unread_messages_are_counted_and_named(language, count, mark):
    person = written_to(applicant())

    screen = home(person, language)

    message = portal().correspondence.messages(person.actor, language)[0]
    assert count in screen.text
    assert f'<a href="/messages?message={message.message.id}">' in screen.text
    assert mark in screen.text


def test_who_has_no_account_yet_is_led_to_the_screening():
    token = signed_in(uuid4().hex)
    portal().credentials.accept_portal_terms(portal().credentials.who_is(token).actor, "fr")

    screen = Seen("applicant/home.py", "fr", token)

    assert screen.title == "Avez-vous reçu un numéro d’identification personnel (NIP)?"
