"""The queues in SQL, the same for DuckDB and PostgreSQL."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from core.adapters.store.tables import TABLES, ListColumn
from core.domain.application.application import Application
from core.domain.desk.queues import Condition, Order, Wanted
from core.domain.desk.view import Mark, one_letter_off

Column = sa.ColumnElement[Any]
Truth = sa.ColumnElement[bool]
Shape = tuple[tuple[tuple[str, str], ...], ...]
"""What is compared and how, without the values: statements of one shape are built once."""
REQUESTS = TABLES[Application]
ID = REQUESTS.c["id"]
WHOLE = sa.select(REQUESTS).where(sa.any_(sa.bindparam("ids", type_=sa.ARRAY(sa.Uuid()))) == ID)
HOW: Mapping[str, Callable[[Column, Any], Truth]] = {
    "is": lambda column, value: column == value,
    "is_not": lambda column, value: sa.or_(column.is_(None), column != value),
    "in": lambda column, value: column.in_(value),
    "at_least": lambda column, value: column >= value,
    "at_most": lambda column, value: column <= value,
    "below": lambda column, value: column < value,
    "after": lambda column, value: column > value,
    "empty": lambda column, _: column.is_(None),
    # both databases know this one, and DuckDB makes a join of `= ANY`
    "has": lambda column, value: sa.func.coalesce(sa.func.array_position(column, value), 0) > 0,
    "lacks": lambda column, value: sa.func.coalesce(sa.func.array_position(column, value), 0) == 0,
    "contains": lambda column, value: column.like(value),
    # both databases match whole texts with it, DuckDB always, PostgreSQL as the pattern is written
    "near": lambda column, value: column.op("~", is_comparison=True)(value),
}
"""How each comparison is written."""


def _shape(wanted: Wanted) -> Shape:
    return tuple(tuple((it.column, it.how) for it in any_of) for any_of in wanted)


def _values(wanted: Wanted, name: str = "value") -> dict[str, Any]:
    every = (it for any_of in wanted for it in any_of)
    return {f"{name}_{place}": _value(it) for place, it in enumerate(every) if it.how != "empty"}


def _told(wanted: Wanted, after: Mark | None, limit: int) -> dict[str, Any]:
    mark = {"mark": after.value, "mark_id": after.id} if after else {}
    return {**_values(wanted), **mark, "limit": limit}


def _value(condition: Condition) -> Any:
    # what is sought is letters and digits only: nothing in it means something to LIKE
    if condition.how == "near":
        return f"^.*({one_letter_off(condition.value)}).*$"
    return f"%{condition.value}%" if condition.how == "contains" else condition.value


def _holds(shape: Shape, name: str = "value") -> Truth:
    place, found = 0, list[Truth]()
    for any_of in shape:
        either = list[Truth]()
        for column, how in any_of:
            either.append(_compared(column, how, f"{name}_{place}"))
            place += 1
        found.append(sa.or_(*either))
    return sa.and_(sa.true(), *found)


def _compared(name: str, how: str, value: str) -> Truth:
    column = REQUESTS.c[name]
    kind = column.type.of if isinstance(column.type, ListColumn) else column.type
    return HOW[how](column, sa.bindparam(value, type_=kind, expanding=how == "in"))


def _sorted_by(source: sa.FromClause, order: Order) -> Column:
    column = source.c[order.column]
    # every database sorts texts alike
    return column.collate("C") if isinstance(column.type, sa.String) else column


def _follows(source: sa.FromClause, order: Order) -> Truth:
    """Say what comes after a row; the first comparison alone is what an index or a zone map can use."""
    column, id = _sorted_by(source, order), source.c["id"]
    value, last = (sa.bindparam(name, type_=it.type) for name, it in (("mark", column), ("mark_id", id)))
    if order.down:
        return sa.and_(column <= value, sa.or_(column < value, id < last))
    return sa.and_(column >= value, sa.or_(column > value, id > last))


def _beginning(source: sa.FromClause, order: Order, follows: bool, *columns: Column) -> sa.Select[Any]:
    """Return the statement of what comes first in an order, from its beginning or after a row."""
    column, id = _sorted_by(source, order), source.c["id"]
    in_order = (column.desc(), id.desc()) if order.down else (column.asc(), id.asc())
    query = sa.select(*columns).order_by(*in_order).limit(sa.bindparam("limit", type_=sa.Integer))
    return query.where(_follows(source, order)) if follows else query


@cache
def _first(shape: Shape, order: Order, follows: bool) -> sa.Select[Any]:
    return _beginning(REQUESTS, order, follows, ID).where(_holds(shape))


@cache
def _first_of_all(shape: Shape, order: Order, follows: bool) -> sa.Select[Any]:
    """Return the statement of the first ids, each with how many there are before and after it in all."""
    total = sa.func.count().over().label("total")
    every = sa.select(ID, REQUESTS.c[order.column], total).where(_holds(shape)).subquery()
    return _beginning(every, order, follows, every.c["id"], every.c["total"])


@cache
def _counts(shapes: tuple[tuple[str, Shape], ...]) -> sa.CompoundSelect[int, str]:
    """Return the statement of all counts; each queue is looked for alone, past all that is in none."""
    counted = (sa.select(sa.func.count(), sa.literal(name)).where(_holds(it, name)) for name, it in shapes)
    return sa.union_all(*(query.select_from(REQUESTS) for query in counted))


class SqlDesk:
    """The Desk port over a transaction's connection; `read` makes a record of a row.

    Shapes: ids are sorted first and only then are whole rows read, because a wide row costs more to sort.
    """

    def __init__(
        self,
        connection: sa.Connection,
        read: Callable[[type[Application], sa.Row[Any]], Application],
    ) -> None:
        self._connection = connection
        self._read = read

    def page(self, wanted: Wanted, order: Order, after: Mark | None, limit: int) -> list[Application]:
        """Return the requests that follow a place in an order."""
        query = _first(_shape(wanted), order, after is not None)
        return self._whole(self._connection.scalars(query, _told(wanted, after, limit)).all())

    def search(
        self, wanted: Wanted, order: Order, after: Mark | None, limit: int
    ) -> tuple[list[Application], int]:
        """Return a page, and how many requests there are in all."""
        query = _first_of_all(_shape(wanted), order, after is not None)
        found = self._connection.execute(query, _told(wanted, after, limit)).all()
        total = found[0].total if found else self.count({"all": wanted})["all"] if after else 0
        return self._whole([row.id for row in found]), total

    def count(self, queues: Mapping[str, Wanted]) -> dict[str, int]:
        """Return how many requests there are in each queue."""
        query = _counts(tuple((name, _shape(wanted)) for name, wanted in queues.items()))
        told = [row for name, wanted in queues.items() for row in _values(wanted, name).items()]
        return {name: count for count, name in self._connection.execute(query, dict(told))}

    def pick(self, wanted: Wanted, order: Order) -> Application | None:
        """Return the first request that nobody else is picking; in DuckDB there is only one writer."""
        query = _first(_shape(wanted), order, False)
        if self._connection.dialect.name == "postgresql":
            query = query.with_for_update(skip_locked=True)
        ids = self._connection.scalars(query, _told(wanted, None, 1)).all()
        return next(iter(self._whole(ids)), None)

    def _whole(self, ids: Sequence[UUID]) -> list[Application]:
        rows = self._connection.execute(WHOLE, {"ids": list(ids)}) if ids else ()
        found = {row.id: self._read(Application, row) for row in rows}
        return [found[id] for id in ids]
