"""Approved: the officer decides, the PIN arrives by e-mail, and the representative enrols with it."""

import pytest

from tests.journeys import office as offices
from tests.journeys.person import library
from tests.journeys.staff import Officer, Proven, Stakeholder

pytestmark = [pytest.mark.browser, pytest.mark.long]

PEOPLE = {"zoe": "submitted fr", "thuy": "submitted fr", "robin": "approved en", "other": "newcomer en"}
"""Whom the portal knows before the journeys begin, and how far they have come."""

MINE = {
    "Quel était le nom de mon premier canot?": "Érable II",
    "Où ai-je appris à nager?": "Lac Témiscouata",
    "Quel livre ai-je relu?": "Menaud",
    "Quelle odeur me rappelle l’enfance?": "Sirop",
}


def looks_at_pages(camille, zoe):
    """Look at both pages of the signed form, beside the answers."""
    camille.reads("Nguyễn-Łukasz")
    for page in (1, 2):
        if page > 1:
            camille.press(camille.say("case_viewer.next"))
        sees(camille, f"page {page} de 2")
    camille.page.get_by_role("radio", name=camille.say("documents.first_id"), exact=True).check()
    sees(camille, "page 1 sur 1")


def sees(camille, told):
    """Wait until the viewer shows this page, its picture arrived."""
    camille.page.locator(".paper-where").get_by_text(told).wait_for()
    assert camille.is_drawn(camille.page.locator(".paper-box img"))


def types_pin(person, given, family, pin):
    person.write(person.say("pin.given_names"), given)
    person.write(person.say("pin.family_name"), family)
    person.write(person.say("pin.pin"), pin)
    person.press(person.say("pin.continue"))


def accepts_terms_once_more(person):
    person.arrives(library().terms["portal"].title.of(person.language))
    person.press(person.say("terms.accept"))


@pytest.mark.clause("0.1", "3.0", "3.1", "4.10", "4.11", "4.12", "4.15", "4.16", "4.X")
def test_an_approved_applicant_enrols_with_the_pin_of_the_e_mail_and_is_asked_a_question_at_each_sign_in(
    office, person
):
    camille, maxime, zoe = person("fr", Officer), person("fr", Stakeholder), person("fr", Proven)
    zoe.looks_with_axe = camille.looks_with_axe = True
    seeded = office["zoe"]
    camille.begins("officer1", camille.say("queue.title"))

    assert camille.waiting == [seeded.reference, office["thuy"].reference]
    camille.takes(seeded.reference)
    looks_at_pages(camille, seeded)
    camille.chooses("approved")
    preview = camille.previews()
    camille.confirms("approved", seeded.reference)
    office.delivers()
    subject = f"Demande {seeded.reference} : approuvée"
    letter = maxime.begins("stakeholder1").letter(subject)
    pin = offices.pin_in(letter)

    assert "Votre demande d’inscription" in preview
    assert pin not in preview
    assert "donotreply@cic.gc.ca" in letter
    assert "zoe@example.com" in letter
    zoe.sign_in(seeded.user_code, then=zoe.say("home.title"))
    zoe.reads("Approuvée.")
    assert zoe.main.get_by_text(pin).count() == 0
    zoe.press(zoe.say("home.pin"), zoe.say("pin.title"))
    types_pin(zoe, seeded.given, seeded.family, "ABCD2345")
    zoe.reads("ne vont pas ensemble").look(again=True)
    types_pin(zoe, "zoe nusta", "NGUYEN LUKASZ", pin.lower())
    accepts_terms_once_more(zoe)
    zoe.creates_questions(MINE)
    zoe.arrives("Bienvenue au portail de CIC, Zoé Ñusta Nguyễn-Łukasz")
    zoe.sign_out().sign_in(seeded.user_code, zoe.say("security_question.title"))
    asked = zoe.page.locator(".st-key-answer label").inner_text().removesuffix("*").strip()
    zoe.page.locator(".st-key-answer input").fill("pas la bonne")
    zoe.press(zoe.say("security_question.continue")).reads("n’est pas celle que vous avez donnée")
    zoe.page.locator(".st-key-answer input").fill(MINE[asked].lower())
    zoe.press(zoe.say("security_question.continue"))
    zoe.arrives("Bienvenue au portail de CIC, Zoé Ñusta Nguyễn-Łukasz")
    zoe.uses("Mon inscription", zoe.say("enrolment.title"))
    attestation = zoe.saved(zoe.say("enrolment.save"))

    assert seeded.reference in offices.paper.text_of(attestation)
    assert zoe.barriers + camille.barriers == []


@pytest.mark.clause("4.1", "4.7", "4.10", "4.11", "4.12", "4.15", "4.16")
def test_a_newcomer_with_a_pin_meets_the_pages_of_part_4_in_their_order(office, person):
    robin, maxime = person("en", Proven), person("en", Stakeholder)
    robin.looks_with_axe = True
    seeded = office["robin"]
    pin = maxime.begins("stakeholder1").pin(seeded.reference)

    robin.sign_in(office["other"].user_code, then="Welcome")
    robin.press("Continue", library().terms["portal"].title.en).press("I accept", "Welcome to the CIC Portal")
    robin.reads("issued directly by CIC").press("Continue", robin.say("screening.has_pin"))
    robin.tick("Yes")
    robin.press(robin.say("screening.next"), robin.say("pin.title"))
    types_pin(robin, seeded.given, seeded.family, pin)
    accepts_terms_once_more(robin)
    robin.creates_questions(MINE)
    robin.arrives("Welcome to the CIC Portal, Robin O'Brien-Şimşek")

    assert robin.menu == ["Home", *(robin.say(key) for key in (
        "messages.title", "enrolment.title", "own_history.menu", "credential.title", "public.guide_menu",
        "public.refusals_menu",
    ))]  # fmt: skip
    assert robin.barriers == []
