"""The first page, as somebody meets it who has never been here."""

import pytest

from pages.parts.shell.streamlit_dom import SELECTORS

pytestmark = pytest.mark.browser
OFF_SCREEN = "() => document.activeElement.getBoundingClientRect().right <= 0"


@pytest.mark.parametrize(
    ("language", "told"),
    [("fr", ("Qui peut s’inscrire", "gratuite")), ("en", ("Who can enrol", "free"))],
)
def test_on_a_telephone_the_language_is_tapped_and_no_invisible_link_takes_the_keyboard(
    chromium, live_portal, language, told
):
    other = "en" if language == "fr" else "fr"
    context = chromium.new_context(
        viewport={"width": 360, "height": 640}, has_touch=True, is_mobile=True, locale=f"{other}-CA"
    )
    page = context.new_page()
    page.goto(live_portal.address)
    page.wait_for_selector(SELECTORS["at-rest"])

    assert page.locator(".st-key-band").bounding_box()["height"] <= 96
    page.locator(".band .language").tap()
    page.get_by_role("heading", name=told[0]).wait_for()
    page.wait_for_selector(SELECTORS["at-rest"])

    assert told[1] in page.locator("body").inner_text()
    hidden = []
    for _ in range(14):
        page.keyboard.press("Tab")
        hidden.append(page.evaluate(OFF_SCREEN))
    assert hidden == [False] * 14
    context.close()
