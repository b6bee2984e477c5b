"""What the SQL counts is what pandas counts of the same 20,000 requests, row by row, on either database."""

from datetime import date
from functools import cache

import pytest

from core.adapters.registers.office_calendar import working_days
from core.adapters.statistics.figures import SqlFigures
from core.adapters.store.store import SqlStore
from core.domain.statistics.file_counts import FileCounts
from core.domain.statistics.filters import BarFilter, Filter
from core.domain.statistics.periods import Month, Period
from tests.adapters.conftest import Places
from tests.adapters.many_files import QUESTIONS, REASONS, ZONE, ManyFiles
from tests.services.pandas_figures import PandasFigures

TODAY = date(2026, 3, 20)
CALENDAR = working_days("ON")
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
    store = SqlStore(Places(tmp_path_factory.mktemp("figures"), request).fresh(request.param))
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
    assert figures.behind(wanted, bar, 40) == oracle.behind(wanted, bar, 40)


def test_an_empty_store_counts_nothing(url, opened):
    figures = SqlFigures(opened(url))

    assert figures.began_on() is None
    assert figures.count(Filter(YEAR), TODAY, QUESTIONS, []) == FileCounts()
    assert figures.cells(Month.read("2025-02").quarter, REASONS) == []
    assert figures.behind(Filter(YEAR), BarFilter(outcome="refused"), 5) == (0, [])
