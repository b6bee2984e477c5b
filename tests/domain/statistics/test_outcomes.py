"""What becomes of requests, and why they are refused, computed from what was counted."""

from datetime import date, timedelta

import pytest

from core.domain.statistics.causes import (
    DatedChange,
    Sign,
    effects,
    given,
    signs,
)
from core.domain.statistics.file_counts import (
    DecidedFiles,
    EndedRequests,
    FileCounts,
    FileWaits,
    OpenedOn,
    ReachedSteps,
    ReasonSet,
    RefusedAt,
    Rounds,
    TouchedQuestions,
)
from core.domain.statistics.outcomes import left_at, outcomes, rounds, steps, wait
from core.domain.statistics.periods import Month, Period
from core.domain.statistics.rates import Rate

MAY, JUNE, JULY = (Month.read(f"2026-0{number}") for number in (5, 6, 7))
NOW = Period(JUNE, JULY)
CHANGED = date(2026, 6, 15)
COUNTED = FileCounts(
    decided=(
        DecidedFiles(MAY.place, True, False, 5),
        DecidedFiles(JUNE.place, False, False, 60),
        DecidedFiles(JUNE.place, True, True, 10),
        DecidedFiles(JULY.place, True, False, 30),
    ),
    rounds=(
        Rounds(MAY.place, 1, 5),
        Rounds(JUNE.place, 1, 80),
        Rounds(JUNE.place, 3, 4),
        Rounds(JULY.place, 7, 2),
    ),
    waited=(
        FileWaits(JUNE.place, "all", 10, 9),
        FileWaits(JUNE.place, "all", 30, 1),
        FileWaits(JUNE.place, "ours", 9, 10),
        FileWaits(MAY.place, "all", 99, 50),
    ),
    opened_on=(
        OpenedOn(CHANGED - timedelta(90), "", 50),
        OpenedOn(CHANGED - timedelta(90), "wrong", 20),
        OpenedOn(CHANGED - timedelta(90), "refused", 25),
        OpenedOn(CHANGED, "", 40),
        OpenedOn(CHANGED, "wrong", 4),
        OpenedOn(CHANGED + timedelta(90), "", 999),
    ),
    reason_sets=(
        ReasonSet(MAY.place, ("form",), 5),
        ReasonSet(JUNE.place, ("form", "wrong"), 8),
        ReasonSet(JUNE.place, ("wrong",), 2),
        ReasonSet(JULY.place, ("form",), 20),
        ReasonSet(JULY.place, ("other", "wrong"), 10),
    ),
    refused_at=(
        RefusedAt("CICC", "", 70),
        RefusedAt("CICC", "form", 20),
        RefusedAt("CICC", "refused", 30),
        RefusedAt("LSO", "", 9),
        RefusedAt("LSO", "form", 8),
        RefusedAt("LSO", "refused", 10),
        RefusedAt("BQ", "", 3),
    ),
    ended=(
        EndedRequests(MAY.place, True, 1),
        EndedRequests(JUNE.place, False, 90),
        EndedRequests(JUNE.place, True, 10),
    ),
    reached=(
        ReachedSteps("opened", "licence", False, 7),
        ReachedSteps("opened", "licence", True, 2),
        ReachedSteps("opened", "review", False, 3),
        ReachedSteps("printed", "", False, 4),
        ReachedSteps("submitted", "", True, 20),
        ReachedSteps("decided", "", False, 64),
    ),
    touched=(
        TouchedQuestions("opened", "number", ("wrong",), 5),
        TouchedQuestions("opened", "number", ("form", "wrong"), 3),
        TouchedQuestions("opened", "number", (), 10),
        TouchedQuestions("again", "number", ("form",), 2),
        TouchedQuestions("again", "name", (), 6),
    ),
)


def test_an_expired_request_stays_out_of_the_rate_of_refusals():
    found = outcomes(COUNTED, NOW)

    assert found.rates == {
        "refused": Rate(40, 100), "approved": Rate(60, 100), "asked": Rate(10, 100), "expired": Rate(10, 100),
    }  # fmt: skip
    assert outcomes(COUNTED, NOW.before).rates["refused"] == Rate(5, 5)


def test_half_of_the_decisions_and_nine_in_ten_take_so_many_days():
    assert (wait(COUNTED, NOW).files, wait(COUNTED, NOW).half) == (10, 10)
    assert wait(COUNTED, NOW).most == pytest.approx(12)
    assert wait(COUNTED, NOW, "ours").most == 9
    assert wait(COUNTED, NOW, "theirs").half is None


def test_three_rounds_and_more_are_counted_together():
    assert rounds(COUNTED, NOW) == {1: 80, 2: 0, 3: 6}


def test_those_who_are_under_way_have_not_left():
    told = {it.name: (it.came, it.left, it.under_way) for it in steps(COUNTED)}

    assert told == {
        "opened": (100, 10, 2), "printed": (88, 4, 0), "documents": (84, 0, 0), "submitted": (84, 0, 20),
        "decided": (64, 0, 0),
    }  # fmt: skip
    assert left_at(COUNTED) == {"licence": 7, "review": 3}


def test_a_file_refused_for_two_reasons_counts_for_both():
    assert given(COUNTED, NOW) == {"form": 28, "other": 10, "wrong": 20}
    assert given(COUNTED, [JULY]) == {"form": 20, "other": 10, "wrong": 10}


def test_what_happened_at_a_question_is_told_of_the_refused_on_it_and_of_all_others():
    assert signs(COUNTED, NOW, {"wrong": ["number"]}) == [
        Sign("wrong", "number", "opened", Rate(8, 20), Rate(10, 80)),
        Sign("wrong", "number", "again", Rate(0, 20), Rate(2, 80)),
    ]


def test_before_and_after_a_change_are_ninety_days_each():
    wording, rule = DatedChange("wording", "number", CHANGED, "wrong"), DatedChange("rule", "r", CHANGED, "")

    one, other = effects(COUNTED, [wording, rule])

    assert (one.before, one.after) == (Rate(20, 50), Rate(4, 40))
    assert (other.before, other.after) == (Rate(25, 50), Rate(0, 40))


def test_nothing_counted_says_nothing():
    assert (given(FileCounts(), NOW), left_at(FileCounts())) == ({}, {})
    assert outcomes(FileCounts(), NOW).rates["refused"].share is None
