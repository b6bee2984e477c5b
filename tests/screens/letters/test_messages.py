"""My messages: the list, and one message, which opening marks read."""

import pytest
from paperwork import applicant, somebody_submitted, written_to

from core.bootstrap import portal


def message_of(person):
    return portal().correspondence.messages(person.actor, "fr")[0].message


@pytest.mark.clause("3.3")
@pytest.mark.parametrize(
    ("language", "title", "count", "mark"),
    [
        ("fr", "Mes messages", "Messages\u00a0: 1. Non lus\u00a0: 1.", "Non lu – reçu le"),
        ("en", "My messages", "Messages: 1. Unread: 1.", "Unread – received on"),
    ],
)
def test_an_unread_message_is_marked_in_words(language, title, count, mark):
    person = written_to(applicant())

    screen = person.open("messages", language)

    assert screen.title == title
    assert screen.at.main.markdown[0].value == count
    assert mark in screen.text
    assert f'href="/messages?message={message_of(person).id}"' in screen.text


@pytest.mark.clause("3.3")
@pytest.mark.parametrize(
    ("language", "subject"),
    [("fr", "Rappel\u00a0: votre demande {}"), ("en", "Reminder: your request {}")],
)
def test_opening_a_message_marks_it_read(language, subject):
    person = written_to(applicant())

    screen = person.open("messages", language, message=str(message_of(person).id))

    assert screen.title.startswith(subject.format(person.seen.application.reference))
    assert message_of(person).read_at is not None


def test_a_message_leads_to_the_screen_it_is_about():
    person = somebody_submitted()

    screen = person.open("messages", message=str(message_of(person).id)).press("way_on")

    assert screen.title == "Votre demande a été transmise"


def test_somebody_elses_message_is_neither_shown_nor_marked_read():
    theirs = written_to(applicant())

    screen = applicant().open("messages", "en", message=str(message_of(theirs).id))

    assert theirs.seen.application.reference not in screen.text
    assert message_of(theirs).read_at is None
    assert len(screen.notices("error")) == 1


def test_an_empty_inbox_says_what_will_come():
    screen = applicant().open("messages")

    assert screen.at.main.markdown[0].value.startswith("Vous n’avez aucun message")
