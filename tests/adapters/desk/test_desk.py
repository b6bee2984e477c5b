"""The queues: what every store promises of their pages, counts and picks."""

import contextlib
import threading
from datetime import date, timedelta
from itertools import count
from uuid import UUID

import pytest
import store_records as new
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.domain.application.application import Application, State
from core.domain.desk.queues import (
    OLDEST_FIRST,
    QUEUES,
    SORTS,
    Condition,
    DeskReader,
    resolved,
    wanted_of,
)
from core.domain.desk.view import Mark, View, search_key
from pages.parts.desk.addresses import mark_read, mark_text, view_of

tokens = count(1)
ME, OTHER, GONE, COLLEAGUE = (UUID(int=place) for place in range(1, 5))
ASKING = DeskReader(
    me=ME, team=(ME, COLLEAGUE), gone=(GONE,), idle_since=new.later(-30),
    lately=new.later(-60 * 24), midnight=new.NOON - timedelta(hours=8), monday=new.NOON - timedelta(days=2),
    amber=8, red=10, day_of_age=lambda age: new.DAY - timedelta(days=age),
)  # fmt: skip


def request(name="Zoé", **changes):
    usual = {
        "state": State.SUBMITTED, "submitted_at": new.NOON, "changed_at": new.NOON, "clock_since": new.DAY,
        "clock_rank": 1, "round": 1, "name": name, "name_key": name.lower(), "regulator": "CICC",
    }  # fmt: skip
    return new.application(**usual | changes)


def keep(store, *records):
    with store.write() as tx:
        for record in records:
            tx.add(record)
    return records


def names(store, wanted, order=SORTS["name"], after=None, limit=100):
    with store.read() as tx:
        return [it.name for it in tx.desk.page(wanted, order, after, limit)]


def counts(store, **queues):
    with store.read() as tx:
        return tx.desk.count(queues)


ROWS = {
    "new": {},
    "idle": {"claimed_by": OTHER, "claimed_at": new.later(-99), "claim_seen_at": new.later(-31)},
    "mine": {"claimed_by": ME, "claimed_at": new.NOON, "claim_seen_at": new.later(-30)},
    "given": {"claimed_by": ME, "claimed_at": new.later(-9999)},
    "theirs": {"claimed_by": OTHER, "claimed_at": new.NOON, "claim_seen_at": new.NOON},
    "team": {"claimed_by": COLLEAGUE, "claimed_at": new.NOON, "claim_seen_at": new.NOON},
    "back_me": {"round": 2, "officer_id": ME},
    "back_me_taken": {"round": 2, "officer_id": ME, "claimed_by": ME, "claim_seen_at": new.NOON},
    "back_other": {"round": 2, "officer_id": OTHER},
    "back_gone": {"round": 3, "officer_id": GONE},
    "on_hold": {"held_until": new.DAY, "claimed_by": ME, "claimed_at": new.NOON},
    "hold_over": {"held_until": new.DAY - timedelta(days=1), "held_for": "advice"},
    "noticed": {
        "state": State.NOTICE_GIVEN,
        "answer_by": new.DAY,
        "mark": "notice_over",
        "officer_id": OTHER,
    },
    "late_me": {
        "state": State.NOTICE_GIVEN,
        "answer_by": new.DAY - timedelta(days=1),
        "mark": "notice_over",
        "officer_id": ME,
    },
    "answered_other": {"round": 2, "mark": "notice_answered", "officer_id": OTHER},
    "objected_me": {"mark": "objected", "officer_id": ME},
    "objected_gone": {"mark": "objected", "officer_id": GONE},
    "to_sign": {"state": State.TO_COUNTERSIGN, "officer_id": OTHER},
    "own_to_sign": {"state": State.TO_COUNTERSIGN, "officer_id": ME},
    "barred_to_sign": {"state": State.TO_COUNTERSIGN, "officer_id": OTHER, "barred": (GONE, ME)},
    "again": {"mark": "reconsideration", "round": 2, "barred": (OTHER,)},
    "again_barred": {"mark": "reconsideration", "round": 2, "barred": (OTHER, ME)},
    "waits_me": {"state": State.DOCUMENTS_REQUIRED, "officer_id": ME},
    "waits_other": {"state": State.DOCUMENTS_REQUIRED, "officer_id": OTHER},
    "approved": {"state": State.APPROVED, "decided_at": new.later(-60)},
    "enrolled": {"state": State.ENROLLED, "decided_at": new.later(-60 * 24)},
    "refused_once": {"state": State.REFUSED, "decided_at": new.later(-60 * 25)},
    "draft": {"state": State.OPEN, "submitted_at": None, "clock_since": None, "changed_at": None, "round": 0},
    "expired": {"state": State.EXPIRED, "submitted_at": None, "clock_since": None, "round": 0},
}
EXPECTED = {
    "to_take": {"new", "idle", "back_gone", "hold_over", "objected_gone", "again"},
    "mine": {"mine", "given", "back_me_taken"},
    "returned": {"back_me", "late_me", "objected_me"},
    "to_countersign": {"to_sign"},
    "waiting": {"waits_me", "waits_other", "noticed"},
    "on_hold": {"on_hold"},
    "team": {
        "mine",
        "given",
        "team",
        "back_me",
        "back_me_taken",
        "waits_me",
        "on_hold",
        "late_me",
        "objected_me",
        "own_to_sign",
    },
    "open": set(ROWS) - {"approved", "enrolled", "refused_once", "draft", "expired"},
    "all": set(ROWS) - {"draft", "expired"},
    "decided": {"approved", "enrolled"},
}


def test_each_queue_holds_what_its_row_says_and_is_counted_so(store):
    keep(store, *(request(name, **changes) for name, changes in ROWS.items()))
    wanted = {name: resolved(queue.wanted, ASKING) for name, queue in QUEUES.items()}

    assert {name: set(names(store, it)) for name, it in wanted.items()} == EXPECTED
    assert counts(store, **wanted) == {name: len(rows) for name, rows in EXPECTED.items()}


def test_nothing_is_counted_where_there_is_nothing(store):
    wanted = {name: resolved(queue.wanted, ASKING) for name, queue in QUEUES.items()}

    assert counts(store, **wanted) == dict.fromkeys(QUEUES, 0)
    assert [names(store, it) for it in wanted.values()] == [[]] * len(QUEUES)


NAMED = "Zoé Ñuñez-O’Brien"
FILES = {
    NAMED: {"search_key": search_key(NAMED, "R900012", "RRA-2345-6789", "zoe@exemple.ca"), "lane": "look"},
    "waits": {"state": State.DOCUMENTS_REQUIRED, "clock_stopped_on": new.DAY, "clock_age": 0},
    "lso": {"regulator": "LSO"},
    "quebec": {"province": "QC"},
    "old": {"clock_since": new.DAY - timedelta(days=6)},
    "stopped_old": {"clock_since": date(2020, 1, 1), "clock_stopped_on": date(2020, 1, 9), "clock_age": 5},
    "differs": {"proposed": ("name_differs",)},
    "both": {"proposed": ("other", "name_differs")},
    "theirs": {"claimed_by": OTHER, "claim_seen_at": new.NOON},
    "left": {"claimed_by": OTHER, "claim_seen_at": new.later(-31)},
    "asked": {"officer_id": OTHER},
    "ten_days": {"clock_since": new.DAY - timedelta(days=10), "lane": "unknown"},
    "nine_days": {"clock_since": new.DAY - timedelta(days=9), "lane": "refusal"},
    "eight_days": {"clock_since": new.DAY - timedelta(days=8), "lane": "nothing"},
    "yesterday": {"submitted_at": new.NOON - timedelta(hours=9)},
}
FILTERED = {
    "state=documents_required": {"waits"},
    "regulator=LSO": {"lso"},
    "province=QC": {"quebec"},
    "age=5": {"old", "stopped_old", "ten_days", "nine_days", "eight_days"},
    "age=6": {"old", "ten_days", "nine_days", "eight_days"},
    "lane=refusal": {"nine_days"},
    "lane=look": {NAMED},
    "lane=unknown": {"ten_days"},
    "lane=nothing": {"eight_days"},
    "lane=none_such": set(FILES),
    "when=late": {"ten_days"},
    "when=nearly": {"nine_days", "eight_days"},
    "when=due": {"nine_days"},
    "when=in_time": set(FILES) - {"waits", "stopped_old", "ten_days", "nine_days", "eight_days"},
    "when=came_today": set(FILES) - {"yesterday"},
    "when=came_week": set(FILES),
    "when=went_today": set(),
    "text=exemple": {NAMED},
    "text=zoe@exemple.ca": {NAMED},
    "text=rra2345 6789": {NAMED},
    "reason=name_differs": {"differs", "both"},
    "reason=other": {"both"},
    f"officer={OTHER}": {"theirs", "asked"},
    "text=  ÑUÑEZ zoe": {NAMED},
    "text=o'brien": {NAMED},
    "text=r9-00012": {NAMED},
    "text=RRA-2345-67": {NAMED},
    "text=zoë": {NAMED},
    "text=zzz": set(),
    "text=%_": set(FILES),
}


@pytest.mark.parametrize("told", FILTERED)
def test_each_filter_leaves_what_it_says(store, told):
    keep(store, *(request(name, **changes) for name, changes in FILES.items()))
    column, _, value = told.partition("=")

    found = names(store, wanted_of(view_of({column: value}, "open"), ASKING))

    assert set(found) == FILTERED[told]


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("Nunes", True),
        ("nunze", True),
        ("nuez", True),
        ("zoe nunnez", True),
        ("nanaz", False),
        ("zea", False),
    ],
)
def test_a_word_with_one_wrong_letter_is_near_and_with_two_is_not(store, text, is_found):
    keep(store, request(NAMED, **FILES[NAMED]), request("Robin", search_key="robinlavoie r8 rra1"))

    found = names(store, wanted_of(View("open", text=text, near=True), ASKING))

    assert found == ([NAMED] if is_found else [])


def test_texts_are_sorted_by_their_letters_and_equal_ones_by_key(store):
    kept = keep(store, *(request(name) for name in ("b", "é", "a", "z", "a", "B")))
    order = SORTS["name"]

    assert names(store, ()) == ["a", "a", "b", "B", "z", "é"]
    with store.read() as tx:
        found = tx.desk.page((), order, None, 9)
        assert tx.desk.page((), order.turned(), None, 9) == found[::-1]
    assert [it.id for it in found[:2]] == [kept[2].id, kept[4].id]


class Office:
    """Others at work on the requests of one walk through the pages, known by their province."""

    def __init__(self, store):
        self.store, self.token = store, f"t{next(tokens)}"
        self.wanted = (
            *resolved(QUEUES["open"].wanted, ASKING), (Condition("province", "is", self.token),),
        )  # fmt: skip
        self.touched = set()

    def add(self, column, value):
        (made,) = keep(self.store, request(province=self.token, **{column: value}))
        return made

    def change(self, column, value, place):
        """Let somebody move a request to another place of the order, decide it, or send a new one."""
        with self.store.read() as tx:
            rows = tx.find(Application, province=self.token)
        if value is None or not rows:
            return
        it = rows[place % len(rows)]
        self.touched.add(it.id)
        changed = {column: value} if place % 2 else {"state": State.APPROVED}
        with self.store.write() as tx:
            tx.replace(tx.get(Application, it.id).model_copy(update=changed))

    def walk(self, order, size, changes):
        """Turn page after page as an address does, with something happening between two."""
        shown, mark = [], None
        for pause in range(200):
            with self.store.read() as tx:
                page, total = tx.desk.search(self.wanted, order, mark, size)
                assert page == tx.desk.page(self.wanted, order, mark, size)
                assert total == tx.desk.count({"all": self.wanted})["all"]
            if not page:
                return shown
            shown += page
            mark = Mark(getattr(page[-1], order.column), page[-1].id)
            assert mark_read(mark_text(mark), order.column) == mark
            if pause < len(changes):
                self.change(order.column, *changes[pause])
        raise AssertionError("the pages never end")


VALUES = {
    "clock_rank": st.integers(1, 4),
    "name_key": st.sampled_from(("", "a", "ab", "é", "z")),
    "lane": st.sampled_from(("", "look", "refusal")),
    "regulator": st.sampled_from(("CICC", "LSO")),
    "changed_at": st.integers(0, 3).map(lambda it: new.NOON + timedelta(microseconds=it)),
}


@pytest.mark.parametrize("sort", SORTS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_request_is_skipped_or_shown_twice_while_others_work(store, sort, data):
    order = SORTS[sort]
    values = VALUES[order.column]
    office = Office(store)
    before = [office.add(order.column, it) for it in data.draw(st.lists(values, max_size=14))]
    changes = data.draw(st.lists(st.tuples(values, st.integers(0, 40)), max_size=6))

    shown = office.walk(order, data.draw(st.integers(1, 5)), changes)

    ids = [it.id for it in shown]
    left_alone = [it.id for it in before if it.id not in office.touched]
    assert [id for id in left_alone if ids.count(id) != 1] == []
    assert [id for id in ids if ids.count(id) > 1 and id not in office.touched] == []
    places = [(getattr(it, order.column), it.id) for it in shown]
    assert places == sorted(places, reverse=order.down)
    assert len(set(places)) == len(places)


def test_of_what_is_picked_the_first_comes_and_nothing_when_nothing_is_left(store):
    first, second = keep(store, request(clock_rank=1), request(clock_rank=2))
    wanted = resolved(QUEUES["to_take"].wanted, ASKING)

    def picked():
        with store.write(latest=True) as tx:
            found = tx.desk.pick(wanted, OLDEST_FIRST)
            if found:
                tx.replace(found.model_copy(update={"claimed_by": ME, "claim_seen_at": new.NOON}))
            return found

    assert [picked(), picked(), picked()] == [first, second, None]


@pytest.mark.parametrize("kind", ["duckdb", "postgresql"])
def test_what_one_is_picking_another_passes_over_or_waits_for(places, opened, kind):
    store = opened(places.migrated(kind))
    keep(store, *(request(clock_rank=rank) for rank in (1, 2)))
    wanted, got, holding = resolved(QUEUES["to_take"].wanted, ASKING), [], threading.Event()

    def pick():
        with store.write(latest=True) as tx:
            found = tx.desk.pick(wanted, OLDEST_FIRST)
            got.append(found.clock_rank)
            holding.set()
            tx.replace(found.model_copy(update={"claimed_by": ME, "claim_seen_at": new.NOON}))

    with contextlib.ExitStack() as stack:
        others = [threading.Thread(target=pick)]
        if kind == "postgresql":
            tx = stack.enter_context(store.write(latest=True))
            assert tx.desk.pick(wanted, OLDEST_FIRST).clock_rank == 1
        else:
            others.append(threading.Thread(target=pick))
        [it.start() for it in others]
        [it.join() for it in others]
    assert sorted(got) == ([2] if kind == "postgresql" else [1, 2])
