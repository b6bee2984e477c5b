"""The demonstration's mailbox: letters as they were sent, for stakeholders only."""

import pytest
from paperwork import Seen, applicant, stakeholder, written_to


@pytest.mark.parametrize(
    ("language", "title"),
    [("fr", "Boîte aux lettres de la démonstration"), ("en", "The demonstration's mailbox")],
)
def test_a_letter_is_shown_as_it_was_sent(language, title):
    reference = written_to(applicant(), state="sent").seen.application.reference

    screen = Seen("stakeholder/mailbox.py", language, stakeholder())

    assert screen.title == title
    assert reference in screen.at.expander[0].label.replace("\\", "")
    assert "zoe@example.com" in screen.at.expander[0].get("text")[0].value


def test_an_applicant_sees_no_letter_there():
    person = written_to(applicant(), state="sent")

    screen = Seen("stakeholder/mailbox.py", "en", person.token)

    assert list(screen.buttons) == ["not_yours"]
    assert len(screen.at.expander) == 0
