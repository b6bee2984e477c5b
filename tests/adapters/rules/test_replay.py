"""A rule book replayed over decided requests: memory, DuckDB and PostgreSQL tell the same."""

import random
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import store_records as new

from core.adapters.operations.system import new_id
from core.adapters.rules.replay import SqlReplay
from core.adapters.store.memory import MemoryStore
from core.domain.application.application import Outcome, State
from core.domain.application.content import Text
from core.domain.rules.facts import FACTS, kind_of
from core.domain.rules.replay import (
    WHICH,
    DecisionDays,
    ReplayCounts,
    ReplayFigures,
    RuleCounts,
    compared,
    span_of,
)
from core.domain.rules.rules import Rule
from tests.domain.well import BOOK, NOTHING_WRONG
from tests.services.remembered_replay import MemoryReplay

ZONE = ZoneInfo("America/Toronto")
TODAY = date(2026, 3, 9)
SPAN = span_of(DecisionDays(date(2026, 1, 15), date(2026, 3, 8)), ZONE)
WORDS = Text(fr="Mots", en="Words")
LATE = Rule(
    id="late", clause="2.17", title=WORDS, severity="refusal", reason="other", remedy="new_request",
    fails_when="days_open > 20", applicant=WORDS, officer=WORDS,
)  # fmt: skip
CARD = LATE.model_copy(
    update={"id": "card", "reason": "second_id_not_valid", "fails_when": "second_id_kind = 'credit_card'"}
)


def changed(rule, **changes):
    return rule.model_copy(update=changes)


@pytest.fixture
def replay(store):
    """The replay of any store; memory's is read in Python."""
    return MemoryReplay(store) if isinstance(store, MemoryStore) else SqlReplay(store, BOOK.codes)


def at(month, day, hour=12, minute=0):
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


def decided(store, decided_at, reasons=None, register="CICC", before=(), **facts):
    """Keep a request that was approved, or refused for reasons; `before` are the facts of earlier rounds."""
    state = State.APPROVED if reasons is None else State.REFUSED
    rounds = [*before, facts]
    request = new.application(
        state=state, regulator=register, name="Zoé Ñ", round=len(rounds), decided_at=decided_at
    )
    outcome = Outcome.APPROVED if reasons is None else Outcome.REFUSED
    with store.write() as tx:
        tx.add(request)
        for number, told in enumerate(rounds, 1):
            tx.add(judged(request, number, told))
        for number in range(1, len(rounds)):
            tx.add(new.decision(request, number, outcome=Outcome.DOCUMENTS_REQUIRED, reason_codes=("other",)))
        tx.add(
            new.decision(
                request,
                len(rounds),
                outcome=outcome,
                reason_codes=tuple(reasons or ()),
                decided_at=decided_at,
            )
        )
    return request


def judged(request, number, facts):
    told = {"id": new_id(), "application_id": request.id, "number": number, "days_open": 3, **facts}
    return NOTHING_WRONG.model_copy(update=told)


def tried(replay, before, after):
    return replay.figures(compared(before, after, TODAY), SPAN)


def files(replay, before, after, which="changed", last=None, limit=50):
    return replay.files(compared(before, after, TODAY), SPAN, which, last, limit)


def test_a_stricter_rule_adds_refusals_against_those_who_were_approved(store, replay):
    decided(store, at(2, 3), days_open=15)
    decided(store, at(2, 28), ["other"], days_open=12)
    decided(store, at(3, 1, 0), days_open=5, register="LSNB")
    decided(store, at(3, 2), days_open=None)
    stricter = changed(LATE, fails_when="days_open > 10")

    told = tried(replay, (LATE,), (stricter,))

    one = ReplayCounts(files=1, approved=1)
    late = {"newly": 2, "newly_though_approved": 1, "no_longer": 0, "no_longer_though_refused": 0}
    assert told == ReplayFigures(
        day=TODAY,
        total=ReplayCounts(files=4, approved=3, refused=1, added=2, added_though_approved=1, not_evaluated=1),
        regulators={"CICC": told.total.plus(ReplayCounts(files=-1, approved=-1)), "LSNB": one},
        months={
            date(2026, 2, 1): ReplayCounts(files=2, approved=1, refused=1, added=2, added_though_approved=1),
            date(2026, 3, 1): ReplayCounts(files=2, approved=2, not_evaluated=1),
        },
        rules=(RuleCounts(id="late", fails_before=0, fails_after=2, not_evaluated=1, **late),),
    )


def test_a_milder_rule_removes_refusals_and_only_those_given_for_its_reason_go_against_an_officer(
    store, replay
):
    decided(store, at(2, 3), ["other"], days_open=25)
    decided(store, at(2, 4), ["name_differs"], days_open=25)
    decided(store, at(2, 5), days_open=25)
    decided(store, at(2, 6), ["other", "second_id_not_valid"], days_open=25, second_id_kind="credit_card")
    milder = changed(LATE, fails_when="days_open > 30")

    told = tried(replay, (LATE, CARD), (milder, CARD))

    assert told.total == ReplayCounts(files=4, approved=1, refused=3, removed=3, removed_though_refused=1)
    assert [(it.id, it.no_longer, it.no_longer_though_refused) for it in told.rules] == [
        ("late", 4, 2), ("card", 0, 0),
    ]  # fmt: skip


def test_a_rule_that_no_longer_refuses_removes_refusals_though_its_verdict_stays(store, replay):
    decided(store, at(2, 3), ["other"], days_open=25)

    told = tried(replay, (LATE,), (changed(LATE, severity="look"),))

    assert (told.total.removed, told.total.removed_though_refused) == (1, 1)
    assert (told.rules[0].fails_before, told.rules[0].fails_after, told.rules[0].no_longer) == (1, 1, 0)


def test_a_rule_added_and_a_rule_ended_are_told_apart_by_their_ids(store, replay):
    decided(store, at(2, 3), days_open=25, second_id_kind="credit_card")
    ended = changed(LATE, until=TODAY)

    told = tried(replay, (LATE,), (ended, CARD))

    assert told.total == ReplayCounts(files=1, approved=1)
    assert [(it.id, it.newly, it.no_longer) for it in told.rules] == [("late", 0, 1), ("card", 1, 0)]


def test_a_rule_that_begins_later_is_tried_as_of_its_first_day(store, replay):
    decided(store, at(2, 3), days_open=25)
    later = changed(LATE, since=date(2027, 1, 1))

    told = tried(replay, (), (later,))

    assert (told.day, told.total.added) == (date(2027, 1, 1), 1)


def test_only_the_last_submission_counts(store, replay):
    decided(store, at(2, 3), days_open=5, before=[{"days_open": 25}])
    decided(store, at(2, 4), days_open=25, before=[{"days_open": 5}, {"days_open": 5}])

    told = tried(replay, (), (LATE,))

    assert (told.total.files, told.total.added) == (2, 1)


@pytest.mark.parametrize(
    ("instant", "month"),
    [
        (at(1, 14, 23, 59), None),
        (at(1, 15, 0), date(2026, 1, 1)),
        (at(1, 31, 23, 59), date(2026, 1, 1)),
        (at(2, 1, 0), date(2026, 2, 1)),
        (at(3, 8, 23, 59), date(2026, 3, 1)),
        (at(3, 9, 0), None),
    ],
)
def test_a_period_and_its_months_are_the_portals_own_days(store, replay, instant, month):
    decided(store, instant, days_open=25)

    told = tried(replay, (), (LATE,))

    added = ReplayCounts(files=1, approved=1, added=1, added_though_approved=1)
    assert dict(told.months) == ({month: added} if month else {})


def test_requests_not_decided_and_those_sent_before_there_were_rules_say_nothing(store, replay):
    with store.write() as tx:
        waiting = new.application(state=State.SUBMITTED, round=1, decided_at=None)
        old = new.application(state=State.REFUSED, round=1, decided_at=at(2, 3), regulator="LSNB")
        for record in (waiting, judged(waiting, 1, {"days_open": 25}), old):
            tx.add(record)

    told = tried(replay, (), (LATE,))

    assert told.total == ReplayCounts(files=1, refused=1)
    assert (told.rules[0].fails_after, told.rules[0].not_evaluated) == (0, 0)


def test_where_nothing_changes_no_file_does(store, replay):
    decided(store, at(2, 3), days_open=25)

    told = tried(replay, (LATE,), (LATE,))

    assert told.total == ReplayCounts(files=1, approved=1)
    assert (told.rules[0].fails_before, told.rules[0].fails_after) == (1, 1)
    assert files(replay, (LATE,), (LATE,)) == []


def test_where_nobody_was_decided_there_is_nothing_to_count(replay):
    told = tried(replay, (LATE,), (changed(LATE, fails_when="days_open > 10"),))

    assert (told.total, told.regulators, told.months) == (ReplayCounts(), {}, {})
    assert told.rules[0].fails_before == 0


def test_the_files_come_a_page_at_a_time_the_newest_first_each_with_what_changes(store, replay):
    requests = [decided(store, at(2, day), days_open=15 if day % 2 else 3) for day in range(1, 11)]
    unknown = decided(store, at(2, 11), days_open=None)
    stricter = changed(LATE, fails_when="days_open > 10")
    wanted = [it.reference for it in reversed(requests[::2])]

    first = files(replay, (LATE,), (stricter,), limit=3)
    rest = files(replay, (LATE,), (stricter,), last=first[-1].application_id, limit=3)

    assert [it.reference for it in (*first, *rest)] == wanted
    one = first[0]
    assert (one.name, one.regulator, one.approved, one.decided_at) == ("Zoé Ñ", "CICC", True, at(2, 9))
    assert (one.added, one.removed, one.against, one.newly, one.no_longer) == (
        True,
        False,
        True,
        ("late",),
        (),
    )
    (told,) = files(replay, (LATE,), (stricter,), "not_evaluated")
    assert (told.reference, told.not_evaluated) == (unknown.reference, ("late",))


def value(draw, name):
    if draw.random() < 0.2:
        return None
    kinds = {bool: lambda: draw.random() < 0.5, int: lambda: draw.randrange(40)}
    return kinds.get(kind_of(name), lambda: draw.choice(sorted(BOOK.codes[name])))()


def some_facts(draw):
    """Return a few facts of a request, each drawn alone."""
    return {name: value(draw, name) for name in FACTS if draw.random() < 0.3}


def some_change(draw):
    """Return the whole rule book with some rules stricter, milder, ended or turned about."""
    ways = [
        lambda it: changed(it, fails_when=f"({it.fails_when}) AND days_open > 9"),
        lambda it: changed(it, fails_when=f"({it.fails_when}) OR licence IN ('student', 'paralegal')"),
        lambda it: changed(it, fails_when=f"NOT ({it.fails_when})"),
        lambda it: changed(it, severity=draw.choice(["refusal", "look", "advice"])),
        lambda it: changed(it, until=TODAY),
    ]
    touched = draw.sample(range(len(BOOK.rules)), draw.choice([1, 3, len(BOOK.rules)]))
    return tuple(draw.choice(ways)(it) if place in touched else it for place, it in enumerate(BOOK.rules))


@pytest.mark.parametrize("seed", range(3))
def test_every_store_counts_as_an_independent_reading_does(store, replay, seed):
    draw = random.Random(seed)
    reasons = sorted({rule.reason for rule in BOOK.rules if rule.reason})
    for _ in range(60):
        given = draw.choice([None, draw.sample(reasons, 2), []])
        when, register = at(draw.choice([1, 2, 3]), draw.randrange(1, 28)), draw.choice(["CICC", "LSNB"])
        decided(store, when, given, register, **some_facts(draw))
    after = some_change(draw)
    books = compared(BOOK.rules, after, TODAY)

    assert replay.figures(books, SPAN) == MemoryReplay(store).figures(books, SPAN)
    for which in WHICH:
        told = files(replay, BOOK.rules, after, which)
        assert told == MemoryReplay(store).files(books, SPAN, which, None, 50)
