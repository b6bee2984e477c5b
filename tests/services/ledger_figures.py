"""The Tally port over a memory store: the portal's own statements, run on the ledger that it holds."""

from dataclasses import dataclass
from functools import cache

from core.adapters.statistics.figures import SqlFigures
from core.adapters.store.store import SqlStore
from core.adapters.store.tables import TABLES, row_of
from core.domain.statistics.ledger import OutcomeEntry, StepEntry


@cache
def counting_store():
    """Return a database that holds one portal's ledger at a time."""
    store = SqlStore("duckdb:///:memory:ledger-of-memory")
    store.migrate()
    return store


@dataclass(frozen=True)
class LedgerFigures:
    """Counts what a store of memory holds now."""

    store: object

    def __getattr__(self, name):
        store = counting_store()
        with self.store.read() as tx, store.writing() as connection:
            for kind in (OutcomeEntry, StepEntry):
                connection.execute(TABLES[kind].delete())
                if rows := [row_of(it) for it in tx.find(kind)]:
                    connection.execute(TABLES[kind].insert(), rows)
        return getattr(SqlFigures(store), name)
