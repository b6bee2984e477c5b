"""The confirmation: reference, date, what happens next, the receipt."""

import pytest
from paperwork import somebody_printed, somebody_submitted

from core.bootstrap import portal


@pytest.mark.clause("2.16")
@pytest.mark.parametrize(
    ("language", "title", "honest"),
    [
        ("fr", "Votre demande a été transmise", "Aucun délai officiel n’est publié"),
        ("en", "Your request has been submitted", "No official service standard is published"),
    ],
)
def test_it_says_what_was_sent_and_what_happens_next(language, title, honest):
    person = somebody_submitted()
    reference = person.seen.application.reference

    screen = person.open("confirmation", language)

    assert screen.title == title
    assert reference in screen.notices("success")[0]
    assert "donotreply@cic.gc.ca" in screen.text
    assert honest in screen.text
    assert f'href="/receipt/{reference}.pdf"' in screen.text


@pytest.mark.clause("2.16")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_receipt_can_be_drawn_in_both_languages(language):
    person = somebody_submitted()

    data, name = portal().enrolment.receipt(person.actor, person.seen.application.reference, language)

    assert data.startswith(b"%PDF")
    assert name == f"{person.seen.application.reference}.pdf"


def test_before_the_sending_it_leads_back_to_what_is_next():
    assert somebody_printed().open("confirmation").title == "Imprimer IMM 5661"


def test_it_leads_to_every_document_sent():
    screen = somebody_submitted().open("confirmation", "en")

    assert screen.buttons == {
        "view_imm5661": "View form IMM 5661",
        "view_first_id": "View the first document",
        "view_second_id": "View the second document",
        "home": "Home page",
    }
