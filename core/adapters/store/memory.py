"""The tests' store: the same promises as the databases, in this process's memory."""

import json
import threading
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa

from core.adapters.desk.desk_memory import MemoryDesk
from core.adapters.desk.review_memory import MemoryReview
from core.adapters.store.tables import TABLES, UNIQUE, refuse_unknown, row_of
from core.adapters.store.writer_lock import turn
from core.domain.application.application import Application
from core.domain.errors import NotFoundError, PortalError, StaleError
from core.domain.ports.store import Transaction
from core.domain.records import Record

R = TypeVar("R", bound=Record)
Row = dict[str, Any]
Rows = dict[type[Record], dict[UUID, Row]]


def _json_names(kind: type[Record], row: Row) -> list[str]:
    json_columns = (column.name for column in TABLES[kind].c if isinstance(column.type, sa.JSON))
    return [name for name in json_columns if row[name] is not None]


def _kept(record: Record) -> Row:
    row = row_of(record)
    return row | {name: json.dumps(row[name]) for name in _json_names(type(record), row)}


def _record(kind: type[R], row: Row) -> R:
    return kind.model_construct(**row | {name: json.loads(row[name]) for name in _json_names(kind, row)})


def _matches(row: Row, equals: Row) -> bool:
    return all(
        row[name] in (value if isinstance(value, list | tuple) else (value,))
        for name, value in equals.items()
    )


def _collides(names: tuple[str, ...], one: Row, other: Row) -> bool:
    return one["id"] != other["id"] and all(
        one[name] is not None and one[name] == other[name] for name in names
    )


class MemoryTransaction:
    """The Transaction port over a copy of the rows."""

    def __init__(self, rows: Rows, *, writes: bool) -> None:
        self.rows = {kind: dict(rows.get(kind, {})) for kind in TABLES} if writes else rows
        self._writes = writes
        self._fault: PortalError | None = None

    def get(self, kind: type[R], id: UUID) -> R:
        """Return one record."""
        if (row := self.rows.get(kind, {}).get(id)) is None:
            raise NotFoundError("not_found", kind=kind.__name__)
        return _record(kind, row)

    def find(self, kind: type[R], *, order: str = "id", limit: int | None = None, **equals: Any) -> list[R]:
        """Return the records whose columns equal the given values."""
        name, down = order.removeprefix("-"), order.startswith("-")
        refuse_unknown(kind, (name, *equals))
        found = [row for row in self.rows.get(kind, {}).values() if _matches(row, equals)]
        known = sorted(
            (r for r in found if r[name] is not None), key=lambda r: (r[name], r["id"]), reverse=down
        )
        unknown = sorted((r for r in found if r[name] is None), key=lambda r: r["id"], reverse=down)
        return [_record(kind, row) for row in (known + unknown)[:limit]]

    def add(self, record: Record) -> None:
        """Keep a new record."""
        self._needs_writes()
        if record.id in self.rows[type(record)]:
            self._refuse("taken")
        self._put(record)

    def add_all(self, records: Iterable[Record]) -> None:
        """Keep many new records of one kind at once."""
        self._needs_writes()
        for record in records:
            self.add(record)

    def replace(self, record: R) -> R:
        """Keep a changed record that carries the version it was read at; return it with the next version."""
        self._needs_writes()
        kind, new = type(record), row_of(record)
        if "version" not in new:
            raise TypeError(f"{kind.__name__} records are only ever added")
        if self.rows[kind].get(record.id, {}).get("version") != new["version"]:
            raise StaleError("stale")
        result = record.at_version(new["version"] + 1)
        self._put(result)
        return result

    def erase(self, kind: type[Record], **equals: Any) -> int:
        """Remove rows for good and return how many."""
        self._needs_writes()
        if not equals:
            raise ValueError("say which rows to erase")
        refuse_unknown(kind, equals)
        gone = [id for id, row in self.rows[kind].items() if _matches(row, equals)]
        for id in gone:
            del self.rows[kind][id]
        return len(gone)

    @property
    def desk(self) -> MemoryDesk:
        """Return the queues."""
        return MemoryDesk(_record(Application, row) for row in self.rows.get(Application, {}).values())

    @property
    def review(self) -> MemoryReview:
        """Return what was decided, beside what the rules had said."""
        return MemoryReview(self)

    def settle(self) -> None:
        """Refuse to commit after a refusal that the caller swallowed, as the databases do."""
        if self._fault is not None:
            raise self._fault

    def _put(self, record: Record) -> None:
        kind, row = type(record), _kept(record)
        others = self.rows[kind].values()
        if any(_collides(names, row, other) for names in UNIQUE[kind] for other in others):
            self._refuse("taken")
        self.rows[kind][record.id] = row

    def _refuse(self, code: str) -> None:
        self._fault = StaleError(code)
        raise self._fault

    def _needs_writes(self) -> None:
        if not self._writes:
            raise RuntimeError("this transaction only reads")


class MemoryStore:
    """The Store port; a commit puts the transaction's copy in the place of what was there."""

    def __init__(self) -> None:
        self._rows: Rows = {}
        self._lock = threading.Lock()

    @contextmanager
    def read(self) -> Generator[Transaction]:
        """Open a transaction that only reads one state of the store."""
        yield MemoryTransaction(self._rows, writes=False)

    @contextmanager
    def write(self, *, latest: bool = False) -> Generator[Transaction]:  # noqa: ARG002 one writer sees all
        """Open a transaction; it commits at the end, or undoes everything on an error."""
        with turn(self._lock):
            transaction = MemoryTransaction(self._rows, writes=True)
            yield transaction
            transaction.settle()
            self._rows = transaction.rows
