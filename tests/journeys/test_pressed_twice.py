"""A button pressed twice within the blink of an eye does once what it says; typing never costs a press."""

import pytest

from tests.journeys.answers import ACCEPTABLE
from tests.journeys.office import SECURITY
from tests.journeys.person import PASSWORD, library, new_user_code
from tests.journeys.staff import Officer, Proven, Stakeholder

PEOPLE = {"sent": "submitted fr", "near": "printed fr", "pinned": "approved fr"}
GAP = 120
"""Milliseconds between two presses of an impatient finger."""

pytestmark = pytest.mark.browser


def pressed_twice(person, name, gap):
    """Press the mouse twice on a button, so many milliseconds apart, as an impatient finger does."""
    button = person.page.get_by_role("button", name=name, exact=True)
    button.scroll_into_view_if_needed()
    person.settles()
    box = button.bounding_box()
    for _ in range(2):
        person.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        person.page.wait_for_timeout(gap)


def test_registering_twice_in_one_breath_gives_one_credential_and_no_complaint(person):
    someone = person()
    someone.open("/register-terms")
    someone.press(someone.say("register.accept"), someone.say("register.title"))
    someone.write(someone.say("register.user_code"), new_user_code())
    for word in ("password", "password_again"):
        someone.write(someone.say(f"register.{word}"), PASSWORD)
    for place, answer in enumerate(("Érable", "Rue du Lac", "Le Castor"), 1):
        someone.choose(
            someone.say("register.question", place=place), someone.say(f"recovery.question_{place}")
        )
        someone.write(someone.say("register.answer", place=place), answer)

    pressed_twice(someone, someone.say("register.submit"), GAP)

    someone.arrives(someone.say("register.done_title"))


def test_next_pressed_twice_leads_to_the_page_that_comes_next(person, office):
    someone = person().signs_in_at(office["near"].user_code, "/question?q=family_name")
    someone._fill(someone.question.parts[0], ACCEPTABLE["family_name"]["family_name"])

    pressed_twice(someone, someone.say("question.next"), GAP)

    # every question has its answer: what comes next is the review
    someone.arrives(someone.say("review.title"))


def test_security_questions_created_by_two_presses_lead_on(person, office):
    pin = person("fr", Stakeholder).begins("stakeholder1").pin(office["pinned"].reference)
    someone = person("fr", Proven).signs_in_at(office["pinned"].user_code, "/pin")
    for word, text in (
        ("given_names", office["pinned"].given), ("family_name", office["pinned"].family), ("pin", pin),
    ):  # fmt: skip
        someone.write(someone.say(f"pin.{word}"), text)
    someone.page.keyboard.press("Tab")
    someone.settles()
    pressed_twice(someone, someone.say("pin.continue"), GAP)
    someone.arrives(library().terms["portal"].title.fr)
    pressed_twice(someone, someone.say("terms.accept"), GAP)
    someone.arrives(someone.say("security_setup.title"))
    for place, (question, answer) in enumerate(SECURITY.items(), 1):
        someone.names(someone.say("security_setup.question", place=place), question)
        someone.write(someone.say("security_setup.answer", place=place), answer)

    pressed_twice(someone, someone.say("security_setup.continue"), GAP)

    someone.arrives(left=someone.say("security_setup.title"))
    assert someone.path == "/welcome"


def test_a_decision_confirmed_twice_is_one_decision(person, office):
    officer = person("fr", Officer).begins("officer1")
    officer.open(f"/case?request={office['sent'].reference}")
    officer.chooses("approved")
    officer.previews()

    pressed_twice(officer, officer.say("case.confirm"), GAP)

    officer.reads(officer.say("case.decided_approved", reference=office["sent"].reference))
