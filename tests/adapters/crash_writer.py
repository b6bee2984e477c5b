"""A portal that answers and submits until it is killed, and says each thing it has kept.

Run with the address of a DuckDB store; prints `ready`, then the number of each transaction acknowledged.
"""

import sys

import store_records as new

from core.adapters.store.store import SqlStore
from core.domain.application.application import Application, Event


def main(url):
    store = SqlStore(url)
    store.migrate()
    with store.read() as tx:
        (request,) = tx.find(Application, limit=1) or [None]
    if request is None:
        request = new.application()
        with store.write() as tx:
            tx.add(request)
    print("ready", flush=True)
    while True:
        number = keep_one_more(store, request.id)
        print(number, flush=True)


def keep_one_more(store, id):
    """Write an answer, its audit entry and the request itself: three tables, all or nothing."""
    with store.write() as tx:
        now = tx.get(Application, id)
        number = now.events + 1
        tx.add(new.answer(now, question=f"q{number}", value={"n": number, "text": "x" * (number % 7) * 500}))
        tx.add(new.event(now, number=number))
        tx.replace(now.model_copy(update={"events": number, "chain": str(number)}))
        assert len(tx.find(Event, subject_id=id, number=number)) == 1
    return number


if __name__ == "__main__":
    main(sys.argv[1])
