"""Reading and keeping records over one SQLAlchemy connection."""

from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from core.adapters.desk.desk_sql import SqlDesk
from core.adapters.desk.review_sql import SqlReview
from core.adapters.store.bulk import MOST, insert_all
from core.adapters.store.tables import TABLES, Code, refuse_unknown, row_of
from core.adapters.store.trait_places import keep_places, trait_ids
from core.domain.desk.traits import Trait
from core.domain.errors import NotFoundError, PortalError, StaleError
from core.domain.records import Record

R = TypeVar("R", bound=Record)
Shape = tuple[tuple[str, str], ...]


def shape_of(equals: dict[str, Any]) -> Shape:
    """Return how each column is compared: to one value, to any of several, or to nothing."""
    many = {name: isinstance(value, list | tuple) for name, value in equals.items()}
    return tuple((n, "any" if many[n] else "none" if v is None else "one") for n, v in equals.items())


def _condition(kind: type[Record], shape: Shape) -> sa.ColumnElement[bool]:
    refuse_unknown(kind, (name for name, _ in shape))
    table = TABLES[kind]

    def compared(name: str, how: str) -> sa.ColumnElement[bool]:
        column = table.c[name]
        if how == "none":
            return column.is_(None)
        wanted = sa.bindparam(name, expanding=how == "any", type_=column.type)
        return column.in_(wanted) if how == "any" else column == wanted

    return sa.and_(sa.true(), *(compared(name, how) for name, how in shape))


def _ordered(table: sa.Table, order: str) -> tuple[sa.ColumnElement[Any], ...]:
    column: sa.ColumnElement[Any] = table.c[order.removeprefix("-")]
    if isinstance(column.type, sa.String | Code):
        column = column.collate("C")  # every database sorts alike
    first = column.desc() if order.startswith("-") else column.asc()
    last = table.c["id"].desc() if order.startswith("-") else table.c["id"].asc()
    return first.nulls_last(), last


def _in_order(records: list[R], order: str) -> list[R]:
    """Return records in an order; for the few rows of one person a database takes longer to plan it."""
    name, down = order.removeprefix("-"), order.startswith("-")
    if name == "id":
        return sorted(records, key=_id, reverse=down)
    known = [it for it in records if getattr(it, name) is not None]
    known.sort(key=lambda it: (getattr(it, name), _id(it)), reverse=down)
    return known + sorted((it for it in records if getattr(it, name) is None), key=_id, reverse=down)


def _id(record: Record) -> int:
    """Return a record's key as a number, which is compared much sooner and sorts the same."""
    return record.id.int


# Each statement is built once: SQLAlchemy then also finds its compiled form at once.
@cache
def _select(kind: type[Record], shape: Shape, first_by: str = "") -> sa.Select[Any]:
    table = TABLES[kind]
    query = sa.select(table).where(_condition(kind, shape))
    if not first_by:
        return query
    return query.order_by(*_ordered(table, first_by)).limit(sa.bindparam("limit", type_=sa.Integer))


@cache
def _by_id(kind: type[Record]) -> sa.Select[Any]:
    return sa.select(TABLES[kind]).where(TABLES[kind].c["id"] == sa.bindparam("id"))


@cache
def _insert(kind: type[Record]) -> sa.Insert:
    return TABLES[kind].insert().inline()


@cache
def _update(kind: type[Record]) -> sa.Update:
    table = TABLES[kind]
    if "version" not in table.c:
        raise TypeError(f"{kind.__name__} records are only ever added")
    same = (table.c["id"] == sa.bindparam("read_id"), table.c["version"] == sa.bindparam("read_version"))
    return table.update().where(*same)


@cache
def _delete(kind: type[Record], shape: Shape) -> sa.Delete:
    return TABLES[kind].delete().where(_condition(kind, shape))


def _is_taken(error: IntegrityError) -> bool:
    return (
        getattr(error.orig, "sqlstate", "") == "23505"
        or "UNIQUE" in str(error.orig)
        or "uplicate" in str(error.orig)
    )


@contextmanager
def unique_or_taken() -> Generator[None]:
    """Speak of a key or unique column that is taken without repeating its value."""
    try:
        yield
    except IntegrityError as error:
        if not _is_taken(error):
            raise
        raise StaleError("taken") from None


class SqlTransaction:
    """The Transaction port over one connection; it remembers what it read, to write only what changed."""

    def __init__(self, connection: sa.Connection, *, writes: bool) -> None:
        self._connection = connection
        self._writes = writes
        self._known: dict[tuple[type[Record], UUID], Record] = {}
        self._fault: PortalError | None = None

    def get(self, kind: type[R], id: UUID) -> R:
        """Return one record."""
        row = self._connection.execute(_by_id(kind), {"id": id}).first()
        if row is None:
            raise NotFoundError("not_found", kind=kind.__name__)
        return self._record(kind, row)

    def find(self, kind: type[R], *, order: str = "id", limit: int | None = None, **equals: Any) -> list[R]:
        """Return the records whose columns equal the given values."""
        refuse_unknown(kind, (order.removeprefix("-"),))
        if kind is Trait and "key" in equals and self._has_places:
            equals = self._by_place(**equals)
        if limit is None:
            rows = self._connection.execute(_select(kind, shape_of(equals)), equals)
            return _in_order([self._record(kind, row) for row in rows], order)
        query = _select(kind, shape_of(equals), order)
        rows = self._connection.execute(query, {**equals, "limit": limit})
        return [self._record(kind, row) for row in rows]

    def add(self, record: Record) -> None:
        """Keep a new record."""
        with self._changing(), unique_or_taken():
            self._connection.execute(_insert(type(record)), row_of(record))
            self._placed([record])
        self._known[type(record), record.id] = record

    def add_all(self, records: Iterable[Record]) -> None:
        """Keep many new records of one kind at once; they may be made on the way, and are not remembered."""
        coming = iter(records)
        with self._changing(), unique_or_taken():
            while some := list(islice(coming, MOST)):
                insert_all(self._connection, TABLES[type(some[0])], [row_of(record) for record in some])
                self._placed(some)

    def replace(self, record: R) -> R:
        """Keep a changed record that carries the version it was read at; return it with the next version."""
        kind, new = type(record), row_of(record)
        update, old = _update(kind), vars(self._as_read(record))
        following = new["version"] + 1
        # DuckDB updates in place only while no unique column is named, so unchanged ones are left out.
        changes = {name: value for name, value in new.items() if value != old[name]} | {"version": following}
        keys = {"read_id": record.id, "read_version": new["version"]}
        with self._changing(), unique_or_taken():
            written = self._connection.execute(update, changes | keys).rowcount
        if written != 1:
            raise StaleError("stale")
        self._known[kind, record.id] = result = record.at_version(following)
        return result

    def erase(self, kind: type[Record], **equals: Any) -> int:
        """Remove rows for good and return how many."""
        if not equals:
            raise ValueError("say which rows to erase")
        with self._changing():
            rows = self._connection.execute(_delete(kind, shape_of(equals)), equals).rowcount
        self._known.clear()
        return rows

    @property
    def desk(self) -> SqlDesk:
        """Return the queues."""
        return SqlDesk(self._connection, self._record)

    @property
    def review(self) -> SqlReview:
        """Return what was decided, beside what the rules had said."""
        return SqlReview(self._connection)

    @property
    def _has_places(self) -> bool:
        return self._connection.dialect.name == "duckdb"

    def _placed(self, records: Sequence[Record]) -> None:
        if isinstance(records[0], Trait) and self._has_places:
            keep_places(self._connection, [it for it in records if isinstance(it, Trait)])

    def _by_place(self, key: Any, **others: Any) -> dict[str, Any]:
        """Return the columns to compare, with the ids of the traits in place of their keys: sooner found."""
        keys: list[UUID] = list(key) if isinstance(key, list | tuple) else [key]  # pyright: ignore[reportUnknownArgumentType] whatever was asked for
        return {**others, "id": [id for ids in trait_ids(self._connection, keys).values() for id in ids]}

    def settle(self) -> None:
        """Refuse to commit after a refusal that the caller swallowed: the database undid everything."""
        if self._fault is not None:
            raise self._fault

    def _record(self, kind: type[R], row: sa.Row[Any]) -> R:
        record = kind.model_construct(**row._mapping)  # pyright: ignore[reportPrivateUsage] SQLAlchemy's public name for it
        if "version" in kind.model_fields:  # what is only ever added is never compared with what was read
            self._known[kind, record.id] = record
        return record

    def _as_read(self, record: Record) -> Record:
        known = self._known.get((type(record), record.id))
        if known is None:
            rows = self.find(type(record), id=record.id)
            known = rows[0] if rows else None
        if known is None or vars(known)["version"] != vars(record)["version"]:
            raise StaleError("stale")
        return known

    @contextmanager
    def _changing(self) -> Generator[None]:
        if not self._writes:
            raise RuntimeError("this transaction only reads")
        try:
            yield
        except PortalError as fault:
            self._fault = fault
            raise
