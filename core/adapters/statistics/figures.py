"""Counts in the database what statistics are computed from."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa

from core.adapters.statistics.chart_sql import statement
from core.adapters.statistics.figures_sql import STATEMENTS, CountStatement, behind
from core.adapters.store.store import SqlStore
from core.domain.statistics.chart_file import ChartFile
from core.domain.statistics.cube import BY, OVERALL, QuarterCount
from core.domain.statistics.file_counts import (
    EVERY,
    EXPIRED,
    REFUSED,
    STEPS,
    DecidedFiles,
    EndedRequests,
    FileCounts,
    FileWaits,
    OpenedOn,
    ReachedSteps,
    ReasonSet,
    RefusedAt,
    Rounds,
    TouchedQuestions,
)
from core.domain.statistics.filters import BarFilter, Filter
from core.domain.statistics.headline import FilesAlike
from core.domain.statistics.outcomes import WAITS
from core.domain.statistics.periods import Month, Period

N = TypeVar("N")
ROOTS = ("decided", "refused", "asked")
DAYS = {"all": "days", "ours": "ours", "theirs": "theirs"}
FIRST_MONTH = sa.text("SELECT min(month) FROM outcome_entry")
BEGAN = sa.text("SELECT min(opened_on) FROM step_entry")


class SqlFigures:
    """The Tally port: one text of SQL for DuckDB and PostgreSQL, over the ledger and nothing else."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store

    def began_on(self) -> date | None:
        """Return the day on which the first request was opened, or None before there is one."""
        with self._store.reading() as connection:
            return connection.scalar(BEGAN)

    def count(
        self, wanted: Filter, today: date, questions: Sequence[str], cuts: Sequence[date]
    ) -> FileCounts:
        """Return what a filter's statistics are computed from, and the same of the period before."""
        asked = CountStatement(wanted, today, tuple(cuts))
        with self._store.reading() as connection:
            names = ("decided", "refused", "placed", "ended", "reached", "touched")
            found = {name: _rows(connection, name, asked) for name in names}
        return _counted(found, set(questions))

    def headline(self, wanted: Filter, today: date) -> list[FilesAlike]:
        """Return what the leading figures are computed from, of a period and the one before."""
        with self._store.reading() as connection:
            return [FilesAlike(*row) for row in _rows(connection, "headline", CountStatement(wanted, today))]

    def ended(self, wanted: Filter, today: date) -> tuple[EndedRequests, ...]:
        """Return how many requests had their last day, by month, and how many of them expired."""
        with self._store.reading() as connection:
            rows = _rows(connection, "ended", CountStatement(wanted, today))
        return _summed(EndedRequests, (it for row in rows for it in _ended(row)))

    def first_month(self) -> Month | None:
        """Return the month of the first outcome there is."""
        with self._store.reading() as connection:
            place: int | None = connection.scalar(FIRST_MONTH)
        return None if place is None else Month(place)

    def rows(self, chart: ChartFile, wanted: Filter, today: date) -> list[dict[str, Any]]:
        """Return the rows of a chart's statement over a filter's ledger.

        Shapes: none of the period before where the ledger does not hold it whole.
        """
        asked = CountStatement(wanted, today)
        query, values, first = sa.text(statement(chart, asked)), asked.values, self.first_month()
        if first is None or first > wanted.period.before.first:
            values = {**values, "before": values["first"], "since": values["begins"]}
        with self._store.reading() as connection:
            rows = connection.execute(query, _needed(query, values)).mappings().all()
        return [{name: _plain(value) for name, value in row.items()} for row in rows]

    def statement(self, chart: ChartFile, wanted: Filter, today: date) -> str:
        """Return a chart's whole statement, for whoever wants to know how it is counted."""
        return statement(chart, CountStatement(wanted, today))

    def waited(self, period: Period) -> tuple[FileWaits, ...]:
        """Return how long decisions of a period took, and those of the period before."""
        with self._store.reading() as connection:
            return _waited(_rows(connection, "decided", CountStatement(Filter(period), period.ends)))

    def cells(self, quarter: Period, reasons: Sequence[str]) -> list[QuarterCount]:
        """Return the counts of a quarter, by one thing at a time."""
        asked = CountStatement(Filter(quarter), quarter.ends)
        with self._store.reading() as connection:
            decided, given, ended = (
                _rows(connection, f"cube_{it}", asked) for it in ("decided", "reasons", "ended")
            )
        counts = Counter[tuple[str, str, str]]()
        for row in decided:
            counts.update({(it, *_place(row)): getattr(row, it) or 0 for it in ROOTS})
        for row in given:
            codes = set(row.reasons.split()).intersection(reasons)
            counts.update({(code, *_place(row)): row.files for code in codes})
        for row in ended:
            place, all_of_them = _place(row), row.ended or 0
            expired = all_of_them - (row.sent or 0)
            counts.update({("ended", *place): all_of_them, ("expired", *place): expired})
        return sorted(QuarterCount(*key, files) for key, files in counts.items() if files)

    def behind(self, wanted: Filter, bar: BarFilter, today: date, limit: int) -> tuple[int, list[UUID]]:
        """Return how many files stand behind a bar, and those decided or opened last."""
        asked = CountStatement(wanted, today)
        query = sa.text(behind(asked, bar))
        codes = {name: f"% {getattr(bar, name)} %" for name in ("reason", "other")}
        told = {
            **asked.values,
            **bar.codes,
            **codes,
            "code": bar.reason,
            "rounds": bar.rounds,
            "days": bar.days,
            "limit": limit,
        }
        typed = query.columns(application_id=sa.Uuid())
        with self._store.reading() as connection:
            rows = connection.execute(typed, _needed(query, told)).all()
        return (rows[0].files if rows else 0), [row.application_id for row in rows]


def _rows(connection: sa.Connection, name: str, asked: CountStatement) -> Sequence[sa.Row[Any]]:
    query = sa.text(STATEMENTS[name](asked))
    return connection.execute(query, _needed(query, asked.values)).all()


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value


def _needed(query: sa.TextClause, told: dict[str, Any]) -> dict[str, Any]:
    """Return those of the values that a statement names."""
    return {name: told[name] for name in query.compile().params}


def _counted(found: dict[str, Sequence[sa.Row[Any]]], questions: set[str]) -> FileCounts:
    decided, refused, placed = found["decided"], found["refused"], found["placed"]
    sets = [it for it in refused if it.month is not None]
    touches = [(*it.what.split(":"), tuple(it.reasons.split()), it.files) for it in found["touched"]]
    return FileCounts(
        decided=_summed(
            DecidedFiles, ((r.month, r.refused, r.asked, r.files) for r in decided if r.refused is not None)
        ),
        rounds=_summed(Rounds, ((r.month, r.rounds, r.files) for r in decided if r.rounds is not None)),
        waited=_waited(decided),
        opened_on=_summed(OpenedOn, _placed(refused, placed, "cut")),
        reason_sets=_summed(ReasonSet, ((r.month, tuple(r.reasons.split()), r.files) for r in sets)),
        refused_at=_summed(RefusedAt, _placed(refused, placed, "regulator")),
        ended=_summed(EndedRequests, (it for row in found["ended"] for it in _ended(row))),
        reached=_summed(ReachedSteps, _reached(found["reached"])),
        touched=_summed(TouchedQuestions, (it for it in touches if it[1] in questions)),
    )


def _ended(row: sa.Row[Any]) -> Iterable[tuple[int, bool, int]]:
    return (row.month, False, row.sent), (row.month, True, row.files - row.sent)


def _reached(rows: Iterable[sa.Row[Any]]) -> Iterable[tuple[str, str, bool, int]]:
    """Return requests by the last step they came to: those that reached it and not the next."""
    came, stopped = Counter[tuple[str, bool]](), Counter[str]()
    for row in rows:
        came[row.step, row.is_running] += row.files
        if row.step == EXPIRED and row.question and not row.is_running:
            stopped[row.question] += row.files
    for step, following in pairwise(STEPS[: STEPS.index("submitted") + 1]):
        for is_running in (False, True):
            files = came[step, is_running] - came[following, is_running]
            if step == "opened" and not is_running:
                files -= stopped.total()
            yield step, "", is_running, files
    yield from (("opened", question, False, files) for question, files in stopped.items())
    decided = came["decided", False]
    sent = came["submitted", False] + came["submitted", True]
    yield from (("submitted", "", True, sent - decided), ("decided", "", False, decided))


def _waited(decided: Sequence[sa.Row[Any]]) -> tuple[FileWaits, ...]:
    return _summed(FileWaits, (it for row in decided for it in _waits(row)))


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
            yield from ((place, code, row.files) for code in (REFUSED, *row.reasons.split()))


def _summed(kind: Callable[..., N], rows: Iterable[Sequence[Any]]) -> tuple[N, ...]:
    """Return rows of a kind in order, those that differ in nothing but their number of files added up."""
    found = Counter[tuple[Any, ...]]()
    for *key, files in rows:
        found[tuple(key)] += files
    return tuple(kind(*key, files) for key, files in sorted(found.items()) if files)


def _place(row: sa.Row[Any]) -> tuple[str, str]:
    for name in BY:
        if (value := getattr(row, name, None)) is not None:
            return name, str(Month(value)) if name == "month" else str(value)
    return OVERALL, OVERALL
