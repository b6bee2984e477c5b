"""Traits found by their key, on every store; and on DuckDB also when they came in bulk or were erased."""

import sqlalchemy as sa
import store_records as new

from core.adapters.store.store import SqlStore
from core.domain.desk.traits import Trait

KEY, OTHER = new.new_id(), new.new_id()


def trait(key=KEY):
    return Trait(
        id=new.new_id(), application_id=new.new_id(), account_id=new.new_id(), kind="member", key=key
    )


def found(store, *keys, **more):
    with store.read() as tx:
        return tx.find(Trait, key=list(keys), **more)


def test_every_trait_with_a_key_is_found_however_many_there_are(store):
    many, one = [trait() for _ in range(45)], trait(OTHER)
    for row in (*many, one):
        with store.write() as tx:
            tx.add(row)

    assert found(store, KEY) == many
    assert found(store, OTHER, KEY) == [*many, one]
    assert found(store, KEY, application_id=many[3].application_id) == [many[3]]
    assert found(store, new.new_id()) == []


def test_an_erased_trait_is_gone_and_those_after_it_are_still_found(store):
    rows = [trait() for _ in range(12)]
    with store.write() as tx:
        for row in rows:
            tx.add(row)
        tx.erase(Trait, application_id=rows[0].application_id)
    added = trait()
    with store.write() as tx:
        tx.add(added)

    assert found(store, KEY) == [*rows[1:], added]


def test_traits_that_came_another_way_are_found_after_the_next_start(duckdb_url, opened):
    store, rows = opened(duckdb_url), [trait() for _ in range(10)]
    with store.write() as tx:
        tx.add_all(rows[:9])
        tx.add(rows[9])
    with store.engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM trait_place WHERE trait_id <> :kept"), {"kept": rows[0].id})
    store.close()

    again = SqlStore(duckdb_url)
    again.migrate()

    assert found(again, KEY) == rows
    again.close()
