"""Views of the desk: what the store is asked, what is sought, who has what in hand."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given

from core.domain.application.application import State
from core.domain.application.desk_columns import Claim, DeskColumns
from core.domain.desk.claim import LOOKS_IN_A_LIFE, holder, wants_noting
from core.domain.desk.queues import (
    Condition,
    DeskReader,
    Known,
    to_be_taken,
    wanted_of,
)
from core.domain.desk.view import search_key, words_of
from tests.domain.desk_views import views

NOON = datetime(2026, 3, 2, 17, tzinfo=UTC)
ME, OTHER = UUID(int=1), UUID(int=2)
LIFE = timedelta(minutes=30)


def asking():
    return DeskReader(
        me=ME, team=(ME, OTHER), gone=(UUID(int=3),), idle_since=NOON - LIFE,
        lately=NOON - timedelta(days=30), midnight=NOON, monday=NOON, amber=8, red=10,
        day_of_age=lambda age: date(2026, 3, 2) - timedelta(days=age),
    )  # fmt: skip


@given(views)
def test_nothing_known_of_who_asks_is_left_unsaid_in_what_the_store_is_asked(view):
    conditions = [
        it for wanted in (wanted_of, to_be_taken) for any_of in wanted(view, asking()) for it in any_of
    ]

    assert [it for it in conditions if isinstance(it.value, Known)] == []
    assert {it.column for it in conditions} <= set(DeskColumns.model_fields) | {"state"}


@given(views)
def test_what_is_to_be_taken_stands_in_the_view_and_waits_for_a_decision(view):
    seen, taken = set(wanted_of(view, asking())), set(to_be_taken(view, asking()))

    assert taken >= seen
    assert {any_of[0].column for any_of in taken} >= {"state", "held_until", "barred"}
    assert (Condition("state", "in", (State.SUBMITTED, State.NOTICE_GIVEN)),) in taken


@pytest.mark.parametrize(
    "text", ["Ñuñez", "O’BRIEN zoé", "r9-00012", "RRA-2345-6789", "łukasz", "zoe nunez-obrien"]
)
def test_each_word_sought_is_found_whatever_its_accents_and_hyphens(text):
    key = search_key("Zoé Łukasz Ñuñez-O’Brien", "R900012", "RRA-2345-6789")

    assert [word for word in words_of(text) if word not in key] == []


def test_signs_seek_nothing_and_a_long_text_is_cut():
    assert words_of(" % _ ' \\ -- ") == []
    assert len("".join(words_of("a" * 5000))) == 100


def test_a_claim_has_its_holder_until_it_runs_out_and_a_given_one_always():
    claimed, given_ = (DeskColumns(id=ME).with_claim(Claim(OTHER, NOON, at)) for at in (NOON, None))

    assert holder(claimed, NOON) == holder(claimed, NOON - LIFE) == OTHER
    assert holder(claimed, NOON + timedelta(microseconds=1)) is None
    assert holder(given_, NOON + timedelta(days=365)) == OTHER
    assert holder(DeskColumns(id=ME), NOON) is None


def test_work_is_noted_ten_times_in_a_claims_life_and_only_its_own_officers():
    claimed, given_ = (DeskColumns(id=ME).with_claim(Claim(OTHER, NOON, at)) for at in (NOON, None))
    soon, due = NOON + LIFE / LOOKS_IN_A_LIFE - timedelta(seconds=1), NOON + LIFE / LOOKS_IN_A_LIFE

    assert wants_noting(claimed, OTHER, due, LIFE)
    assert not any(
        wants_noting(*asked, LIFE)
        for asked in ((claimed, OTHER, soon), (claimed, ME, due), (claimed, None, due), (given_, OTHER, due))
    )
