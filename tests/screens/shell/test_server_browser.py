"""The one-use ticket, as a real browser carries it."""

import json

import httpx
import pytest

from pages.parts.shell.streamlit_dom import SELECTORS
from tests.screens.accounts.test_public import PASSWORD, new_code

pytestmark = pytest.mark.browser


def register(page, address):
    page.goto(f"{address}/register-terms?lang=en")
    page.get_by_role("button", name="I accept").click()
    page.get_by_role("textbox", name="User ID *").fill(new_code())
    page.get_by_role("textbox", name="Password *", exact=True).fill(PASSWORD)
    page.get_by_role("textbox", name="Password, a second time *").fill(PASSWORD)
    for place in (1, 2, 3):
        page.get_by_role("combobox", name=f"Recovery question {place}").fill(f"My own question {place}?")
        page.keyboard.press("Enter")
        page.get_by_role("textbox", name=f"Answer to question {place}").fill(f"answer {place}")
    page.get_by_role("button", name="Submit", exact=True).click()


def post(address, ticket, origin):
    headers = {"Origin": origin, "Content-Type": "application/json"}
    answer = httpx.post(f"{address}/session/open", content=ticket, headers=headers)
    return answer.status_code, answer.headers.get("set-cookie", "").partition(";")[2]


def test_a_ticket_is_spent_once_and_only_from_the_portals_own_page(chromium, live_portal):
    page = chromium.new_page(locale="en-CA")
    caught = []
    page.route("**/session/open", lambda route: (caught.append(route.request.post_data), route.abort()))
    register(page, live_portal.address)
    page.wait_for_event("requestfailed", timeout=15000)
    (ticket,) = caught
    assert list(json.loads(ticket)) == ["ticket"]
    assert post(live_portal.address, ticket, "https://evil.example") == (403, "")
    assert post(live_portal.address, ticket, live_portal.address) == (204, " HttpOnly; Path=/; SameSite=lax")
    assert post(live_portal.address, ticket, live_portal.address) == (403, "")
    page.close()


@pytest.mark.clause("1.6", "1.7", "4.X")
def test_registering_signs_in_by_a_cookie_no_script_can_read_and_signing_out_takes_it_back(
    chromium, live_portal
):
    context = chromium.new_context(locale="en-CA")
    page = context.new_page()
    register(page, live_portal.address)
    page.get_by_role("heading", name="Registration complete – GCKey").wait_for()
    assert "portal_session" not in page.evaluate("document.cookie")
    before = [cookie for cookie in context.cookies() if cookie["name"] == "portal_session"]
    page.get_by_role("button", name="Sign out").click()
    page.get_by_text("You have signed out.").wait_for()
    assert [cookie["name"] for cookie in context.cookies() if cookie["name"] == "portal_session"] == []
    context.add_cookies(before)
    page.goto(f"{live_portal.address}/sessions")
    page.get_by_role("heading", name="Sign in first").wait_for()
    context.close()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_streamlits_own_words_are_said_in_the_pages_language(chromium, live_portal, language):
    page = chromium.new_page(locale=f"{language}-CA")
    page.goto(f"{live_portal.address}/gckey")
    page.get_by_role("heading", level=1).wait_for()
    skip = ("Passer au contenu principal", "Skip to main content")[language == "en"]
    menu = ("Pages du portail", "App pages")[language == "en"]
    page.get_by_text(skip).wait_for(state="attached")
    page.get_by_role("navigation", name=menu).wait_for()
    assert page.evaluate("document.documentElement.lang") == language
    page.close()


def test_the_focus_moves_to_the_heading_of_the_next_screen(chromium, live_portal):
    page = chromium.new_page(locale="fr-CA")
    page.goto(live_portal.address)
    page.get_by_role("link", name="Motifs de refus courants").click()
    page.locator("h1:focus", has_text="Les motifs de refus les plus courants").wait_for()
    page.close()


def test_the_page_breaks_no_rule_of_its_own_policy(chromium, live_portal):
    page = chromium.new_page(locale="fr-CA")
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    for path in ("", "gckey", "register-terms", "guide"):
        page.goto(f"{live_portal.address}/{path}")
        page.get_by_role("heading", level=1).wait_for()
        page.wait_for_selector(SELECTORS["at-rest"])
    assert said == []
    page.close()
