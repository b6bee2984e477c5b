"""Numbers compared: a table of ways to write one, and what nobody sees in them."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.registers.test_names import UNSEEN

TABLE = Path(__file__).parents[1] / "identifiers.csv"
ROWS = list(csv.DictReader(TABLE.read_text("utf-8").splitlines()))


def told(row):
    return f"{row['regulator']} {row['number_1']}, {row['number_2']}: {row['reason']}"


@pytest.mark.clause("2.3a")
@pytest.mark.parametrize("row", ROWS, ids=told)
def test_two_ways_to_write_a_number_are_one_number_or_two(content, row):
    keys = {content.numbers_of(row["regulator"]).key(row[name]) for name in ("number_1", "number_2")}

    assert len(keys) == (1 if row["same"] == "same" else 2)


def test_the_table_has_enough_of_each_and_a_reason_for_each():
    assert len(ROWS) >= 80
    assert min([row["same"] for row in ROWS].count(it) for it in ("same", "different")) >= 20
    assert [row for row in ROWS if not row["reason"]] == []


@given(
    st.sampled_from(("R900001", "no 12345A", "RCIC #R 900-001")),
    st.lists(st.tuples(st.integers(0, 16), st.sampled_from(UNSEEN)), max_size=4),
)
def test_what_nobody_sees_in_a_number_changes_nothing(content, number, signs):
    typed = number
    for place, sign in signs:
        typed = typed[:place] + sign + typed[place:]

    assert content.numbers_of("CICC").key(typed) == content.numbers_of("CICC").key(number)


@pytest.mark.parametrize(
    ("regulator", "number", "form"),
    [
        ("CICC", "R900001", "expected"), ("CICC", "rcic # r 900 001", "expected"),
        ("CICC", "900001", "expected"),
        ("CICC", "M123456", "transitional"), ("CICC", "R90001", "unexpected"), ("CICC", "abc", "unexpected"),
        ("CNQ", "abc d'ef", "unexpected"), ("CNQ", "N-1234", "expected"), ("BQ", "sans numéro", "unexpected"),
        ("CICC", "", "expected"), ("LSO", "12345A", "expected"), ("", "R900001", "expected"),
    ],
)  # fmt: skip
def test_a_number_has_the_form_of_its_regulators_numbers_or_not(content, regulator, number, form):
    assert content.numbers_of(regulator).form(number) == form
