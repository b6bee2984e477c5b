"""The statistics as those who work here see them, and as stakeholders do."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from core.adapters.statistics.figures import SqlFigures
from core.adapters.store.store import SqlStore
from core.domain.accounts.identity import PORTAL_ITSELF, Actor, Role
from core.domain.application.application import Outcome
from core.domain.application.question_wording import WordingEdition
from core.domain.errors import NotAllowedError, NotFoundError
from core.domain.rules.rules import RuleEdition
from core.domain.statistics.filters import BarFilter
from core.services.rules.editions import ensure_first
from tests.adapters.many_files import ManyFiles
from tests.services import steps
from tests.services.counted_lists import counts_of
from tests.services.doubles import MovableClock, portal_of_memory
from tests.services.refusals import refusal_of
from tests.workbooks import rows_of

MANAGER, STAKEHOLDER = Actor(Role.MANAGER), Actor(Role.STAKEHOLDER)
MARCH = datetime(2026, 3, 20, 16, tzinfo=UTC)
LAYOUTS = {Role.MANAGER: "office", Role.STAKEHOLDER: "published"}
YEAR = {"from": "2025-01", "to": "2025-12"}


@pytest.fixture(scope="module")
def busy():
    """A portal with thousands of requests to count, on a day of March 2026."""
    store = SqlStore("duckdb:///:memory:busy")
    store.migrate()
    ManyFiles().many(2000).keep(store)
    told = {"figures": SqlFigures(store), "clock": MovableClock(MARCH), "store": store}
    portal = portal_of_memory().with_outside(**told)
    ensure_first(portal.outside)
    portal.publications.publish_due(PORTAL_ITSELF)
    yield portal
    store.close()


@pytest.fixture
def decided():
    """A portal with one request approved and one refused for two reasons, the manager and both."""
    portal = portal_of_memory()
    officer = steps.worker(portal)
    people = [steps.applicant(portal, name) for name in ("zoetrope", "yvettes1")]
    made = [steps.submitted(portal, it) for it in people]
    steps.decide(portal, officer, made[0], Outcome.APPROVED)
    steps.decide(portal, officer, made[1], Outcome.REFUSED)
    return portal, steps.worker(portal, Role.MANAGER, "gestionnaire"), made


def chart(page, code):
    return next(it for it in page.charts if it.code == code)


def texts(chart):
    return [[cell.text for cell in row] for row in chart.rows]


def test_a_refused_and_an_approved_request_are_counted_each_with_a_way_to_its_file(decided):
    portal, manager, made = decided

    page = portal.statistics.page(manager, {}, "fr")
    behind = portal.statistics.behind(manager, {"outcome": "refused"})
    first = chart(page, "reasons").rows[0]

    assert page.lead.startswith(
        "50,0\u00a0% des 2 dossiers décidés ont été refusés. Aucune période précédente"
    )
    assert [it.value for it in page.figures[:2]] == ["n = 2", "0,0 j"]
    wanted, bar = first[0].behind
    assert (wanted, replace(bar, reason="")) == (page.wanted, BarFilter(outcome="refused"))
    assert (behind.bar, behind.count, [it.id for it in behind.rows]) == (
        BarFilter(outcome="refused"),
        1,
        [made[1].id],
    )


def test_an_address_without_a_bar_lists_no_files(decided):
    portal, manager, _ = decided

    refusal = refusal_of(lambda: portal.statistics.behind(manager, {"from": "2025-04", "reason": "no_such"}))

    assert (type(refusal), refusal.code) == (NotFoundError, "not_found")


@pytest.mark.parametrize(
    "view", ["reasons", "regulators", "waits", "journey", "together", "told", "untold", "causes"]
)
@pytest.mark.parametrize(
    "more", [{}, {"reason": "other"}, {"regulator": "LSO"}], ids=["all", "reason", "LSO"]
)
def test_every_count_of_a_page_is_the_length_of_the_list_it_opens(busy, view, more):
    page = busy.statistics.page(MANAGER, {**YEAR, "view": view, **more}, "en")

    counted = counts_of(page)

    assert counted == {files: busy.statistics.behind(MANAGER, told(files)).count for files in counted}
    assert len(counted) >= 4


def told(files):
    """Return the address of a list."""
    return {**files.wanted.codes, **files.bar.codes}


def test_a_bar_that_leads_to_files_counts_them(busy):
    files = busy.statistics.charts.files.values()

    assert [it.code for it in files if it.bar] == [
        "done", "left_at", "months", "reason_regulators", "reasons", "regulators", "rounds", "steps",
        "together", "told", "trend", "untold", "waits",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "view", ["reasons", "regulators", "waits", "journey", "together", "told", "untold", "causes"]
)
def test_no_two_bars_of_a_chart_stand_in_one_place(busy, view):
    page = busy.statistics.page(MANAGER, {**YEAR, "view": view}, "en")

    for made in (it for it in page.charts if it.is_drawn and it.spec.get("layer")):
        encoding = made.spec["layer"][0].get("encoding", {})
        names = [
            it["field"]
            for axis in ("x", "y", "color")
            if (it := encoding.get(axis, {})).get("type") in ("nominal", "temporal")
        ]
        places = [tuple(row[name] for name in names) for row in made.values]
        assert len(set(places)) == len(places) or not names


def test_a_chosen_reason_filters_every_figure_and_the_chart_of_reasons_keeps_the_others(busy):
    every, one = (busy.statistics.page(MANAGER, {**YEAR, **it}, "fr") for it in ({}, {"reason": "other"}))
    files = {it["code"]: it["files"] for it in chart(every, "reasons").values}
    on = [it["code"] for it in chart(one, "reasons").values if it["on"]]

    assert (on, len(chart(one, "reasons").rows)) == (["other"], len(files))
    assert sum(row[2].value for row in chart(one, "trend").rows) == files["other"]
    assert one.figures[0].value != every.figures[0].value


@pytest.mark.parametrize(("language", "mark"), [("fr", "Données synthétiques"), ("en", "Synthetic data")])
def test_every_file_of_made_up_data_says_so_and_what_was_counted(busy, language, mark):
    page = busy.statistics.page(MANAGER, YEAR, language)
    files = [
        busy.statistics.download(MANAGER, YEAR, language, name).decode()
        for name in ("report.pdf", "reasons.png", "reasons.csv")
    ]
    book = rows_of(busy.statistics.download(MANAGER, YEAR, language, "reasons.xlsx"))

    assert page.mark == mark
    assert all(mark in it for it in files)
    assert {row[-1] for row in book if len(row) > 1 and row[-1]} == {mark}
    assert page.about[0] in files[2]


def test_real_data_bear_no_mark(busy):
    statistics = replace(busy.statistics, is_made_up=False)

    told = statistics.download(MANAGER, YEAR, "fr", "reasons.csv").decode()

    assert statistics.page(MANAGER, YEAR, "fr").mark == ""
    assert "Données synthétiques" not in told


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_chart_has_a_title_a_sentence_and_a_whole_table(busy, language):
    views = {role: busy.statistics.charts.layouts[name].views for role, name in LAYOUTS.items()}
    pages = [busy.statistics.page(MANAGER, {**YEAR, "view": it.code}, language) for it in views[Role.MANAGER]]
    pages += [
        busy.statistics.published(STAKEHOLDER, {"view": it.code}, language) for it in views[Role.STAKEHOLDER]
    ]
    charts = [it for page in pages for it in page.charts]

    assert len({it.code for it in charts}) == len(charts) == len(busy.statistics.charts.files) + 2
    for it in charts:
        assert (bool(it.title), bool(it.says)) == (True, True)
        assert {len(row) for row in it.rows} <= {len(it.columns)}


def test_the_filter_of_the_address_counts_fewer_and_is_told(busy):
    everybody, some = (
        busy.statistics.page(MANAGER, {**YEAR, **more, "view": "regulators"}, "en")
        for more in ({}, {"regulator": "LSO"})
    )

    assert some.about[-1] == "Regulator: Law Society of Ontario"
    assert [row[0].text for row in chart(some, "regulators").rows] == ["Law Society of Ontario"]
    assert len(chart(everybody, "regulators").rows) > 1


def test_a_rule_and_a_wording_that_changed_are_compared_before_and_after(busy):
    rules = [rule.model_dump(mode="json") for rule in busy.outside.rule_book.rules]
    changed = next(it for it in rules if it["reason"] == "second_id_not_valid")
    with busy.store.write() as tx:
        first = tx.find(RuleEdition)[0]
        again = [{**it, "fails_when": "FALSE"} if it is changed else it for it in rules]
        new = {"id": busy.outside.new_id(), "number": 2, "effective_from": date(2025, 6, 15), "rules": again}
        tx.add(first.model_copy(update=new))
        for month in (1, 9):
            since = datetime(2025, month, 10, tzinfo=UTC)
            edition = {"question": "membership_number", "digest": str(month), "since": since}
            tx.add(WordingEdition(id=busy.outside.new_id(), **edition))

    rows = texts(chart(busy.statistics.page(MANAGER, {**YEAR, "view": "causes"}, "fr"), "effects"))

    rule = f"Règle {changed['id']}, le 15 juin 2025 (Deuxième pièce d'identité non valide)"
    assert rows[0][0] == rule
    assert [row[0].startswith("Texte de la question") for row in rows[1:]] == [True] * len(rows[1:]) != []


def test_the_ledger_turned_by_two_things_adds_up_to_what_was_decided(busy):
    turned = busy.statistics.pivot(MANAGER, YEAR, "fr", "regulator", "outcome")
    refusal = refusal_of(lambda: busy.statistics.pivot(STAKEHOLDER, YEAR, "fr", "regulator", "outcome"))

    decided = sum(row[3].value for row in chart(busy.statistics.page(MANAGER, YEAR, "fr"), "trend").rows)
    assert turned.loc["Total", "Total"] == decided
    assert type(refusal) is NotAllowedError


def published(portal, first, last):
    """Return what is shown of each row of a period: two numbers."""
    pages = [
        portal.statistics.published(STAKEHOLDER, {"from": first, "to": last, "view": it.code}, "fr")
        for it in portal.statistics.charts.layouts["published"].views
    ]
    return {
        (it.code, row[0].text): tuple(cell.value or 0 for cell in row[2:4])
        for page in pages
        for it in page.charts
        for row in it.rows
    }


def test_a_longer_period_tells_stakeholders_nothing_but_the_sum_of_its_quarters(busy):
    quarters = [("2025-01", "2025-03"), ("2025-04", "2025-06")]
    apart = [published(busy, *it) for it in quarters]

    whole = published(busy, "2025-01", "2025-06")

    both = {key for key in apart[0] if key in apart[1] and apart[0][key][0] and apart[1][key][0]}
    assert len(both) > 5
    assert {key: whole[key] for key in both} == {
        key: tuple(map(sum, zip(apart[0][key], apart[1][key], strict=True))) for key in both
    }


def test_what_stakeholders_see_is_rounded_and_the_running_quarter_is_not_there(busy):
    page = busy.statistics.published(STAKEHOLDER, {}, "en")

    numbers = [cell.value for it in page.charts for row in it.rows for cell in row[2:4] if cell.value]

    assert (str(page.wanted.period.first), str(page.wanted.period.last)) == ("2025-01", "2025-12")
    assert numbers
    assert {value % 5 for value in numbers} == {0}
    assert all(cell.behind is None for it in page.charts for row in it.rows for cell in row)


@pytest.mark.parametrize("name", ["reasons.csv", "regulators.png", "steps.csv", "public_reasons.exe", "x"])
def test_a_stakeholder_downloads_only_what_is_published(busy, name):
    refusal = refusal_of(lambda: busy.statistics.download(STAKEHOLDER, {}, "fr", name))

    assert (type(refusal), refusal.code) == (NotFoundError, "not_found")
