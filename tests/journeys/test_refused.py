"""Refused: the letter and the inbox say why, and which regulator to consult."""

import pytest

from tests.journeys.staff import Officer, Stakeholder

pytestmark = pytest.mark.browser

PEOPLE = {"robin": "submitted en"}
"""Whom the portal knows before the journeys begin, and how far they have come."""

WRITTEN = "The register of the College shows R900021."


def refuses(camille, reference):
    """Refuse for two reasons; the first try, without any, says what is missing."""
    camille.takes(reference).chooses("refused").looks_through()
    camille.press(camille.say("case.preview"))
    camille.reads(camille.say("errors.reason_needed")).look(again=True)
    camille.gives_reason("wrong_member_number", WRITTEN).gives_reason("identity_not_established")
    preview = camille.previews()
    camille.confirms("refused", reference)
    return preview


@pytest.mark.clause("3.0", "3.2")
def test_a_refused_applicant_reads_both_reasons_and_the_regulator_in_the_e_mail_and_under_my_messages(
    office, person
):
    camille, maxime, robin = person("en", Officer), person("en", Stakeholder), person("en")
    camille.looks_with_axe = maxime.looks_with_axe = robin.looks_with_axe = True
    seeded = office["robin"]
    subject = f"Request {seeded.reference}: refused"
    told = [
        "The membership number you gave is not the one your regulator has published for you.",
        WRITTEN,
        "The identity documents are not enough to establish who you are",
        "College of Immigration and Citizenship Consultants",
    ]

    preview = refuses(camille.begins("officer1", camille.say("queue.title")), seeded.reference)
    office.delivers()
    letter = maxime.begins("stakeholder1").letter(subject)
    robin.sign_in(seeded.user_code, then=robin.say("home.title"))
    robin.reads("Refused.").reads(WRITTEN)
    robin.follow(subject, subject)
    inbox = robin.main.inner_text()

    assert [[text for text in told if text not in place] for place in (preview, letter, inbox)] == [
        [],
        [],
        [],
    ]
    assert "donotreply@cic.gc.ca" in letter
    assert "robin@example.com" in letter
    assert letter.index("is refused") < letter.index("est refusée")
    assert camille.barriers + maxime.barriers + robin.barriers == []
