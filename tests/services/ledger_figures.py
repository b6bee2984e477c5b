"""The Tally port over a memory store: the portal's own statements, run on the ledger that it holds."""

from dataclasses import dataclass
from functools import cache

from core.adapters.statistics.figures import SqlFigures
from core.adapters.store.store import SqlStore
from core.adapters.store.tables import TABLES, row_of
from core.domain.statistics.ledger import OutcomeEntry, StepEntry

held = {}
"""What the database holds now: most questions follow each other with nothing entered in between."""


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
        with self.store.read() as tx:
            rows = {kind: tx.find(kind) for kind in (OutcomeEntry, StepEntry)}
        if rows != held:
            with store.writing() as connection:
                for kind, entries in rows.items():
                    connection.execute(TABLES[kind].delete())
                    if entries:
                        connection.execute(TABLES[kind].insert(), [row_of(it) for it in entries])
            held.update(rows)
        return getattr(SqlFigures(store), name)
