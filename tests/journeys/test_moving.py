"""The move of an account to a new credential: at once with a word, or after a delay with the four answers."""

import re

import pytest
from live import serve

from tests.journeys import office as offices
from tests.journeys.office import SECURITY
from tests.journeys.staff import Proven, Stakeholder

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.clause("4.15")]

PEOPLE = {"zoe": "enrolled fr", "robin": "enrolled en", "nora": "newcomer en", "nils": "newcomer en"}
"""Whom the portal knows before the journeys begin, and how far they have come."""

ASKED = {"fr": "Quelqu’un demande de déplacer votre compte", "en": "Somebody asks to move your account"}


def goes_to_the_move(person, user_code):
    """Sign in with the new credential, accept the terms, and open the page of the move."""
    person.sign_in(user_code, person.say("arrival.title"))
    person.press(person.say("arrival.continue")).arrives(left=person.say("arrival.title"))
    person.press(person.say("terms.accept"), person.say("arrival.portal_title"))
    person.follow(person.say("move.link"), person.say("move.title"))
    return person


def asks(person, reference, answers=SECURITY):
    """Give the reference and the four answers."""
    person.write(person.say("move.number"), reference)
    person.press(person.say("move.next")).reads(person.say("move.answers_title")).settles().look(again=True)
    for question, answer in answers.items():
        person.write(f"{question} *", answer)
    person.press(person.say("move.ask"))
    return person


def test_a_signed_in_representative_moves_from_a_gckey_to_a_partner_and_the_gckey_stops_working(
    office, person
):
    zoe, elsewhere, maxime = person("fr", Proven), person("fr", Proven), person("fr", Stakeholder)
    zoe.looks_with_axe = elsewhere.looks_with_axe = True
    welcome = zoe.say("welcome.title", name="Zoé Ñusta Nguyễn-Łukasz")
    code = office["zoe"].user_code
    zoe.comes_back(code, welcome)
    zoe.uses(zoe.say("welcome.credential"), zoe.say("credential.title"))
    zoe.press(zoe.say("credential.start"))
    word = zoe.page.locator(".st-key-word code").inner_text().strip()
    zoe.look(again=True)

    elsewhere.open("/partners", elsewhere.say("partners_page.title"))
    elsewhere.goes_to_partner("Caisse Boréale").proves_identity("camille", "boreale-1")
    elsewhere.arrives(elsewhere.say("partners_page.return_title"))
    elsewhere.press("Continuer").arrives(left=elsewhere.say("partners_page.return_title"))
    elsewhere.press("J’accepte").arrives(left="").settles()
    elsewhere.open("/move", elsewhere.say("move.title"))
    elsewhere.write(elsewhere.say("move.word"), "AAAA-BBBB-CCCC")
    elsewhere.press(elsewhere.say("move.finish")).reads(elsewhere.say("errors.move_code_wrong"))
    elsewhere.write(elsewhere.say("move.word"), word)
    elsewhere.press(elsewhere.say("move.finish"), elsewhere.say("security_question.title")).proves(welcome)
    zoe.open("/welcome", zoe.say("frame.sign_in_first_title"))
    zoe.open("/gckey", zoe.say("sign_in.gckey_title"))
    zoe.write(zoe.say("sign_in.user_code"), code)
    zoe.write(zoe.say("sign_in.password"), offices.PASSWORD)
    zoe.press(zoe.say("sign_in.submit")).reads("l’ancien ne fonctionne plus")
    office.delivers()

    assert re.fullmatch(r"\w{4}-\w{4}-\w{4}", word)
    assert office["zoe"].reference in maxime.begins("stakeholder1").letter(
        "Votre compte est passé à un nouveau justificatif"
    )
    assert zoe.barriers + elsewhere.barriers == []


def test_a_move_without_the_old_credential_is_stopped_by_its_e_mail_and_asked_again_comes_true(
    office, person, chromium
):
    nora, maxime, robin = person("en", Proven), person("en", Stakeholder), person("en", Proven)
    nora.looks_with_axe = robin.looks_with_axe = True
    seeded = office["robin"]

    goes_to_the_move(nora, office["nora"].user_code)
    asks(nora, seeded.reference, dict.fromkeys(SECURITY, "not this")).reads("do not match")
    asks_answers(nora)
    nora.reads("An e-mail has gone to the address in your request.").look(again=True)
    office.delivers()
    letter = maxime.begins("stakeholder1").letter(ASKED["en"])
    robin.open("/stop-move", robin.say("stop_move.title"))
    robin.write(robin.say("stop_move.word"), re.search(r"write this word:\s+(\S+)", letter)[1])
    robin.press(robin.say("stop_move.stop")).reads("The move is stopped.").look(again=True)
    robin.comes_back(seeded.user_code, robin.say("welcome.title", name="Robin O'Brien-Şimşek"))
    barriers = nora.barriers + robin.barriers

    finishes_soon(office, chromium, seeded)
    assert barriers == []


def asks_answers(person):
    """Answer the four questions, which still stand on the page."""
    for question, answer in SECURITY.items():
        person.write(f"{question} *", answer)
    person.press(person.say("move.ask"))


def finishes_soon(office, chromium, seeded):
    """Serve the same portal again with a short delay, ask once more, and wait for the move."""
    data = office.live.data
    office.live.stop()
    office.live = serve(data, PORTAL_MOVE_DELAY="PT1S")
    nils, maxime = (kind(chromium, office.live.address, "en") for kind in (Proven, Stakeholder))
    welcome = nils.say("welcome.title", name="Robin O'Brien-Şimşek")
    asks(goes_to_the_move(nils, office["nils"].user_code), seeded.reference)
    nils.reads("An e-mail has gone to the address in your request.")
    maxime.begins("stakeholder1").waits_for("Your account has moved to a new credential")
    Proven(chromium, office.live.address, "en").comes_back(office["nils"].user_code, welcome)
    robin = Proven(chromium, office.live.address, "en")
    robin.open("/gckey", robin.say("sign_in.gckey_title"))
    robin.write(robin.say("sign_in.user_code"), seeded.user_code)
    robin.write(robin.say("sign_in.password"), offices.PASSWORD)
    robin.press(robin.say("sign_in.submit")).reads("the old one no longer works")
