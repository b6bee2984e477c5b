"""Where one is signed in, and ending it elsewhere."""

import pytest
from paperwork import applicant

from core.bootstrap import portal
from core.domain.errors import NotSignedInError
from pages.parts.accounts.sessions import place_text

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0"


def is_signed_in(token):
    try:
        return bool(portal().credentials.who_is(token))
    except NotSignedInError:
        return False


@pytest.mark.parametrize(
    ("language", "title", "headings"),
    [
        (
            "fr",
            "Où votre session est ouverte",
            [
                "Session 1\u00a0: Edge, Windows",
                "Session 2\u00a0: Safari, iPhone",
                "Session 3\u00a0: Firefox, Linux",
            ],
        ),
        (
            "en",
            "Where you are signed in",
            ["Session 1: Edge, Windows", "Session 2: Safari, iPhone", "Session 3: Firefox, Linux"],
        ),
    ],
)
def test_every_open_session_is_listed_by_a_plain_name(language, title, headings):
    person = applicant()
    person.sign_in_again(IPHONE)
    person.sign_in_again(EDGE)

    screen = person.open("sessions", language)

    assert screen.title == title
    assert [header.value for header in screen.at.header] == headings


def test_one_other_session_is_ended_and_this_one_stays():
    person = applicant()
    one, other = person.sign_in_again(IPHONE), person.sign_in_again(EDGE)
    ended = portal().credentials.who_is(one).session.id

    screen = person.open("sessions", "en").press(f"end_{ended}")

    assert [is_signed_in(token) for token in (one, other, person.token)] == [False, True, True]
    assert screen.notices("success")[0].startswith("Sessions ended: 1.")


def test_all_other_sessions_are_ended_at_once():
    person = applicant()
    tokens = [person.sign_in_again(IPHONE), person.sign_in_again(EDGE)]

    screen = person.open("sessions").press("end_others")

    assert [is_signed_in(token) for token in (*tokens, person.token)] == [False, False, True]
    assert screen.buttons == {}


def test_this_session_has_no_button_that_ends_it():
    person = applicant()

    assert person.open("sessions").buttons == {}


def test_somebody_elses_sessions_are_not_listed():
    applicant().sign_in_again(IPHONE)

    screen = applicant().open("sessions")

    assert [header.value for header in screen.at.header] == ["Session 1\u00a0: Firefox, Linux"]


def test_a_browser_that_says_nothing_is_called_unknown():
    assert place_text("") == "Navigateur inconnu, appareil inconnu"
