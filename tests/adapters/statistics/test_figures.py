"""What the SQL counts is what pandas counts of the same 20,000 requests, row by row, on either database."""

from collections import Counter, defaultdict
from datetime import date
from functools import cache
from uuid import UUID

import pytest

from core.adapters.statistics.chart_files import load_charts
from core.adapters.statistics.figures import SqlFigures
from core.adapters.store.store import SqlStore
from core.bootstrap import ROOT
from core.domain.rules.early_findings import RuleTold, tellings
from core.domain.statistics.file_counts import FileCounts
from core.domain.statistics.filters import BarFilter, Filter
from core.domain.statistics.headline import headline
from core.domain.statistics.periods import Month, Period
from core.domain.statistics.rates import Rate
from tests.adapters.conftest import Places
from tests.adapters.many_files import QUESTIONS, REASONS, ZONE, ManyFiles
from tests.office_days import OFFICE_DAYS
from tests.services.pandas_figures import PandasFigures

CHARTS = load_charts(ROOT / "data" / "charts")
TODAY = date(2026, 3, 20)
CALENDAR = OFFICE_DAYS
YEAR = Period(Month.read("2025-04"), Month.read("2026-03"))
ONE_MONTH = Period(Month.read("2025-11"), Month.read("2025-11"))
CUTS = [date(2025, 3, 1), date(2025, 6, 14), date(2025, 6, 15), date(2025, 12, 1)]
FILTERS = [
    Filter(YEAR),
    Filter(ONE_MONTH),
    Filter(Period(Month.read("2024-01"), Month.read("2026-03"))),
    Filter(YEAR, regulator="LSO"),
    Filter(YEAR, province="none", language="fr"),
    Filter(YEAR, regulator="LSYT", licence="none", province="QC", language="en"),
    Filter(Period(Month.read("2019-01"), Month.read("2019-12"))),
]
BARS = [
    BarFilter(outcome="refused"), BarFilter(outcome="approved", rounds=1), BarFilter(reason="other"),
    BarFilter(rounds=3), BarFilter(reason="other", only=True),
    BarFilter(reason="name_differs", other="other"), BarFilter(asked=True, outcome="refused"),
]  # fmt: skip


@pytest.fixture(scope="module")
def many():
    return ManyFiles().many(20_000)


@pytest.fixture(scope="module")
def oracle(many):
    return PandasFigures(None, CALENDAR, ZONE, many.frames)


@pytest.fixture(scope="module", params=["duckdb", "postgresql"])
def figures(request, many, tmp_path_factory):
    store = SqlStore(Places(tmp_path_factory.mktemp("figures"), request).migrated(request.param))
    store.migrate()
    many.keep(store)
    yield SqlFigures(store)
    store.close()


@pytest.fixture(scope="module")
def both(figures, oracle):
    """Count by both, once for each filter."""
    return cache(lambda wanted: [it.count(wanted, TODAY, QUESTIONS[:5], CUTS) for it in (figures, oracle)])


@pytest.mark.parametrize("name", FileCounts.__dataclass_fields__)
@pytest.mark.parametrize("wanted", FILTERS, ids=lambda it: " ".join(it.codes.values()))
def test_every_row_is_the_one_pandas_counts(both, wanted, name):
    counted, expected = both(wanted)

    assert getattr(counted, name) == getattr(expected, name)


@pytest.mark.parametrize("period", [YEAR, ONE_MONTH], ids=["year", "month"])
def test_how_long_decisions_took_is_what_pandas_counts(figures, oracle, period):
    assert figures.waited(period) == oracle.waited(period)


@pytest.mark.parametrize("quarter", [Month.read("2025-02").quarter, Month.read("2025-11").quarter], ids=str)
def test_every_cell_of_a_quarter_is_the_one_pandas_counts(figures, oracle, quarter):
    assert figures.cells(quarter, REASONS[:5]) == oracle.cells(quarter, REASONS[:5])


@pytest.mark.parametrize("bar", BARS, ids=lambda it: " ".join(it.codes.values()))
@pytest.mark.parametrize("wanted", [FILTERS[0], FILTERS[3]], ids=["all", "LSO"])
def test_behind_a_bar_stand_the_files_pandas_finds_those_decided_last_first(figures, oracle, wanted, bar):
    assert figures.behind(wanted, bar, TODAY, 40) == oracle.behind(wanted, bar, TODAY, 40)


@pytest.mark.parametrize("wanted", [FILTERS[0], FILTERS[3]], ids=["all", "LSO"])
def test_where_people_were_told_of_what_they_were_refused_for_is_what_pandas_finds(figures, oracle, wanted):
    told = oracle.told(wanted)
    places = Counter((reason, place or "nobody") for _, reason, place, _ in told)
    sent = {id for id, _, _, is_sent in told if is_sent}

    rows = figures.rows(CHARTS.files["told"], wanted, TODAY)
    leading = headline("now", figures.headline(wanted, TODAY), 0, Rate(0, 0))
    behind = {
        key: figures.behind(wanted, BarFilter(outcome="refused", reason=key[0], told=key[1]), TODAY, 1)[0]
        for key in places
    }

    assert {(it["reason"], it["place"]): it["files"] for it in rows} == places == behind
    assert leading.told.part == len(sent) > 0
    assert figures.behind(wanted, BarFilter(outcome="refused", told="sent"), TODAY, 1)[0] == len(sent)


def test_the_ledger_filled_at_once_tells_what_the_domain_tells_act_by_act(figures, many):
    rows = defaultdict(list)
    for it in many.rows[RuleTold]:
        rows[it["application_id"]].append(RuleTold.model_construct(**it))
    with figures._store.reading() as connection:
        kept = connection.exec_driver_sql("SELECT application_id, told FROM outcome_entry").all()

    assert {str(id): told for id, told in kept} == {str(id): tellings(rows[UUID(str(id))]) for id, _ in kept}


def test_an_empty_store_counts_nothing(url, opened):
    figures = SqlFigures(opened(url))

    assert figures.began_on() is None
    assert figures.count(Filter(YEAR), TODAY, QUESTIONS, []) == FileCounts()
    assert figures.cells(Month.read("2025-02").quarter, REASONS) == []
    assert figures.behind(Filter(YEAR), BarFilter(outcome="refused"), TODAY, 5) == (0, [])
