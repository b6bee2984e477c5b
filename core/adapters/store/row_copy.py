"""Every row of one database copied into another, of any kind, and told apart by digest."""

import json
from hashlib import sha256

import sqlalchemy as sa

from core.adapters.store.bulk import insert_all
from core.adapters.store.store import SqlStore
from core.adapters.store.tables import METADATA
from core.domain.errors import ConfigurationError

BATCH = 5000


def _rows(connection: sa.Connection, table: sa.Table) -> sa.Result[tuple[object, ...]]:
    return connection.execution_options(yield_per=BATCH).execute(sa.select(table).order_by(table.c["id"]))


def fill(source: sa.Connection, target: SqlStore) -> None:
    """Copy every row into an empty store and compare the two.

    Raises: ConfigurationError, with nothing kept, when they differ.
    """
    target.migrate()
    with target.engine.begin() as connection:
        copy_rows(source, connection)
        found = digests(connection)
        for name, digest in digests(source).items():
            if found[name] != digest:
                raise ConfigurationError("backup_changed_in_restore", name=name)


def copy_rows(source: sa.Connection, target: sa.Connection) -> None:
    """Add every row of one database to another of the same shape."""
    for table in METADATA.sorted_tables:
        for batch in _rows(source, table).mappings().partitions():
            insert_all(target, table, [dict(row) for row in batch])


def digests(connection: sa.Connection) -> dict[str, str]:
    """Return the digest of each table's rows, the same whatever the database."""
    return {table.name: _digest(connection, table) for table in METADATA.sorted_tables}


def _digest(connection: sa.Connection, table: sa.Table) -> str:
    told = sha256()
    for row in _rows(connection, table):
        told.update(json.dumps(list(row), sort_keys=True, default=str).encode())
    return told.hexdigest()
