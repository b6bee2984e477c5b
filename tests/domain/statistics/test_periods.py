"""Months, quarters and periods, and what an address says of them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.statistics.filters import BarFilter, Filter, bar_of, filter_of
from core.domain.statistics.periods import Month, Period, closed_quarters, instant_of, latest

TODAY = date(2026, 9, 15)
OFFERED = {"regulator": ["CICC", "LSO"], "province": ["ON"], "language": ["fr", "en"], "licence": ["rcic"]}
USUAL = Period(Month.read("2025-10"), Month.read("2026-09"))
months = st.integers(2000 * 12, 2100 * 12).map(Month)


@given(months)
def test_a_month_is_read_as_it_is_written(month):
    assert Month.read(str(month)) == month == Month.of(month.first)


@given(months, st.integers(0, 60))
def test_the_period_before_is_as_long_and_ends_where_this_one_begins(first, more):
    period = Period(first, first.plus(more))

    assert len(period.before) == len(period) == more + 1
    assert period.before.ends == period.begins
    assert next(iter(period)) == first
    assert first in period
    assert first not in period.before


@given(months)
def test_a_month_lies_in_its_quarter_of_three(month):
    assert month in month.quarter
    assert (len(month.quarter), month.quarter.first.first.month % 3) == (3, 1)


def test_a_period_does_not_end_before_it_begins():
    with pytest.raises(ValueError, match="ends before"):
        Period(Month.read("2026-02"), Month.read("2026-01"))


def test_only_quarters_that_are_over_are_closed_the_newest_first():
    told = [f"{it.first} {it.last}" for it in closed_quarters(date(2026, 2, 27), TODAY)]

    assert told == ["2026-04 2026-06", "2026-01 2026-03"]
    assert closed_quarters(date(2026, 8, 1), TODAY) == ()


def test_a_day_begins_when_it_begins_in_the_portals_time_zone():
    assert instant_of(date(2026, 3, 9), ZoneInfo("America/Toronto")) == datetime(2026, 3, 9, 4, tzinfo=UTC)


def test_the_latest_months_end_with_the_one_under_way():
    assert latest(TODAY, 12) == USUAL


@pytest.mark.parametrize(
    ("told", "period"),
    [
        ({}, "2025-10 2026-09"),
        ({"from": "2026-01", "to": "2026-03"}, "2026-01 2026-03"),
        ({"to": "2026-03"}, "2025-04 2026-03"),
        ({"from": "2026-05", "to": "2026-03"}, "2026-03 2026-03"),
        ({"from": "2026-01", "to": "2031-03"}, "2026-01 2026-09"),
        ({"from": "1900-01"}, "2021-10 2026-09"),
        ({"from": "2026-13", "to": "é"}, "2025-10 2026-09"),
        ({"from": "26-1", "to": "2026-3"}, "2025-10 2026-09"),
        ({"from": "0001-01", "to": "0001-01"}, "2000-01 2000-01"),
    ],
)
def test_codes_tell_a_period_and_nothing_they_cannot_mean(told, period):
    wanted = filter_of(told, OFFERED, TODAY)

    assert f"{wanted.period.first} {wanted.period.last}" == period


def test_codes_tell_what_tells_requests_apart():
    told = {"regulator": "LSO", "province": "none", "language": "xx", "licence": "' OR 1=1", "other": "x"}

    wanted = filter_of(told, OFFERED, TODAY)

    assert wanted == Filter(USUAL, regulator="LSO", province="none")
    assert filter_of(wanted.codes, OFFERED, TODAY) == wanted


@given(
    st.builds(
        BarFilter,
        outcome=st.sampled_from(["", "refused", "approved"]),
        reason=st.sampled_from(["one", "two"]),
        other=st.sampled_from(["", "two"]),
        only=st.booleans(),
        asked=st.booleans(),
        rounds=st.integers(0, 3),
    )
)
def test_a_bar_is_read_as_its_codes_tell_it(bar):
    assert bar_of(bar.codes, ["one", "two"]) == bar


@pytest.mark.parametrize(
    "told", [{}, {"outcome": "x"}, {"reason": "made_up"}, {"only": "1"}, {"rounds": "9"}, {"asked": "yes"}]
)
def test_codes_that_tell_of_no_bar_have_none(told):
    assert bar_of(told, ["one"]) is None
