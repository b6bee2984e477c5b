"""What the portal knows of Streamlit's HTML is still so; and it is known in one place only."""

import re

import pytest

from pages.parts.shell.html_page import asset
from pages.parts.shell.streamlit_dom import SELECTORS
from tests.live import ROOT, launch, wait_until_healthy

KNOWN_ELSEWHERE = re.compile(
    r"data-testid|data-baseweb|data-test-|\.st[A-Z]|get_by_test_id|dataset\.test|st-emotion"
)


@pytest.mark.browser
def test_every_selector_of_streamlits_html_finds_something(chromium, tmp_path):
    live = launch(tmp_path / "data", "tests.screens.shell.streamlit_parts:app", ROOT)
    try:
        wait_until_healthy(live, "/_stcore/health")
        page = chromium.new_page()
        page.goto(live.address)
        page.get_by_role("button", name="Send").wait_for()
        page.get_by_role("textbox", name="Field").fill("words")
        page.wait_for_selector(SELECTORS["at-rest"])
        seen = {name for name, selector in SELECTORS.items() if page.locator(selector).count()}
        page.locator(SELECTORS["menu"]).hover()
        page.locator(SELECTORS["close-menu"]).get_by_role("button").click()
        page.wait_for_selector(SELECTORS["open-menu"])
        seen |= {"open-menu"}
        page.close()
    finally:
        live.stop()

    assert set(SELECTORS) - seen == set()


def test_nothing_else_names_what_streamlit_makes():
    files = [
        path
        for folder in ("pages", "tests")
        for kind in ("*.py", "*.js", "*.css")
        for path in sorted((ROOT / folder).rglob(kind))
        if path.name not in ("streamlit_dom.py", "test_streamlit_dom.py")
    ]

    assert [path.name for path in files if KNOWN_ELSEWHERE.search(path.read_text("utf-8"))] == []


def test_every_selector_is_used_and_every_use_is_known():
    told = "".join(path.read_text("utf-8") for path in (ROOT / "pages/parts/shell/assets").iterdir())
    told += "".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("*.py"))
    used = set(re.findall(r"\[st=([a-z-]+)\]", told)) | set(re.findall(r"SELECTORS\[\"([a-z-]+)\"\]", told))

    assert used == set(SELECTORS)
    assert b"[st=" not in asset("portal.css") + asset("portal.js")
