"""The statistics in a browser: a manager from a bar to its files, in French; a stakeholder, in English."""

import pytest
from live import serve

from core.adapters.store.store import SqlStore
from core.settings import Settings
from tests.adapters.many_files import ManyFiles
from tests.journeys.office import Office
from tests.journeys.office import prepare as prepare_office
from tests.journeys.person import library
from tests.journeys.staff import Officer, Worker

pytestmark = pytest.mark.browser

PEOPLE = {}
YEAR = "from=2025-01&to=2025-12"
FILES = ("reasons.csv", "reasons.png", "report.pdf", "public_reasons.csv", "steps.csv")
CSV, PNG, PDF = (200, "text/csv"), (200, "image/png"), (200, "application/pdf")
NOT_FOUND = (404, "text/html")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Serve a portal with staff, and with thousands of requests to count."""
    data = tmp_path_factory.mktemp("figures") / "data"
    people = prepare_office(data, {})
    store = SqlStore(Settings(data=data).database)
    ManyFiles().many(2000).keep(store)
    store.close()
    made = Office(serve(data), people)
    yield made
    made.live.stop()


def saved(person, name):
    """Return how the portal answers who saves a file, and what kind of file it is."""
    answer = person.page.request.get(f"{person.address}/figures/{name}?{YEAR}")
    return answer.status, answer.headers["content-type"].partition(";")[0]


def test_a_manager_goes_from_a_chart_to_its_files_and_narrows_what_is_counted(person):
    claude = person("fr", Officer, viewport={"width": 1280, "height": 900})
    claude.looks_with_axe = True
    claude.begins("manager1").open(f"/statistics?{YEAR}", claude.say("statistics.title"))
    bar = claude.main.locator(".st-key-chart_reasons svg a").first
    bar.wait_for()
    claude.look(again=True)
    named = bar.get_attribute("aria-label")
    marks = claude.main.get_by_text(claude.say("statistics.made_up"), exact=True).count()

    bar.focus()
    claude.page.keyboard.press("Enter")
    claude.arrives(claude.say("statistics.behind_title")).reads("Motif : ")
    listed = claude.main.get_by_role("table").get_by_role("link").count()
    claude.reads(claude.say("statistics.behind_count", count=listed))
    claude.follow(claude.say("statistics.behind_back"), claude.say("statistics.title"))
    claude.main.locator(".st-key-chart_signs svg").wait_for()
    claude.settles().page.get_by_text(claude.say("statistics.filter")).click()
    claude.choose(claude.say("statistics.column_language"), "Anglais")
    claude.press(claude.say("statistics.show"))
    claude.page.wait_for_url("**language=en**")
    claude.reads("Langue de correspondance : Anglais").settles().look(again=True)

    assert named.split(" : ")[0] in {it.label.fr for it in library().reasons.values()}
    assert listed > 10
    assert marks > 10
    assert [saved(claude, name) for name in FILES] == [CSV, PNG, PDF, NOT_FOUND, CSV]
    assert (claude.barriers, claude.too_wide) == ([], [])


def test_a_stakeholder_sees_protected_figures_and_reaches_no_file(person):
    maxime = person("en", Worker, viewport={"width": 360, "height": 800})
    maxime.looks_with_axe = True
    maxime.begins("stakeholder1").open(f"/published-statistics?{YEAR}", maxime.say("statistics.public_title"))
    maxime.main.locator(".st-key-chart_public_outcomes svg").wait_for()
    maxime.look(again=True)

    links = maxime.main.locator(".chart a, td a, th a").count()
    said = maxime.main.inner_text()
    refused = maxime.open(f"/statistics?{YEAR}").title

    assert links == 0
    assert "Every number from 0 to 5 is hidden" in said
    assert said.count(maxime.say("statistics.hidden")) > 10
    assert refused == maxime.say("frame.not_yours_title")
    assert [saved(maxime, name) for name in FILES] == [NOT_FOUND, NOT_FOUND, PDF, CSV, NOT_FOUND]
    assert (maxime.barriers, maxime.too_wide) == ([], [])
    assert saved(person("fr"), "report.pdf")[0] == 403
