"""The store: one schema and one SQL, on DuckDB by default and on PostgreSQL when portals share it."""

import re
from collections.abc import Generator
from contextlib import contextmanager, nullcontext
from typing import Any

import duckdb
import psycopg
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from core.adapters.store.duckdb_dialect import engine_of
from core.adapters.store.migrations import KNOWN, Migration, apply, refuse_newer, version_found
from core.adapters.store.trait_places import fill_places
from core.adapters.store.transaction import SqlTransaction, unique_or_taken
from core.adapters.store.writer_lock import WRITER, turn
from core.domain.errors import ConfigurationError, RepeatableError
from core.domain.ports.store import Transaction

COMMITTED: dict[str, Any] = {"isolation_level": "READ COMMITTED"}
PLACED = 10
"""The migration from which on DuckDB finds traits by their places."""
POOL = {"pool_size": 16, "max_overflow": 48, "hide_parameters": True}


class SqlStore:
    """The Store port; opening it checks the database, `migrate` brings it to the newest shape."""

    def __init__(self, url: str | sa.URL) -> None:
        self.url = sa.make_url(url)
        self.is_duckdb = self.url.get_backend_name() == "duckdb"
        self.engine = self._duckdb() if self.is_duckdb else self._postgresql()
        self._latest = self.engine if self.is_duckdb else self.engine.execution_options(**COMMITTED)
        self._lock = WRITER if self.is_duckdb else nullcontext()
        with self._spoken(), self.engine.connect() as connection:
            refuse_newer(connection)

    @contextmanager
    def read(self) -> Generator[Transaction]:
        """Open a transaction that only reads one state of the store."""
        with self.reading() as connection:
            yield SqlTransaction(connection, writes=False)

    @contextmanager
    def write(self, *, latest: bool = False) -> Generator[Transaction]:
        """Open a transaction; it commits at the end, or undoes everything on an error."""
        with self.writing(latest=latest) as connection:
            transaction = SqlTransaction(connection, writes=True)
            yield transaction
            transaction.settle()

    @contextmanager
    def reading(self) -> Generator[sa.Connection]:
        """Open a connection for another adapter's own queries."""
        with self._spoken(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self, *, latest: bool = False) -> Generator[sa.Connection]:
        """Open a connection in a transaction, in its turn; it commits at the end or undoes everything."""
        engine = self._latest if latest else self.engine
        with turn(self._lock), self._spoken(), unique_or_taken(), engine.begin() as connection:
            yield connection

    def migrate(self, known: tuple[Migration, ...] = KNOWN) -> None:
        """Bring the database to the newest shape, each step in one transaction with its own row."""
        with turn(self._lock), self._spoken():
            with self._fresh() as connection:
                refuse_newer(connection, known)
                found = version_found(connection)
            for step in (it for it in known if it.number > found):
                with self._fresh() as connection, connection.begin():
                    refuse_newer(connection, known)
                    apply(connection, step)
            if self.is_duckdb and self.schema_number() >= PLACED:
                with self.engine.begin() as connection:
                    fill_places(connection)

    def schema_number(self) -> int:
        """Return the number of the latest migration applied."""
        with self._spoken(), self.engine.connect() as connection:
            return version_found(connection)

    def close(self) -> None:
        """Let go of the database; DuckDB's file is free for another process afterwards."""
        self.engine.dispose()

    def _duckdb(self) -> sa.Engine:
        engine = engine_of(self.url, **POOL)
        with self._spoken(), engine.connect() as connection:
            # Before anything else: rows replayed after a crash may otherwise be missing from an index.
            connection.connection.cursor().execute("CHECKPOINT")
        return engine

    def _postgresql(self) -> sa.Engine:
        # The isolation DuckDB has: a transaction sees one state of the store.
        options: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "pool_pre_ping": True}
        return sa.create_engine(self.url, **options, **POOL)

    def _fresh(self) -> sa.Connection:
        """Return a connection that sees what others committed while it waited for its turn to migrate."""
        connection = self.engine.connect()
        return connection if self.is_duckdb else connection.execution_options(**COMMITTED)

    @contextmanager
    def _spoken(self) -> Generator[None]:
        try:
            yield
        except DBAPIError as error:
            if (fault := self._fault(error)) is None:
                raise
            raise fault from None

    def _fault(self, error: DBAPIError) -> ConfigurationError | RepeatableError | None:
        state, told = getattr(error.orig, "sqlstate", None), str(error.orig)
        if state in ("40001", "40P01"):
            return RepeatableError("stale")
        if locked := re.search(r"Conflicting lock is held in .*?\(PID (\d+)\)", told, re.DOTALL):
            return ConfigurationError("database_locked", path=self.url.database, pid=locked[1])
        if error.connection_invalidated or isinstance(
            error.orig, duckdb.IOException | psycopg.OperationalError
        ):
            return ConfigurationError("database_unreachable", database=self.url.render_as_string())
        return None
