"""Working days, counted by arithmetic as one would count them on a calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.adapters.registers.office_calendar import working_days

ONTARIO, QUEBEC = working_days("ON"), working_days("QC")
days = st.dates(date(2019, 1, 1), date(2032, 12, 31))
counts = st.integers(0, 60)


def counted(calendar, since, until):
    """Count on one's fingers."""
    every = (since + timedelta(days=it) for it in range(1, (until - since).days + 1))
    return sum(day.weekday() < 5 and day not in calendar.holidays(day.year) for day in every)


@given(days, st.integers(0, 800))
def test_the_days_between_two_are_those_one_counts_on_a_calendar(since, length):
    until = since + timedelta(days=length)

    assert ONTARIO.between(since, until) == counted(ONTARIO, since, until)


@given(days, st.integers(0, 300), st.integers(0, 300))
def test_what_is_counted_in_two_pieces_is_as_much_as_in_one(first, here, there):
    second = first + timedelta(days=here)
    third = second + timedelta(days=there)

    assert ONTARIO.between(first, second) + ONTARIO.between(second, third) == ONTARIO.between(first, third)


@given(days, days)
def test_nothing_is_counted_backwards(one, other):
    assert ONTARIO.between(max(one, other), min(one, other)) == 0


@given(days, counts)
def test_forward_and_back_are_so_many_working_days_away(day, count):
    later, earlier = ONTARIO.forward(day, count), ONTARIO.back(day, count)

    assert ONTARIO.between(day, later) == ONTARIO.between(earlier, day) == count
    assert count == 0 or ONTARIO.is_one(later)
    assert ONTARIO.between(earlier + timedelta(days=1), day) == max(count - 1, 0)


@pytest.mark.parametrize(
    ("calendar", "since", "until", "expected"),
    [
        (ONTARIO, date(2026, 3, 6), date(2026, 3, 9), 1),  # Friday to Monday
        (ONTARIO, date(2026, 3, 7), date(2026, 3, 9), 1),  # Saturday to Monday
        (ONTARIO, date(2026, 4, 2), date(2026, 4, 6), 1),  # over Good Friday
        (ONTARIO, date(2026, 2, 13), date(2026, 2, 17), 1),  # over Family Day
        (QUEBEC, date(2026, 2, 13), date(2026, 2, 17), 2),  # which Quebec does not have
        (QUEBEC, date(2026, 6, 23), date(2026, 6, 25), 1),  # over the National Holiday
        (ONTARIO, date(2026, 12, 24), date(2027, 1, 4), 4),  # 25, 28 (Boxing Day, observed) and 1 are free
    ],
)
def test_the_holidays_of_the_province_are_not_worked(calendar, since, until, expected):
    assert calendar.between(since, until) == expected
