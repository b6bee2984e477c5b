"""Officers who claim at the same moment, on the databases themselves: never the same request for two."""

import threading
from collections import Counter
from dataclasses import replace

import pytest
import store_records as new

from core.adapters.operations.system import SystemClock, new_id, new_secret
from core.domain.accounts.identity import Account, Actor, Role
from core.domain.application.application import Application, Event, State
from core.domain.audit import verify
from core.domain.desk.view import View
from core.services.desk.claims import Claims
from tests.services.doubles import portal_of_memory

OFFICERS, REQUESTS = 32, 160


@pytest.fixture(params=["duckdb", "postgresql"])
def claims(request, places, opened):
    store = opened(places.migrated(request.param))
    outside = portal_of_memory().outside
    real = {"store": store, "clock": SystemClock(), "new_id": new_id, "new_secret": new_secret}
    return Claims(replace(outside, **real), at_once=REQUESTS)


def submitted(number):
    sent = {
        "state": State.SUBMITTED,
        "submitted_at": new.NOON,
        "clock_since": new.DAY,
        "clock_rank": 1,
        "round": 1,
    }
    return new.application(**sent, changed_at=new.NOON, reference=f"RRA-{number:04}-2222")


def officers_of(claims):
    """Keep requests, and officers to claim them."""
    people = [Account(id=new_id(), role=Role.OFFICER, created_at=new.NOON) for _ in range(OFFICERS)]
    with claims.outside.store.write() as tx:
        for record in (*people, *map(submitted, range(REQUESTS))):
            tx.add(record)
    return [Actor(Role.OFFICER, account_id=it.id) for it in people]


def at_once(works):
    """Do everything at the same moment, and pass on what goes wrong."""
    barrier, faults = threading.Barrier(len(works)), []

    def begin(work):
        barrier.wait()
        try:
            work()
        except Exception as fault:  # noqa: BLE001 whatever it is, the test must show it
            faults.append(fault)

    threads = [threading.Thread(target=begin, args=(work,)) for work in works]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert faults == []


def test_of_32_officers_who_take_the_next_no_two_ever_get_the_same(claims):
    got = []

    def take_all(actor):
        while taken := claims.take_next(actor, View("to_take")):
            got.append((taken.id, actor.account_id))

    at_once([lambda it=it: take_all(it) for it in officers_of(claims)])

    with claims.outside.store.read() as tx:
        requests, events = tx.find(Application), tx.find(Event)
    assert sorted(got) == sorted((it.id, it.claimed_by) for it in requests)
    assert len(got) == REQUESTS
    assert Counter(it.subject_id for it in events) == {it.id: 1 for it in requests}
    assert {it.account_id for it in events} == {officer for _, officer in got}
    chains = {it.subject_id: it for it in events}
    assert [verify([chains[it.id]], it.chain) for it in requests] == [None] * REQUESTS


def test_what_is_given_back_meanwhile_is_taken_again_and_nothing_is_lost(claims):
    kept = []

    def take_and_give_back(actor):
        for turn in range(8):
            taken = claims.take_next(actor, View("to_take"))
            if taken and turn % 2:
                claims.give_back(actor, taken.id)
            elif taken:
                kept.append((taken.id, actor.account_id))

    at_once([lambda it=it: take_and_give_back(it) for it in officers_of(claims)])

    with claims.outside.store.read() as tx:
        requests = tx.find(Application)
        broken = [verify(tx.find(Event, subject_id=it.id, order="number"), it.chain) for it in requests]
    assert sorted(kept) == sorted((it.id, it.claimed_by) for it in requests if it.claimed_by)
    assert broken == [None] * REQUESTS
