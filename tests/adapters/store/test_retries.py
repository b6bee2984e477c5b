"""What is tried again: PostgreSQL's serialization failures, and nothing else."""

import threading

import pytest
import store_records as new

from core.domain.application.application import Application, Event
from core.domain.errors import StaleError


def test_work_that_met_a_serialization_failure_is_done_again_on_the_new_state(postgresql_url, opened):
    store, request, seen = opened(postgresql_url), new.application(), []
    with store.write() as tx:
        tx.add(request)

    def work(tx):
        now = tx.get(Application, request.id)
        seen.append(now.chain)
        if len(seen) == 1:
            somebody_else_commits()
        tx.add(new.event(request, number=now.version))
        return tx.replace(now.model_copy(update={"chain": "mine"}))

    def somebody_else_commits():
        def other():
            with store.write() as tx:
                tx.replace(tx.get(Application, request.id).model_copy(update={"chain": "theirs"}))

        thread = threading.Thread(target=other)
        thread.start()
        thread.join()

    result = new.done_again(store, work)
    assert (seen, result.version, result.chain) == (["", "theirs"], 3, "mine")
    with store.read() as tx:
        assert [entry.number for entry in tx.find(Event)] == [2]


def test_a_conflict_outside_run_is_a_stale_record(postgresql_url, opened):
    one, two, request = opened(postgresql_url), opened(postgresql_url), new.application()
    with one.write() as tx:
        tx.add(request)
    with pytest.raises(StaleError, match="stale"):
        lose_to(two, one, request)


def lose_to(winner, loser, request):
    def win():
        with winner.write() as tx:
            tx.replace(request.model_copy(update={"chain": "won"}))

    with loser.write() as tx:
        tx.get(Application, request.id)
        thread = threading.Thread(target=win)
        thread.start()
        thread.join()
        tx.replace(request.model_copy(update={"chain": "lost"}))


@pytest.mark.parametrize("error", [StaleError("stale"), StaleError("taken"), ValueError("no")])
def test_every_other_failure_is_met_once(store, error):
    tries = []

    def work(tx):
        tries.append(tx)
        raise error

    with pytest.raises(type(error)):
        new.done_again(store, work)
    assert len(tries) == 1
