"""Finds traits by their key on DuckDB, where no index may be: by primary keys that can be worked out.

The first request with a key has place 0, the next place 1, and so on without a gap; a place's id is made of
key and number. Places can be made anew from the traits at any time, so no backup counts them. PostgreSQL has
its index and needs none of this.
"""

from collections.abc import Iterable, Sequence
from hashlib import md5
from uuid import UUID

import sqlalchemy as sa

from core.domain.desk.traits import Trait

FIRST, FURTHER = 8, 4
"""Places looked at first, and how many times more whenever all of them were taken."""
PLACES = sa.Table(
    "trait_place",
    sa.MetaData(),  # apart from the records' tables: it is no record
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("trait_id", sa.Uuid(), nullable=False),
    sa.Column("key", sa.Uuid(), nullable=False),
)
LOOK = sa.select(PLACES.c["key"], PLACES.c["trait_id"]).where(
    PLACES.c["id"].in_(sa.bindparam("ids", expanding=True, type_=sa.Uuid()))
)
KEEP = PLACES.insert().inline()
ARE_MISSING = sa.text("SELECT (SELECT count(*) FROM trait) > (SELECT count(*) FROM trait_place)")
FILL = sa.text("""
    INSERT INTO trait_place
    WITH missing AS (
        SELECT id, key, row_number() OVER (PARTITION BY key ORDER BY id) - 1 AS number
        FROM trait WHERE id NOT IN (SELECT trait_id FROM trait_place)
    ), taken AS (SELECT key, count(*) AS many FROM trait_place GROUP BY key)
    SELECT md5(concat(missing.key, ' ', missing.number + coalesce(taken.many, 0)))::UUID, missing.id, key
    FROM missing LEFT JOIN taken USING (key)
""")


def place_id(key: UUID, number: int) -> UUID:
    """Return the id of one place of a key."""
    return UUID(md5(f"{key} {number}".encode(), usedforsecurity=False).hexdigest())


def trait_ids(connection: sa.Connection, keys: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """Return the ids of the traits with any of some keys, by key; erased ones may be among them."""
    found: dict[UUID, list[UUID]] = {key: [] for key in keys}
    start, many, waiting = 0, FIRST, list(found)
    while waiting:
        ids = [place_id(key, start + it) for key in waiting for it in range(many)]
        for key, trait_id in connection.execute(LOOK, {"ids": ids}):
            found[key].append(trait_id)
        waiting = [key for key in waiting if len(found[key]) == start + many]
        start, many = start + many, many * FURTHER
    return found


def keep_places(connection: sa.Connection, traits: Sequence[Trait]) -> None:
    """Give each new trait the next free place of its key."""
    taken = {key: len(ids) for key, ids in trait_ids(connection, [it.key for it in traits]).items()}
    for trait in traits:
        told = {"id": place_id(trait.key, taken[trait.key]), "trait_id": trait.id, "key": trait.key}
        connection.execute(KEEP, told)
        taken[trait.key] += 1


def fill_places(connection: sa.Connection) -> None:
    """Give places to traits that came another way: from an older portal, or in bulk."""
    if connection.scalar(ARE_MISSING):
        connection.execute(FILL)
