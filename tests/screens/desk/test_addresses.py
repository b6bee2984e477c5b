"""Addresses of the desk: what they say of a view and of a place in it, and what of it means something."""

from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.desk.queues import OLDEST, QUEUES, SORTS, order_of
from core.domain.desk.view import Mark, View
from pages.parts.desk.addresses import mark_read, mark_text, view_of
from tests.domain.desk_views import views

MARKS = {
    "clock_rank": st.integers(0, 10**7),
    "name_key": st.text(max_size=30),
    "regulator": st.text(max_size=8),
    "changed_at": st.datetimes(timezones=st.just(UTC)),
}


@given(views)
def test_a_view_is_what_its_address_says(view):
    assert view_of(view.told, "to_take") == view


@given(st.dictionaries(st.sampled_from(sorted(View("open").told | vars(View("open")))), st.text(max_size=12)))
def test_any_address_leads_to_some_view_and_its_own_address_to_the_same(told):
    view = view_of(told, "open")

    assert view.queue in QUEUES
    assert order_of(view) in SORTS.values()
    assert view_of(view.told, "open") == view


def test_what_means_nothing_is_left_out():
    told = {
        "queue": "x",
        "state": "open",
        "age": "٣",
        "officer": "me",
        "sort": "chain",
        "text": "a",
        "chain": "b",
    }

    assert view_of(told, "waiting") == View("waiting", text="a")
    assert view_of({"age": "100000"}, "open").age == OLDEST


@pytest.mark.parametrize("column", MARKS)
@given(data=st.data())
def test_a_place_in_an_order_comes_back_from_its_address(column, data):
    mark = Mark(data.draw(MARKS[column]), data.draw(st.uuids()))

    assert mark_read(mark_text(mark), column) == mark


@given(st.text(max_size=40))
def test_a_place_that_cannot_be_read_is_no_place(text):
    for column in MARKS:
        mark = mark_read(text, column)
        assert mark is None or mark_read(mark_text(mark), column) == mark
