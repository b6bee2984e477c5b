"""One portal with people already in it, a browser for each module, and people in front of it."""

import pytest
from live import serve
from playwright.sync_api import expect, sync_playwright

from tests.journeys.cast import prepare
from tests.journeys.person import PATIENCE, Person

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    data = tmp_path_factory.mktemp("journeys") / "data"
    cast = prepare(data)
    live = serve(data)
    yield live, cast
    live.stop()


@pytest.fixture(scope="session")
def live_portal(prepared):
    return prepared[0]


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def person(chromium, live_portal):
    """Put somebody in front of the portal: `person("en", viewport={...})`."""

    def met(language="fr", kind=Person, **window):
        return kind(chromium, live_portal.address, language, **window)

    yield met
    for context in list(chromium.contexts):
        context.close()


@pytest.fixture
def someone(person, prepared):
    """Put somebody in front of the portal who came so far before: `someone("printed", at="/form")`."""

    def met(stage, language="fr", at="/", **window):
        return person(language, **window).signs_in_at(prepared[1].take(stage), at)

    return met
