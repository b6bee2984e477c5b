"""A chart is written as docs/charts.md says, into a copy of the data: every form of it is there."""

import re
import shutil
from dataclasses import replace

import pytest

from core.adapters.statistics.chart_files import load_charts
from core.adapters.statistics.figures import SqlFigures
from core.adapters.statistics.painter import ChartPainter
from core.adapters.store.store import SqlStore
from core.bootstrap import ROOT
from core.domain.accounts.identity import Actor, Role
from core.domain.errors import ConfigurationError
from core.services.rules.editions import ensure_first
from tests.adapters.many_files import ManyFiles
from tests.services.counted_lists import counts_of
from tests.services.doubles import portal_of_memory
from tests.services.refusals import refusal_of
from tests.workbooks import rows_of

MANAGER = Actor(Role.MANAGER)
YEAR = {"from": "2025-01", "to": "2025-12", "view": "journey"}
WRITTEN = re.search(r"```toml\n(.*?)```", (ROOT / "docs" / "charts.md").read_text("utf-8"), re.DOTALL)[1]
NAMED = '"steps", "left_at"'
"""Stands in the layout where the new chart is named."""


@pytest.fixture
def folder(tmp_path):
    """A copy of the charts with the one of the docs among them, named in a view and on the report."""
    copy = tmp_path / "charts"
    shutil.copytree(ROOT / "data" / "charts", copy)
    (copy / "by_language.toml").write_text(WRITTEN, "utf-8")
    layout = copy / "layouts" / "office.toml"
    told = layout.read_text("utf-8").replace(NAMED, f'"by_language", {NAMED}')
    layout.write_text(told.replace('report = ["reasons"', 'report = ["by_language", "reasons"'), "utf-8")
    return copy


@pytest.fixture(scope="module")
def busy():
    store = SqlStore("duckdb:///:memory:new_chart")
    store.migrate()
    ManyFiles().many(600).keep(store)
    portal = portal_of_memory().with_outside(figures=SqlFigures(store), store=store)
    ensure_first(portal.outside)
    yield replace(portal.statistics, painter=ChartPainter(portal.outside.library.words))
    store.close()


def test_the_chart_of_the_docs_has_screen_table_files_and_lists_without_python(busy, folder):
    statistics = replace(busy, charts=load_charts(folder))

    page = statistics.page(MANAGER, YEAR, "fr")
    made = page.charts[0]
    files = {
        kind: statistics.download(MANAGER, YEAR, "fr", f"by_language.{kind}")
        for kind in ("csv", "xlsx", "png")
    }
    sheet = [cell for row in rows_of(files["xlsx"]) for cell in row]

    assert (made.title, made.columns) == ("Décisions selon la langue", ("Langue", "Taux de refus"))
    assert {row[0].text for row in made.rows} == {"Français", "Anglais"}
    assert made.is_drawn
    assert "SELECT language" in made.sql
    assert all(it in sheet and it in files["csv"].decode() for it in (made.title, *page.about, "Français"))
    assert files["png"].startswith(b"\x89PNG")
    assert statistics.download(MANAGER, YEAR, "fr", "report.pdf").startswith(b"%PDF")
    counted = {it: files for it, files in counts_of(page).items() if it.wanted.language}
    assert {
        it: statistics.behind(MANAGER, {**it.wanted.codes, **it.bar.codes}).count for it in counted
    } == counted
    assert len(counted) == 2


@pytest.mark.parametrize(
    ("wrong", "right", "fault"),
    [
        ('title.en = "Decisions by language"', "", "title.en: Field required"),
        ('kind = "share"', 'kind = "percent"', "columns.share.kind: Input should be"),
        ('seen_by = ["officer", "manager"]', 'seen_by = ["minister"]', "seen_by.0: Input should be"),
        ("FROM outcome", "FROM application", "there is no table 'application'"),
        ("sum(files) AS decided", "sum(secret) AS decided", "there is no column 'secret'"),
        ("AS decided", "AS settled", "the statement gives no column 'decided'"),
        ('field = "share"', 'field = "shar"', "the picture names 'shar', which no row has"),
        ("[shares]", "[shares", "Expected"),
        ("press_nothing", "", ""),
    ],
)
def test_a_wrong_file_is_named_in_words_and_the_portal_does_not_start(folder, wrong, right, fault):
    path = folder / "by_language.toml"
    if not fault:
        (folder / "layouts" / "office.toml").write_text(
            (ROOT / "data" / "charts" / "layouts" / "office.toml").read_text("utf-8"), "utf-8"
        )
        fault = "by_language.toml: no view of data/charts/layouts shows it"
    assert wrong in WRITTEN or wrong == "press_nothing"
    path.write_text(WRITTEN.replace(wrong, right), "utf-8")

    refusal = refusal_of(lambda: load_charts(folder))

    assert type(refusal) is ConfigurationError
    told = f"{refusal.values['folder']} {refusal.values['fault']}"
    assert "by_language" in told
    assert fault in told
