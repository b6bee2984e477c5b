"""Shares with their uncertainty, and waiting times."""

from statistics import quantiles

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.statistics.rates import Rate, percentile

whole = st.integers(1, 10**6)


@pytest.mark.parametrize(
    ("part", "of", "low", "high"),
    [(0, 10, 0.0, 0.2775), (3, 10, 0.1078, 0.6032), (10, 10, 0.7225, 1.0), (250, 1000, 0.2242, 0.2778)],
)
def test_an_interval_is_wilsons(part, of, low, high):
    assert Rate(part, of).interval == pytest.approx((low, high), abs=0.0001)


@given(whole.flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_an_interval_holds_the_share_and_stays_between_nothing_and_everything(told):
    rate = Rate(*told)
    low, high = rate.interval

    assert 0 <= low <= rate.share + 1e-12
    assert rate.share - 1e-12 <= high <= 1


def test_nothing_has_no_share():
    assert (Rate(0, 0).share, Rate(0, 0).interval, Rate(0, 0).differs_from(Rate(1, 2))) == (None, None, False)


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        ((30, 100), (50, 100), True),
        ((30, 100), (33, 100), False),
        ((0, 5), (0, 9), False),
        ((0, 0), (1, 2), False),
    ],
)
def test_two_shares_differ_where_chance_hardly_explains_it(one, other, differs):
    assert Rate(*one).differs_from(Rate(*other)) is differs


@given(st.lists(st.integers(0, 300), min_size=2, max_size=200))
def test_a_percentile_of_counted_values_is_that_of_the_values_themselves(values):
    counts = {value: values.count(value) for value in values}
    deciles = quantiles(values, n=10, method="inclusive")

    assert percentile(counts, 0.5) == pytest.approx(deciles[4])
    assert percentile(counts, 0.9) == pytest.approx(deciles[8])


def test_one_value_is_its_own_percentile_and_none_has_none():
    assert (percentile({7: 1}, 0.9), percentile({}, 0.5)) == (7, None)
