"""The workshop: a database in memory in which a demonstration is made before any of it is carried away."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import count
from pathlib import Path
from string import Template
from typing import Any

from core.adapters.store.store import SqlStore
from core.adapters.store.tables import TABLES
from core.domain.rules.facts import Facts
from core.domain.rules.rules import Judgement

STEPS = Path(__file__).parent / "steps"
UNCACHED = "SET debug_enable_caching_operators = false"
"""DuckDB 2.0.0 stops otherwise, in joins over many rows, at « dict-surviving cache: global dictionary column
changed identity »; the operator came with its pull request 23447."""
NUMBERS = count(1)
"""Each workshop has a database of its own, also when two are open in one process."""


class Workshop:
    """Draft tables, filled step by step; facts and judgements have their own tables, for the evaluator."""

    def __init__(self, **known: Any) -> None:
        self.store = SqlStore(f"duckdb:///:memory:demonstration-{next(NUMBERS)}")
        self._known = known
        with self.store.engine.begin() as connection:
            connection.exec_driver_sql("CREATE SCHEMA draft")
            TABLES[Facts].create(connection)
            TABLES[Judgement].create(connection)

    def learn(self, **known: Any) -> None:
        """Give names values that the steps read as `$name`."""
        self._known |= known

    def step(self, name: str, **known: Any) -> None:
        """Take one step: run a file of statements."""
        self.run((STEPS / f"{name}.sql").read_text("utf-8"), **known)

    def run(self, statements: str, **known: Any) -> None:
        """Run statements, their names replaced by values."""
        told = {name: _literal(value) for name, value in (self._known | known).items()}
        with self.store.engine.begin() as connection:
            connection.exec_driver_sql(UNCACHED)
            connection.exec_driver_sql(Template(statements).substitute(told))

    def table(self, name: str, columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]]) -> None:
        """Make a draft table of a few rows.

        Shapes: `columns` maps each name to its type in DuckDB; a row may tell more than there are columns.
        """
        told = [{column: row[column] for column in columns} for row in rows]
        shape = ", ".join(f'"{column}" {kind}' for column, kind in columns.items())
        made = (
            f"CREATE TABLE draft.{name} AS SELECT unnest(CAST(? AS JSON)::STRUCT({shape})[], max_depth := 2)"
        )
        with self.store.engine.begin() as connection:
            connection.exec_driver_sql(made, (json.dumps(told, default=str),))

    def rows(self, query: str) -> list[Any]:
        """Return the rows of a query."""
        with self.store.engine.begin() as connection:
            return list(connection.exec_driver_sql(query))

    def close(self) -> None:
        """Let go of the database and all that was in it."""
        self.store.close()


def _literal(value: Any) -> str:
    """Return a value as a statement writes it; a text stands between the quotes of the statement itself."""
    if isinstance(value, datetime):
        return f"TIMESTAMP '{value:%Y-%m-%d %H:%M:%S}'"
    return f"DATE '{value}'" if isinstance(value, date) else str(value)
