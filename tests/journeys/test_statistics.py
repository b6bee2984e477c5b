"""The statistics in a browser: a manager from a bar to its files, in French; a stakeholder, in English."""

import pytest

from core.adapters.store.store import SqlStore
from core.settings import Settings
from pages.parts.shell.streamlit_dom import SELECTORS
from tests.adapters.many_files import ManyFiles
from tests.journeys.staff import Officer, Worker

pytestmark = [pytest.mark.browser, pytest.mark.long]

PEOPLE = {}
YEAR = "from=2025-01&to=2025-12"
FILES = ("reasons.csv", "reasons.png", "report.pdf", "public_reasons.csv", "steps.csv")
CSV, PNG, PDF = (200, "text/csv"), (200, "image/png"), (200, "application/pdf")
NOT_FOUND = (404, "text/html")


@pytest.fixture(scope="module")
def fill():
    """Fill the module's portal with thousands of requests to count."""

    def fill(data):
        store = SqlStore(Settings(data=data).database)
        ManyFiles().many(2000).keep(store)
        store.close()

    return fill


def saved(person, name):
    """Return how the portal answers who saves a file, and what kind of file it is."""
    answer = person.page.request.get(f"{person.address}/figures/{name}?{YEAR}")
    return answer.status, answer.headers["content-type"].partition(";")[0]


def test_a_manager_goes_from_the_answer_to_a_reason_to_its_files_and_back(person):
    claude = person("fr", Officer, viewport={"width": 1280, "height": 800})
    claude.looks_with_axe = True
    claude.begins("manager1").open(f"/statistics?{YEAR}", claude.say("statistics.title"))
    chart = claude.main.locator(".st-key-figures [role=graphics-document]").first
    chart.wait_for()
    claude.look(again=True)
    ends = [
        it.bounding_box()["y"] + it.bounding_box()["height"]
        for it in claude.main.locator(SELECTORS["figure"]).all()
    ]
    every = claude.main.locator(".lead").inner_text()

    claude.main.locator(".st-key-figures [role=graphics-symbol]").first.click()
    claude.page.wait_for_url("**reason=*")
    link = claude.main.locator(".st-key-figures a[href*=statistics-files]")
    link.wait_for()
    one = claude.main.locator(".lead").inner_text()
    listed = int("".join(it for it in link.inner_text() if it.isdigit()))
    link.click()
    claude.arrives(claude.say("statistics.behind_title")).reads("Motif : ")
    claude.reads(claude.say("statistics.behind_count", count=listed))
    claude.page.go_back()
    claude.page.go_back()
    claude.page.wait_for_url(lambda address: "reason=" not in address)

    assert (len(ends), max(ends) < 800, every == one) == (6, True, False)
    assert [saved(claude, name) for name in FILES] == [CSV, PNG, PDF, NOT_FOUND, CSV]
    assert (claude.barriers, claude.too_wide) == ([], [])


def test_a_stakeholder_sees_protected_figures_and_reaches_no_file(person):
    maxime = person("en", Worker, viewport={"width": 360, "height": 800})
    maxime.looks_with_axe = True
    maxime.begins("stakeholder1").open(f"/published-statistics?{YEAR}", maxime.say("statistics.public_title"))
    maxime.main.locator(".st-key-figures [role=graphics-document]").first.wait_for()
    maxime.look(again=True)

    links = maxime.main.locator("td a, th a").count()
    refused = maxime.open(f"/statistics?{YEAR}").title

    assert links == 0
    assert refused == maxime.say("frame.not_yours_title")
    assert [saved(maxime, name) for name in FILES] == [NOT_FOUND, NOT_FOUND, PDF, CSV, NOT_FOUND]
    assert (maxime.barriers, maxime.too_wide) == ([], [])
    assert saved(person("fr"), "report.pdf")[0] == 403
