"""Home: where each request stands, in words, and the one thing to do with it."""

import pytest
from offices import approved, asked_for_documents, decided, returned
from paperwork import applicant, printed, run_out, submitted
from representing import enrolled

from core.bootstrap import portal
from core.domain.application.application import Outcome


def primary(screen):
    return [button.key for button in screen.at.main.button if button.proto.type == "primary"]


@pytest.mark.clause("3.4")
@pytest.mark.parametrize(
    ("language", "button", "title"),
    [
        ("fr", "Voir les documents requis", "Documents présentés par le client"),
        ("en", "View required documents", "Client-submitted documents"),
    ],
)
def test_required_documents_stand_beside_their_request(language, button, title):
    person = asked_for_documents()
    key = f"documents_{person.seen.application.reference}"

    screen = person.open("home", language)

    assert screen.buttons[key] == button
    assert primary(screen) == [key]
    assert screen.press(key).title == title


@pytest.mark.clause("3.0")
@pytest.mark.parametrize(
    ("bring", "fr", "en"),
    [
        (submitted, "Un agent examine cette demande", "An officer is examining this request"),
        (approved, "**Approuvée.**", "**Approved.**"),
        (asked_for_documents, "**Documents requis.**", "**Documents required.**"),
        (returned, "Un agent examine cette demande", "An officer is examining this request"),
    ],
)
def test_the_outcome_of_a_request_is_said_in_words(bring, fr, en):
    person = bring()

    assert fr in person.open("home", "fr").text
    assert en in person.open("home", "en").text


@pytest.mark.clause("3.2")
@pytest.mark.parametrize(
    ("language", "reason"),
    [("fr", "Le numéro de membre que vous avez donné"), ("en", "The membership number you gave")],
)
def test_a_refusal_says_why_and_keeps_the_officers_words_as_they_are(language, reason):
    reasons = (("wrong_member_number", ""), ("other", "Voir <b>ceci</b>."))
    person = decided(submitted(), Outcome.REFUSED, reasons=reasons)

    screen = person.open("home", language)

    assert reason in screen.text
    assert "Voir &lt;b&gt;ceci&lt;/b&gt;." in screen.text
    assert screen.buttons[f"copy_{person.seen.application.reference}"]


@pytest.mark.clause("3.1")
def test_the_way_to_the_pin_is_the_main_one_after_an_approval():
    person = approved()

    assert primary(person.open("home")) == [f"pin_{person.seen.application.reference}"]


@pytest.mark.parametrize("bring", [applicant, printed])
def test_a_request_in_progress_is_the_main_thing(bring):
    assert primary(bring().open("home")) == ["continue"]


@pytest.mark.clause("2.17")
def test_an_expired_request_may_be_copied():
    person = run_out(printed())

    assert f"copy_{person.seen.application.reference}" in person.open("home").buttons


@pytest.mark.clause("3.3")
@pytest.mark.parametrize(
    ("language", "mark", "count"),
    [("fr", "(non lu)", "2 messages non lus."), ("en", "(unread)", "2 unread messages.")],
)
def test_messages_are_counted_marked_unread_and_lead_to_themselves(language, mark, count):
    person = asked_for_documents()
    newest = portal().correspondence.messages(person.actor, language)[0].message

    screen = person.open("home", language)

    assert count in screen.text
    assert mark in screen.text
    assert f'href="/messages?message={newest.id}"' in screen.text


@pytest.mark.clause("3.3")
def test_a_message_about_documents_says_which_and_leads_straight_to_them():
    person = asked_for_documents()
    newest = portal().correspondence.messages(person.actor, "fr")[0].message

    screen = person.open("messages", message=str(newest.id))

    assert "La photo est floue." in screen.text
    assert screen.press("way_on").title == "Documents présentés par le client"


def test_a_representative_begins_at_her_own_home():
    assert enrolled()[0].open("home").title == "Bienvenue au portail de CIC, Zoé Tremblay"
