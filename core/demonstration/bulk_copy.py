"""Carries a part of the demonstration into the store by the database's own bulk path: all or nothing."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import sqlalchemy as sa

from core.adapters.store.store import SqlStore
from core.adapters.store.tables import METADATA, ListColumn
from core.demonstration.workshop import Workshop

PIECE = 1 << 20
"""Bytes handed to PostgreSQL at a time."""


class Parcel(NamedTuple):
    """The rows of one table, as Arrow: DuckDB reads and writes them where they are."""

    columns: list[sa.Column[Any]]
    rows: Any

    @property
    def table(self) -> str:
        """Return the table's name."""
        return self.columns[0].table.name

    @property
    def names(self) -> str:
        """Return the columns' names, as a statement lists them."""
        return ", ".join(f'"{column.name}"' for column in self.columns)


def take(workshop: Workshop, sources: Mapping[str, str]) -> list[Parcel]:
    """Take the rows of draft tables out of the workshop, which may go on then.

    Shapes: `sources` maps a table to what its rows are selected from. Columns that the draft does not know
            keep their default, and draft columns that the store does not know yet are left behind.
    """
    with workshop.store.engine.connect() as draft:
        raw: Any = draft.connection.driver_connection
        return [_taken(raw, METADATA.tables[name], source) for name, source in sources.items()]


def _taken(draft: Any, table: sa.Table, source: str) -> Parcel:
    known = {row[0] for row in draft.sql(f"DESCRIBE FROM {source}").fetchall()}
    empty = Parcel([column for column in table.c if column.name in known], None)
    return empty._replace(rows=draft.sql(f"SELECT {empty.names} FROM {source}").to_arrow_table())  # noqa: S608 our own names


def put(store: SqlStore, parcels: list[Parcel]) -> None:
    """Add the rows to the store's tables, in one transaction."""
    into = _into_duckdb if store.is_duckdb else _into_postgresql
    with store.writing() as connection:
        for parcel in parcels:
            into(connection, parcel)


def _into_duckdb(connection: sa.Connection, parcel: Parcel) -> None:
    there: Any = connection.connection.driver_connection
    there.register("carried", parcel.rows)
    names = parcel.names
    connection.exec_driver_sql(f'INSERT INTO "{parcel.table}" ({names}) SELECT {names} FROM carried')  # noqa: S608 our own names
    there.unregister("carried")


def _into_postgresql(connection: sa.Connection, parcel: Parcel) -> None:
    """Hand the rows over through COPY, from a file that DuckDB writes."""
    driver: Any = connection.connection.driver_connection
    statement = f"COPY \"{parcel.table}\" ({parcel.names}) FROM STDIN (FORMAT csv, NULL '\\N')"
    with tempfile.TemporaryDirectory() as folder, driver.cursor() as cursor:
        file = Path(folder) / "rows.csv"
        _write(parcel, file)
        with file.open("rb") as rows, cursor.copy(statement) as copy:
            while piece := rows.read(PIECE):
                copy.write(piece)


def _write(parcel: Parcel, file: Path) -> None:
    told = ", ".join(_told(column) for column in parcel.columns)
    rows = f"SELECT {told} FROM carried"  # noqa: S608 our own names
    with duckdb.connect() as writer:
        writer.register("carried", parcel.rows)
        writer.execute(f"COPY ({rows}) TO '{file}' (FORMAT csv, HEADER false, NULLSTR '\\N')")


def _told(column: sa.Column[Any]) -> str:
    """Return a column as PostgreSQL reads it: a list stands in braces."""
    if not isinstance(column.type, ListColumn):
        return f'"{column.name}"'
    items = f"""list_transform("{column.name}", lambda it: coalesce(it::VARCHAR, 'NULL'))"""
    return f"""'{{' || array_to_string({items}, ',') || '}}' AS "{column.name}\""""
