"""Counts in the database what statistics are computed from."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, timedelta
from itertools import accumulate
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from core.adapters.statistics.figures_sql import STATEMENTS, CountAsked, behind
from core.adapters.store.store import SqlStore
from core.domain.desk.working_days import WorkingDays
from core.domain.statistics.counted import (
    EVERY,
    REFUSED,
    Counted,
    Decided,
    Ended,
    OpenedOn,
    Reached,
    ReasonSet,
    RefusedAt,
    Rounds,
    Touched,
    Waited,
)
from core.domain.statistics.cube import BY, OVERALL, Cell
from core.domain.statistics.filters import Bar, Filter
from core.domain.statistics.outcomes import WAITS
from core.domain.statistics.periods import Month, Period

N = TypeVar("N")
ONE_DAY = timedelta(days=1)
DAYS = {"all": "days", "ours": "ours", "theirs": "theirs"}
BEGAN = sa.text("SELECT min(opened_on) FROM application")


class SqlFigures:
    """The Tally port: one text of SQL for DuckDB and PostgreSQL."""

    def __init__(self, store: SqlStore, calendar: WorkingDays, zone: ZoneInfo) -> None:
        self._store = store
        self._calendar = calendar
        self._zone = zone

    def began_on(self) -> date | None:
        """Return the day on which the first request was opened, or None before there is one."""
        with self._store.reading() as connection:
            return connection.scalar(BEGAN)

    def count(self, wanted: Filter, today: date, questions: Sequence[str], cuts: Sequence[date]) -> Counted:
        """Return what a filter's statistics are computed from, and the same of the period before."""
        with self._store.reading() as connection:
            asked = self._asked(connection, wanted, today, cuts)
            told = {**asked.bounds, **asked.chosen, **self._days(asked), "questions": list(questions)}
            told["first_at"] = _rows(connection, "first_opened", asked, told)[0][0]
            found = {
                name: _rows(connection, name, asked, told)
                for name in ("decided", "refused", "placed", "ended", "reached", "touched")
            }
        return _counted(found)

    def waited(self, period: Period) -> tuple[Waited, ...]:
        """Return how long decisions of a period took, and those of the period before."""
        with self._store.reading() as connection:
            asked = self._asked(connection, Filter(period), period.ends, ())
            rows = _rows(connection, "decided", asked, {**asked.bounds, **self._days(asked)})
        return _waited(rows)

    def cells(self, quarter: Period, reasons: Sequence[str]) -> list[Cell]:
        """Return the counts of a quarter, by one thing at a time."""
        with self._store.reading() as connection:
            asked = self._asked(connection, Filter(quarter), quarter.ends, ())
            told = {**asked.bounds, "reasons": list(reasons)}
            rows = {
                name: _rows(connection, f"cube_{name}", asked, told)
                for name in ("decided", "reasons", "ended")
            }
        decided = [cell for row in rows["decided"] for cell in _cells(row, ("decided", "refused", "asked"))]
        given = [
            cell._replace(measure=row.code) for row in rows["reasons"] for cell in _cells(row, ("files",))
        ]
        ended = [cell for row in rows["ended"] for cell in _cells(row, ("ended", "expired"))]
        return sorted(cell for cell in (*decided, *given, *ended) if cell.files)

    def behind(self, wanted: Filter, bar: Bar, limit: int) -> tuple[int, list[UUID]]:
        """Return how many decided files stand behind a bar, and those decided last."""
        with self._store.reading() as connection:
            asked = self._asked(connection, wanted, wanted.period.ends, ())
            statement = sa.text(behind(asked, bar))
            told = {**asked.bounds, **asked.chosen, **bar.address, "rounds": bar.rounds, "limit": limit}
            typed = statement.columns(application_id=sa.Uuid())
            rows = connection.execute(typed, _needed(statement, told)).all()
        return (rows[0].files if rows else 0), [row.application_id for row in rows]

    def _asked(
        self, connection: sa.Connection, wanted: Filter, today: date, cuts: Sequence[date]
    ) -> CountAsked:
        began: date | None = connection.scalar(BEGAN)
        first = min(began or today, wanted.period.before.begins) - ONE_DAY
        return CountAsked(wanted, self._zone, today, first, tuple(cuts))

    def _days(self, asked: CountAsked) -> dict[str, Any]:
        """Return every day that can occur, with its running number of working days."""
        span = (asked.wanted.period.ends - asked.began).days
        days = [asked.began + ONE_DAY * count for count in range(span + 1)]
        return {"days": days, "numbers": list(accumulate(int(self._calendar.is_one(day)) for day in days))}


def _rows(
    connection: sa.Connection, name: str, asked: CountAsked, told: dict[str, Any]
) -> Sequence[sa.Row[Any]]:
    statement = sa.text(STATEMENTS[name](asked))
    return connection.execute(statement, _needed(statement, told)).all()


def _needed(statement: sa.TextClause, told: dict[str, Any]) -> dict[str, Any]:
    """Return those of the values that a statement names."""
    return {name: told[name] for name in statement.compile().params}


def _counted(found: dict[str, Sequence[sa.Row[Any]]]) -> Counted:
    decided, refused, placed = found["decided"], found["refused"], found["placed"]
    sets = [it for it in refused if it.month is not None]
    return Counted(
        decided=_summed(
            Decided, ((r.month, r.refused, r.asked, r.files) for r in decided if r.refused is not None)
        ),
        rounds=_summed(Rounds, ((r.month, r.rounds, r.files) for r in decided if r.rounds is not None)),
        waited=_waited(decided),
        opened_on=_summed(OpenedOn, _placed(refused, placed, "cut")),
        reason_sets=_summed(ReasonSet, ((r.month, tuple(sorted(r.reason_codes)), r.files) for r in sets)),
        refused_at=_summed(RefusedAt, _placed(refused, placed, "regulator")),
        ended=_summed(Ended, found["ended"]),
        reached=_summed(Reached, found["reached"]),
        touched=_summed(
            Touched,
            ((r.how, r.question, tuple(sorted(r.reason_codes or ())), r.files) for r in found["touched"]),
        ),
    )


def _waited(decided: Sequence[sa.Row[Any]]) -> tuple[Waited, ...]:
    return _summed(Waited, (it for row in decided for it in _waits(row)))


def _waits(row: sa.Row[Any]) -> Iterable[tuple[int, str, int, int]]:
    for whose in WAITS:
        if (days := getattr(row, DAYS[whose])) is not None:
            yield row.month, whose, days, row.files


def _placed(
    refused: Sequence[sa.Row[Any]], placed: Sequence[sa.Row[Any]], where: str
) -> Iterable[tuple[Any, str, int]]:
    """Return files by a place: all decided there, all refused there, and those refused for each reason."""
    for row in placed:
        if (place := getattr(row, where)) is not None:
            yield place, EVERY, row.files
    for row in refused:
        if (place := getattr(row, where)) is not None:
            yield from ((place, code, row.files) for code in (REFUSED, *row.reason_codes))


def _summed(kind: Callable[..., N], rows: Iterable[Sequence[Any]]) -> tuple[N, ...]:
    """Return rows of a kind in order, those that differ in nothing but their number of files added up."""
    found = Counter[tuple[Any, ...]]()
    for *key, files in rows:
        found[tuple(key)] += files
    return tuple(kind(*key, files) for key, files in sorted(found.items()) if files)


def _cells(row: sa.Row[Any], measures: Sequence[str]) -> list[Cell]:
    by, code = OVERALL, OVERALL
    for name in BY:
        if (value := getattr(row, name, None)) is not None:
            by, code = name, str(Month(value)) if name == "month" else str(value)
    first = getattr(row, "first_at", None)
    first_at = first and first.replace(tzinfo=UTC)
    return [Cell(measure, by, code, getattr(row, measure), first_at) for measure in measures]
