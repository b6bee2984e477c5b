"""Carries a part of the demonstration into the store by the database's own bulk path: all or nothing."""

import tempfile
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from core.adapters.demo.workshop import Workshop
from core.adapters.store import SqlStore
from core.adapters.tables import METADATA, Listed

PIECE = 1 << 20
"""Bytes handed to PostgreSQL at a time."""


def carry(workshop: Workshop, store: SqlStore, sources: Mapping[str, str]) -> None:
    """Add the rows of draft tables to the store's tables, in one transaction.

    Shapes: `sources` maps a table to what its rows are selected from. Columns that the draft does not know
            keep their default, and draft columns that the store does not know yet are left behind.
    """
    with workshop.store.engine.connect() as draft, store.writing() as connection:
        for name, source in sources.items():
            table = METADATA.tables[name]
            known = _columns(draft, source)
            columns = [column for column in table.c if column.name in known]
            put = _into_duckdb if store.is_duckdb else _into_postgresql
            put(draft, connection, columns, source)


def _columns(draft: sa.Connection, source: str) -> set[str]:
    return {row[0] for row in draft.exec_driver_sql(f"DESCRIBE FROM {source}")}


def _names(columns: list[sa.Column[Any]]) -> str:
    return ", ".join(f'"{column.name}"' for column in columns)


def _into_duckdb(
    draft: sa.Connection, into: sa.Connection, columns: list[sa.Column[Any]], source: str
) -> None:
    """Hand the rows over as Arrow, in which both databases share the memory."""
    names, table = _names(columns), columns[0].table.name
    raw: Any = draft.connection.driver_connection
    rows = raw.sql(f"SELECT {names} FROM {source}").to_arrow_table()  # noqa: S608 our own names
    there: Any = into.connection.driver_connection
    there.register("carried", rows)
    into.exec_driver_sql(f'INSERT INTO "{table}" ({names}) SELECT {names} FROM carried')  # noqa: S608 as above
    there.unregister("carried")


def _into_postgresql(
    draft: sa.Connection, into: sa.Connection, columns: list[sa.Column[Any]], source: str
) -> None:
    """Hand the rows over through COPY."""
    told = ", ".join(_told(column) for column in columns)
    driver: Any = into.connection.driver_connection
    with _written(draft, f"SELECT {told} FROM {source}") as pieces, driver.cursor() as cursor:  # noqa: S608 our own names
        statement = (
            f"COPY \"{columns[0].table.name}\" ({_names(columns)}) FROM STDIN (FORMAT csv, NULL '\\N')"
        )
        with cursor.copy(statement) as copy:
            for piece in pieces:
                copy.write(piece)


def _told(column: sa.Column[Any]) -> str:
    """Return a column as PostgreSQL reads it: a list stands in braces."""
    if not isinstance(column.type, Listed):
        return f'"{column.name}"'
    items = f"""list_transform("{column.name}", lambda it: coalesce(it::VARCHAR, 'NULL'))"""
    return f"""'{{' || array_to_string({items}, ',') || '}}' AS "{column.name}\""""


@contextmanager
def _written(draft: sa.Connection, query: str) -> Generator[Iterator[bytes]]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "rows.csv"
        draft.exec_driver_sql(f"COPY ({query}) TO '{file}' (FORMAT csv, HEADER false, NULLSTR '\\N')")
        with file.open("rb") as rows:
            yield iter(lambda: rows.read(PIECE), b"")
