"""Many rows added by one statement, the same in either database."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa

from core.adapters.store.tables import ListColumn

MOST = 20_000
"""Rows that one statement should take: more gain nothing and need memory."""


def insert_all(connection: sa.Connection, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
    """Add rows by their columns: one list of values for each, unfolded by the database.

    Shapes: PostgreSQL would unfold lists within lists, so rows that hold some are added one by one.
    """
    if any(isinstance(column.type, ListColumn) for column in table.c):
        connection.execute(table.insert().inline(), list(rows))
        return
    values = {column.name: [row[column.name] for row in rows] for column in table.c}
    connection.execute(_unfolded(table), values)


@cache
def _unfolded(table: sa.Table) -> sa.Insert:
    values = (sa.func.unnest(_values(column)) for column in table.c)
    return table.insert().inline().from_select(list(table.c), sa.select(*values))


def _values(column: sa.Column[Any]) -> sa.Cast[Any]:
    several = sa.ARRAY(column.type, dimensions=1)
    return sa.cast(sa.bindparam(column.name, type_=several), several)
