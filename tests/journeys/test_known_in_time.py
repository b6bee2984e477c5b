"""What can be known is told at its question; what a notice names is mended there, and approved."""

import re

import pytest

from tests.journeys.answers import ACCEPTABLE, LISTED
from tests.journeys.person import library
from tests.journeys.staff import Officer, Stakeholder
from tests.journeys.test_journey_narrow import TELEPHONE

pytestmark = [pytest.mark.browser, pytest.mark.long]

LANGUAGES = ("fr", "en")
PEOPLE = {
    **{f"notary{it}": f"before:membership_number {it}" for it in LANGUAGES},
    **{f"herself{it}": f"before:attestor {it}" for it in LANGUAGES},
    **{f"mends{it}": f"noticed {it}" for it in LANGUAGES},
    **{f"checks{it}": f"before:first_id {it}" for it in LANGUAGES},
}
"""Whom the portal knows before the journeys begin, and how far they have come."""
NOTARY = {**ACCEPTABLE, "regulator": {"regulator": "CNQ"}, "licence": {"licence": "notary"}}
WRONG = {**LISTED, "membership_number": {"membership_number": "R899999"}}
MAILED = {"email": {"email": "camille@example.com", "email_again": "camille@example.com"}}
ANSWERED = {
    name: {**answers, **MAILED, "language": {"correspondence_language": language}}
    for language in LANGUAGES
    for name, answers in (
        (f"notary{language}", NOTARY), (f"herself{language}", LISTED), (f"mends{language}", WRONG),
        (f"checks{language}", LISTED),
    )
}  # fmt: skip
SETTINGS = {"PORTAL_NOTICE_DAYS": "8"}
WINDOWS = {"fr": {}, "en": TELEPHONE}


ABOUT_COLLEGE = {"fr": "la lettre R et six chiffres", "en": "the letter R and six digits"}
TOLD = {
    "unusual": {"fr": "n’a pas la forme des numéros de votre organisme",
                "en": "does not have the form of your regulator's"},
    "herself": {"fr": "selon ce que vous avez donné, c’est vous", "en": "according to what you gave, is you"},
}  # fmt: skip
"""What the rules say of a number of an unknown form, and of who attests herself."""
HERSELF = {
    "attestor_family_name": "Exemple", "attestor_given_names": "Camille A.", "attestor_regulator": "CICC",
    "attestor_number": "r900001", "attestor_email": "camille@example.com",
}  # fmt: skip
SUBJECTS = {"fr": "Lettre d’essai du portail d’inscription", "en": "Test letter from the enrolment portal"}


@pytest.fixture
def looking(person, office):
    """Put somebody in front of the portal, at a page of her request, who looks at every page with axe."""

    def met(name, language, path):
        one = person(language, **WINDOWS[language])
        one.looks_with_axe = True
        one.signs_in_at(office[f"{name}{language}"].user_code, path)
        return one

    return met


@pytest.mark.clause("2.3a")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_notary_is_told_at_the_question_that_her_number_looks_unlike_a_notarys(looking, language):
    nora = looking("notary", language, "/question")
    asked = nora.title
    hints = nora.main.inner_text()

    nora.answers({"membership_number": "abc d'ef"}).reads(TOLD["unusual"][language])
    nora.settles().look(again=True)

    assert ABOUT_COLLEGE[language] not in hints + nora.main.inner_text()
    assert nora.title == asked
    assert (nora.barriers, nora.too_wide) == ([], [])


@pytest.mark.clause("2.8", "3.R1")
@pytest.mark.parametrize("language", LANGUAGES)
def test_who_attests_herself_is_told_at_the_question_whatever_she_adds_to_name_and_number(looking, language):
    camille = looking("herself", language, "/question")
    asked = camille.title

    camille.answers(HERSELF).reads(TOLD["herself"][language])
    camille.settles().look(again=True)

    assert camille.title == asked
    assert (camille.barriers, camille.too_wide) == ([], [])


@pytest.mark.clause("3.2", "3.6")
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_notice_names_is_opened_changed_there_sent_again_and_approved(
    looking, office, person, language
):
    camille = looking("mends", language, "/notice")
    reference = office[f"mends{language}"].reference
    title = library().questionnaire.questions
    number = next(it.title.of(language) for it in title if it.id == "membership_number")

    opened = camille.arrives(camille.say("notice.title")).main.locator(".answers .modify")
    names = opened.evaluate_all("links => links.map(it => new URL(it.href).searchParams.get('q'))")
    opened.first.click()
    camille.arrives(number).answers({"membership_number": "R900001"})
    camille.arrives(camille.say("notice.title"))
    camille.press(camille.say(f"form_page.print_in_{language}")).settles().look(again=True)
    camille.press(camille.say("notice.send"), camille.say("confirmation.title_notice_answered"))
    officer = person(language, Officer)
    officer.begins(f"officer{1 + LANGUAGES.index(language)}")
    officer.open(f"/case?request={reference}", officer.say("case.title", reference=reference))
    changed = officer.main.locator("ul.changed").inner_text()
    officer.chooses("approved").previews()
    officer.confirms("approved", reference)

    assert names == ["membership_number"]
    assert ("R899999" in changed, "R900001" in changed) == (True, True)
    assert (camille.barriers, camille.too_wide) == ([], [])


@pytest.mark.clause("3.0")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_code_of_a_test_letter_confirms_the_address(looking, office, person, language):
    camille = looking("checks", language, "/question")
    offer = camille.main.locator("summary").filter(has_text=camille.say("email_check.title"))
    is_on_first_screen = offer.evaluate("it => it.getBoundingClientRect().bottom <= innerHeight")

    offer.click()
    camille.press(camille.say("email_check.send")).reads(camille.say("email_check.code")).settles()
    camille.look(again=True)
    office.delivers()
    maxime = person(language, Stakeholder)
    maxime.begins("stakeholder1")
    code = re.search(
        r"^\s*(\d{6})\s*$", maxime.waits_for(SUBJECTS[language]).letter(SUBJECTS[language]), re.M
    )[1]
    camille.write(camille.say("email_check.code"), code)
    camille.page.keyboard.press("Tab")
    camille.settles().press(camille.say("email_check.confirm"))
    camille.reads(camille.say("email_check.confirmed", at="|", address="camille@example.com").split("|")[0])

    assert is_on_first_screen
    assert (camille.barriers, camille.too_wide) == ([], [])
