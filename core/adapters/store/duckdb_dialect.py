"""The one place where duckdb-engine is adapted: statements read once, a file that older DuckDB still opens.

Its newest release is of March 2025, older than the DuckDB it serves here; what it leaves to be wished is put
right in this file, through public names alone (docs/adr/0021).
"""

import os
from pathlib import Path
from typing import Any, ClassVar

import duckdb
import duckdb_engine
import sqlalchemy as sa
from sqlalchemy.dialects import registry

CONFIG = {"storage_compatibility_version": "v1.5.0"}  # so that DuckDB 1.5 still opens the file
MOST_PARSED = 500


class DuckDialect(duckdb_engine.Dialect):
    """DuckDB's dialect, compiling and reading a statement once: it is the same whatever the values."""

    supports_statement_cache = True
    parsed: ClassVar[dict[str, duckdb.Statement]] = {}

    def do_execute(self, cursor: Any, statement: str, parameters: Any, context: Any = None) -> None:
        """Run a statement; DuckDB would take a third of its time to read the same text again."""
        if context is None or context.compiled is None:
            return super().do_execute(cursor, statement, parameters, context)
        # the cursor takes text only; its connection hands `execute` on to the very DuckDB connection
        # that the cursor fetches from, and that one takes what is already read
        return cursor.connection.execute(self._parsed(cursor, statement), parameters)

    def _parsed(self, cursor: Any, statement: str) -> duckdb.Statement:
        if statement not in self.parsed:
            if len(self.parsed) >= MOST_PARSED:
                self.parsed.clear()
            (self.parsed[statement],) = cursor.extract_statements(statement)
        return self.parsed[statement]


registry.register("duckdb.portal", __name__, DuckDialect.__name__)


def engine_of(url: sa.URL, **pool: Any) -> sa.Engine:
    """Return an engine on a DuckDB file that is its owner's alone, as is its folder when made here."""
    file = Path(url.database or "")
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # of the process: DuckDB makes its write-ahead log anew after each checkpoint
    os.umask(0o077)
    if file.exists():
        file.chmod(0o600)
    # a connection ends its own transaction; the pool need not end another that never began
    options: dict[str, Any] = {"pool_reset_on_return": None, "poolclass": sa.QueuePool, **pool}
    return sa.create_engine(url.set(drivername="duckdb+portal"), connect_args={"config": CONFIG}, **options)
