"""Seeing a demonstration as each of its people, by one press each, at a desk and on a telephone."""

import pytest
from live import serve

from tests.journeys.person import Person

PARTS = ("applicant", "officer", "manager", "stakeholder", "administrator", "representative")


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    live = serve(tmp_path_factory.mktemp("strip") / "data", PORTAL_DEMONSTRATION_REQUESTS="60")
    yield live
    live.stop()


@pytest.mark.browser
@pytest.mark.parametrize(("language", "width"), [("fr", 1280), ("en", 390)])
def test_one_press_shows_the_portal_as_each_of_its_people(chromium, demonstration, language, width):
    who = Person(chromium, demonstration.address, language, viewport={"width": width, "height": 844})
    who.looks_with_axe = True
    who.open("/")
    who.looks_with_axe = False  # the strip is the same everywhere; each screen has its own journey
    presses = 0
    for part in PARTS:
        line = who.page.locator(".st-key-strip").bounding_box()
        assert (line["y"], line["height"] <= 34) == (0, True)
        if width == 390:
            who.page.locator(".strip summary").click()
        with who.page.expect_navigation():
            who.page.locator(f".strip form[action$={part}] button:visible").click()
        presses += 1
        who.arrives()
        assert who.say(f"demonstration.{part}") in who.page.locator(".strip > span").inner_text()

    assert (presses, who.barriers, who.too_wide) == (6, [], [])
    who.leave()
