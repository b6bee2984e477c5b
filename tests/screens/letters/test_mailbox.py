"""The demonstration's mailbox: letters as they were delivered, for stakeholders only."""

from functools import cache

import pytest
from offices import decided, deliver_all, reference_of, worker
from paperwork import Seen, submitted

from core.domain.application.application import Outcome

MAILBOX = "stakeholder/mailbox.py"


@cache
def stakeholder():
    return worker("stakeholder", "Maxime Fictif")


@cache
def refused_for_a_reason_with_signs():
    """Return somebody whose letter of refusal was delivered."""
    person = decided(submitted(), Outcome.REFUSED, reasons=(("other", "Voir <b>[ici](x)</b>"),))
    deliver_all()
    return person


def letter_of(screen, person):
    reference = reference_of(person)
    return next(it for it in screen.at.expander if reference in it.label.replace("\\", ""))


@pytest.mark.parametrize(
    ("language", "title"),
    [("fr", "Boîte aux lettres de la démonstration"), ("en", "The demonstration's mailbox")],
)
def test_a_letter_says_who_wrote_it_to_whom(language, title):
    person = refused_for_a_reason_with_signs()

    screen = Seen(MAILBOX, language, stakeholder().token)

    assert screen.title == title
    told = letter_of(screen, person).get("html")[0].proto.body
    assert "donotreply@cic.gc.ca" in told
    assert "zoe@example.com" in told


def test_both_parts_of_a_letter_are_shown_as_text():
    person = refused_for_a_reason_with_signs()

    letter = letter_of(Seen(MAILBOX, "fr", stakeholder().token), person)

    text, html = (element.value for element in letter.get("text"))
    assert "- Autre motif : Voir <b>[ici](x)</b>" in text
    assert "Voir &lt;b&gt;[ici](x)&lt;/b&gt;" in html


def test_nobody_else_sees_a_letter_there():
    person = refused_for_a_reason_with_signs()

    for token in (person.token, worker("manager").token):
        screen = Seen(MAILBOX, "en", token)
        assert list(screen.buttons) == ["not_yours"]
        assert len(screen.at.expander) == 0
