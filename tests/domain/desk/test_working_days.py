"""Working days, counted by arithmetic as one would count them on a calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.adapters.registers.office_calendar import CalendarEdition, calendar, load_calendar
from core.domain.errors import ConfigurationError
from tests.office_days import OFFICE_DAYS

days = st.dates(date(2019, 1, 1), date(2032, 12, 31))
counts = st.integers(0, 60)


def edition(begins, *days, also=()):
    return CalendarEdition(**{"from": begins}, source="a test", days=days, also=also)


def counted(office, since, until):
    """Count on one's fingers."""
    every = (since + timedelta(days=it) for it in range(1, (until - since).days + 1))
    return sum(day.weekday() < 5 and day not in office.holidays(day.year) for day in every)


@given(days, st.integers(0, 800))
def test_the_days_between_two_are_those_one_counts_on_a_calendar(since, length):
    until = since + timedelta(days=length)

    assert OFFICE_DAYS.between(since, until) == counted(OFFICE_DAYS, since, until)


@given(days, st.integers(0, 300), st.integers(0, 300))
def test_what_is_counted_in_two_pieces_is_as_much_as_in_one(first, here, there):
    second = first + timedelta(days=here)
    third = second + timedelta(days=there)

    assert OFFICE_DAYS.between(first, second) + OFFICE_DAYS.between(second, third) == OFFICE_DAYS.between(
        first, third
    )


@given(days, days)
def test_nothing_is_counted_backwards(one, other):
    assert OFFICE_DAYS.between(max(one, other), min(one, other)) == 0


@given(days, counts)
def test_forward_and_back_are_so_many_working_days_away(day, count):
    later, earlier = OFFICE_DAYS.forward(day, count), OFFICE_DAYS.back(day, count)

    assert OFFICE_DAYS.between(day, later) == OFFICE_DAYS.between(earlier, day) == count
    assert count == 0 or OFFICE_DAYS.is_one(later)
    assert OFFICE_DAYS.between(earlier + timedelta(days=1), day) == max(count - 1, 0)


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (date(2026, 3, 6), date(2026, 3, 9), 1),  # Friday to Monday
        (date(2026, 3, 7), date(2026, 3, 9), 1),  # Saturday to Monday
        (date(2026, 2, 13), date(2026, 2, 17), 2),  # over Family Day, which is worked
        (date(2026, 4, 2), date(2026, 4, 7), 1),  # over Good Friday and Easter Monday
        (date(2026, 7, 31), date(2026, 8, 4), 1),  # over the Civic Holiday
        (date(2026, 9, 29), date(2026, 10, 1), 1),  # over the Day for Truth and Reconciliation
        (date(2026, 11, 10), date(2026, 11, 12), 1),  # over Remembrance Day
        (date(2028, 9, 29), date(2028, 10, 3), 1),  # 30 September on a Saturday is taken on Monday
        (date(2021, 12, 24), date(2021, 12, 29), 1),  # Christmas and Boxing Day taken on Monday and Tuesday
        (date(2022, 9, 16), date(2022, 9, 20), 1),  # over a day that was proclaimed
        (date(2026, 12, 24), date(2027, 1, 4), 4),  # 25, 28 (Boxing Day) and 1 are free
    ],
)
def test_the_office_does_not_work_on_the_days_of_its_agreement(since, until, expected):
    assert OFFICE_DAYS.between(since, until) == expected


def test_an_edition_counts_from_its_day_on_and_the_past_never_changes():
    first = edition(date(2000, 1, 1), "Remembrance Day")
    later = edition(date(2027, 1, 1), "Family Day", also=(date(2027, 3, 1),))
    before, after = calendar([first]), calendar([first, later])
    days = [date(2025, 11, 11), date(2026, 2, 16), date(2026, 11, 11)]

    assert [before.is_one(it) for it in days] == [after.is_one(it) for it in days] == [False, True, False]
    assert [after.is_one(it) for it in (date(2027, 2, 15), date(2027, 3, 1))] == [False, False]
    assert after.is_one(date(2027, 11, 11))
    assert all(before.is_one(it) for it in (date(2027, 2, 15), date(2027, 3, 1)))


@pytest.mark.parametrize(
    "text",
    [
        '[[edition]]\nfrom = 2000-01-01\nsource = "x"\ndays = ["Moon Day"]',
        '[[edition]]\nfrom = 2027-01-01\nsource = "x"\ndays = []\n'
        '[[edition]]\nfrom = 2026-01-01\nsource = "x"\ndays = []',
        "",
    ],
)
def test_a_calendar_that_cannot_be_followed_does_not_start(tmp_path, text):
    path = tmp_path / "calendar.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ConfigurationError):
        load_calendar(path)
