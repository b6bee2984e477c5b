"""From the sign-in to the PIN: the guide's part 4, page by page."""

import pytest
from offices import approved
from representing import newcomer, stranger, with_pin

from core.bootstrap import portal
from core.domain.accounts.identity import Role


def fill(screen, given="Zoé", family="Tremblay", pin=""):
    for key, text in (("given_names", given), ("family_name", family), ("pin", pin)):
        screen.at.text_input(key=key).set_value(text)
    return screen.press("continue")


@pytest.mark.clause("4.1")
@pytest.mark.parametrize(("language", "welcome"), [("fr", "Bienvenue"), ("en", "Welcome")])
def test_who_signs_in_is_welcomed_then_reads_the_terms(language, welcome):
    screen = stranger().open("public/sign_in.py", language)

    assert screen.title == welcome
    assert screen.press("continue").title == portal().library.terms["portal"].title.of(language)


@pytest.mark.clause("4.7")
@pytest.mark.parametrize(
    ("language", "welcome", "note", "question"),
    [
        ("fr", "Bienvenue au portail de CIC", "émis directement par CIC", "Avez-vous reçu"),
        ("en", "Welcome to the CIC Portal", "issued directly by CIC", "Have you received"),
    ],
)
def test_the_accepted_terms_lead_to_the_portals_welcome_and_its_questions(language, welcome, note, question):
    screen = stranger().open("public/sign_in.py", language).press("continue").press("accept")

    assert screen.title == welcome
    assert note in screen.text
    assert screen.press("continue").title.startswith(question)


@pytest.mark.clause("4.10")
@pytest.mark.parametrize(
    ("language", "title"),
    [("fr", "Terminez votre inscription avec votre NIP"), ("en", "Complete your enrolment with your PIN")],
)
def test_yes_leads_to_the_page_that_takes_the_pin(language, title):
    screen = newcomer().open("screening", language)
    screen.at.radio(key="has_pin").set_value(True)

    assert screen.press("next").title == title


def test_a_yes_given_by_mistake_is_corrected():
    assert newcomer().open("pin").press("correct").title.startswith("Avez-vous reçu")


@pytest.mark.clause("4.11")
def test_names_and_pin_enrol_and_the_terms_are_read_once_more():
    person, pin, _ = with_pin()

    screen = fill(person.open("pin"), given="ZOE", family="tremblay", pin=pin.lower())

    assert screen.title == portal().library.terms["portal"].title.fr
    assert person.visit.needs == "security_setup"
    assert not person.visit.portal_terms_accepted


@pytest.mark.clause("4.12")
def test_the_terms_accepted_once_more_lead_to_the_four_questions():
    person, pin, _ = with_pin()

    screen = fill(person.open("pin"), pin=pin).press("accept")

    assert screen.title == "Créez vos quatre questions de sécurité"


def test_who_declines_the_terms_after_the_pin_is_told_that_nothing_is_lost():
    person, pin, _ = with_pin()

    screen = fill(person.open("pin", "en"), pin=pin).press("decline")

    assert "Your PIN has been accepted" in screen.text


@pytest.mark.clause("4.11")
def test_another_credential_may_use_the_pin():
    _, pin, _ = with_pin()
    other = newcomer()

    fill(other.open("pin"), pin=pin)

    assert other.visit.needs == "security_setup"


@pytest.mark.clause("4.11")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_wrong_pin_and_an_unknown_name_read_the_same(language):
    person, _, _ = with_pin()
    wrong = fill(person.open("pin", language), pin="22222222").notices("error")

    unknown = fill(newcomer().open("pin", language), family="Inconnue", pin="22222222").notices("error")

    assert wrong == unknown == [portal().library.say("errors.pin_wrong", language)]
    assert person.actor.role is Role.APPLICANT


@pytest.mark.clause("4.11")
def test_an_empty_field_is_named_and_counts_as_no_try():
    person = newcomer()

    screen = fill(person.open("pin"), given=" ", pin="")

    assert 'href="#given_names"' in screen.text
    assert 'href="#pin"' in screen.text
    assert screen.notices("error") == []


def test_an_approved_request_leads_to_the_pin_from_home():
    person = approved()

    screen = person.open("home").press(f"pin_{person.seen.application.reference}")

    assert screen.title == "Terminez votre inscription avec votre NIP"
