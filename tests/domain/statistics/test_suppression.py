"""What published tables hide stays hidden, whoever reckons: with a solver, or knowing how it was done."""

import itertools
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.statistics.cube import Protector, measures
from core.domain.statistics.suppression import PartOfTotal, Protection, hidden_parts, lot_of
from tests.domain.attack import Attack
from tests.domain.quarters import CATEGORIES, QUARTER, REASONS, File, cells

PROTECTION = Protection()
PROTECTOR = Protector(PROTECTION, REASONS, CATEGORIES, "a secret")
TREE = measures(REASONS)
ANY_LOTS = (1e-300, 1e-30, 0.5, 1 - 1e-12)
"""Lots so far apart that their order decides, whatever the numbers."""


@pytest.mark.parametrize(
    ("files", "shown"),
    [(6, 5), (7, 5), (8, 10), (12, 10), (13, 15), (1000, 1000), (1002, 1000), (1003, 1005)],
)
def test_a_number_that_is_shown_is_rounded_to_a_multiple_of_five(files, shown):
    assert (PROTECTION.is_small(files), PROTECTION.rounded(files)) == (False, shown)


@pytest.mark.parametrize("files", range(6))
def test_five_and_fewer_are_hidden_nought_too(files):
    assert PROTECTION.is_small(files)


def published(counts, lots, *, exact):
    """Return what somebody outside sees of a total and its parts."""
    total = sum(counts)
    if PROTECTION.is_small(total):
        return None
    rounded = (lambda files: files) if exact else PROTECTION.rounded
    hidden = hidden_parts(
        {place: PartOfTotal(files) for place, files in enumerate(counts)}, PROTECTION, lots.__getitem__
    )
    return rounded(total), *(
        None if place in hidden else rounded(files) for place, files in enumerate(counts)
    )


@pytest.mark.parametrize("exact", [False, True])
@pytest.mark.parametrize(("parts", "most"), [(2, 30), (3, 19), (4, 11)])
def test_whoever_knows_the_method_by_heart_can_exclude_no_number_for_a_hidden_part(parts, most, exact):
    worlds = defaultdict(list)
    for counts in itertools.product(range(most), repeat=parts):
        for lots in itertools.permutations(ANY_LOTS[:parts]):
            if (seen := published(counts, lots, exact=exact)) and seen[0] <= most - 3:
                worlds[seen].append(counts)

    for seen, possible in worlds.items():
        for place in range(parts):
            values = {counts[place] for counts in possible}
            if seen[place + 1] is None and min(values) <= PROTECTION.most_hidden:
                assert values >= set(range(PROTECTION.most_hidden + 1)), (seen, place)


def test_the_part_hidden_beside_a_small_one_need_not_be_the_smallest():
    """Were it always the smallest, 2 and 24 hidden beside a 20 would be told apart from 0 and 26."""
    parts = {0: PartOfTotal(2), 1: PartOfTotal(24), 2: PartOfTotal(20)}
    lots = {(0.999, 0.1): {0, 1}, (0.1, 0.999): {0, 2}}

    assert {drawn: hidden_parts(parts, PROTECTION, (None, *drawn).__getitem__) for drawn in lots} == lots


def test_a_share_as_large_as_its_whole_everywhere_cannot_be_shown_in_parts():
    parts = {"fr": PartOfTotal(2, most=2), "en": PartOfTotal(30, most=30)}

    assert hidden_parts(parts, PROTECTION, lot_of) is None


def test_a_lot_is_the_same_whenever_it_is_drawn_and_lies_between_nought_and_one():
    lots = [lot_of(str(number)) for number in range(1000)]

    assert lots == [lot_of(str(number)) for number in range(1000)]
    assert 0 < min(lots) < 0.01
    assert 0.99 < max(lots) < 1


files = st.builds(
    File,
    month=st.integers(0, 2),
    regulator=st.sampled_from([0, 0, 0, 0, 0, 1, 1, 2, 3]),
    province=st.sampled_from([0, 0, 0, 1, 1, 2]),
    language=st.sampled_from([0, 1, 1]),
    licence=st.sampled_from([0, 0, 0, 0, 1, 2]),
    outcome=st.sampled_from(["approved", "approved", "refused", "refused", "expired"]),
    asked=st.booleans(),
    reasons=st.sets(st.sampled_from([*REASONS, "other"]), min_size=1).map(frozenset),
)
some_files = st.lists(st.tuples(files, st.integers(1, 12)), max_size=25).map(
    lambda rows: [file for file, many in rows for _ in range(many)]
)


@settings(max_examples=60, deadline=None)
@given(some_files)
def test_a_solver_excludes_no_small_number_for_any_hidden_count_of_a_quarter(told):
    counted = cells(told)
    true = {(it.measure, it.by, it.category): it.files for it in counted}
    quarter = PROTECTOR.protect(QUARTER, counted)

    attack = Attack(quarter, TREE, PROTECTION)

    small = [
        key
        for key, shown in quarter.counts.items()
        if shown is None and PROTECTION.is_small(true.get(key, 0))
    ]
    assert attack.excluded(small, 0) == []
    assert attack.excluded(small, PROTECTION.most_hidden) == []


@settings(max_examples=60, deadline=None)
@given(some_files)
def test_no_small_number_is_ever_shown_and_every_other_is_a_multiple_of_five(told):
    counted = cells(told)
    true = {(it.measure, it.by, it.category): it.files for it in counted}

    quarter = PROTECTOR.protect(QUARTER, counted)

    shown = {key: count for key, count in quarter.counts.items() if count is not None}
    assert shown == {key: PROTECTION.rounded(true[key]) for key in shown}
    assert all(not PROTECTION.is_small(true[key]) for key in shown)
