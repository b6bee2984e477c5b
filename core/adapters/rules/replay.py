"""Replays a rule book over the decided applications, in the database: figures, and the files themselves."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlglot import exp
from sqlglot.expressions.core import Expr

from core.adapters.rules.replay_sql import ReplayStatement
from core.adapters.rules.rule_grammar import read_condition
from core.adapters.store.store import SqlStore
from core.domain.rules.replay import (
    BookComparison,
    ChangedFile,
    ReplayCounts,
    ReplayFigures,
    RuleCounts,
    RulePair,
    Span,
    Which,
    summed,
)

MOST_REMEMBERED = 500
EFFECTS = ("added", "added_though_approved", "removed", "removed_though_refused", "not_evaluated")
CHANGES = ("newly", "newly_though_approved", "no_longer", "no_longer_though_refused")
Cells = dict[tuple[str, date], ReplayCounts]
Rows = Sequence[Sequence[Any]]


class SqlReplay:
    """The Replay port: conditions in one pass over the facts, everything else over the files that change.

    Shapes: `codes` maps a fact to the codes it may have.
    """

    def __init__(self, store: SqlStore, codes: Mapping[str, frozenset[str]]) -> None:
        self._store = store
        self._codes = codes
        self._dialect = "duckdb" if store.is_duckdb else "postgres"
        self._condition = lru_cache(MOST_REMEMBERED)(self._read)

    def figures(self, compared: BookComparison, span: Span) -> ReplayFigures:
        """Return what would change for the applications decided in a period."""
        asked = ReplayStatement(compared, span, self._condition)
        with self._store.reading() as connection:
            decided = connection.execute(asked.decided()).all()
            verdicts = connection.execute(asked.verdicts()).one()
            changes: Rows = connection.execute(asked.changes()).all() if asked.changed else ()
        total, regulators, months = summed(_cells(span, decided, changes))
        return ReplayFigures(
            day=compared.day,
            total=total,
            regulators=regulators,
            months=months,
            rules=tuple(_rules(asked, verdicts, changes)),
        )

    def files(
        self, compared: BookComparison, span: Span, which: Which, after: UUID | None, limit: int
    ) -> list[ChangedFile]:
        """Return the applications that change, the newest first, that follow one of them."""
        asked = ReplayStatement(compared, span, self._condition)
        if not asked.changed:
            return []
        with self._store.reading() as connection:
            rows = connection.execute(asked.files(which, after, limit)).all()
        return [asked.file(row) for row in rows]

    def _read(self, fails_when: str) -> str:
        tree = read_condition(fails_when, self._codes).tree
        return f"({tree.transform(_one_by_one).sql(dialect=self._dialect)})"


def _one_by_one(node: Expr) -> Expr:
    """Write a list of codes as comparisons, which DuckDB makes once for each code that a column holds."""
    if not isinstance(node, exp.In):
        return node
    first, *others = (exp.EQ(this=node.this.copy(), expression=it.copy()) for it in node.expressions)
    either: Expr = exp.Paren(this=first)
    for it in others:
        either = exp.Or(this=either, expression=exp.Paren(this=it))
    return exp.Paren(this=either)


def _cells(span: Span, decided: Rows, changes: Rows) -> Cells:
    """Return how many files of each regulator and month there are, and for how many something changes."""
    effects = {(row[0], row[1]): dict(zip(EFFECTS, map(int, row[2:]), strict=False)) for row in changes}
    return {
        (regulator, span.months[month]): ReplayCounts(
            files=files, approved=approved, refused=files - approved, **effects.get((regulator, month), {})
        )
        for regulator, month, files, approved in decided
    }


def _rules(asked: ReplayStatement, verdicts: Sequence[Any], changes: Rows) -> Iterator[RuleCounts]:
    """Yield the figures of each rule."""
    sums = [int(sum(column)) for column in zip(*(row[2 + len(EFFECTS) :] for row in changes), strict=True)]

    def counted(pair: RulePair) -> dict[str, int]:
        first = asked.changed.index(pair) * len(CHANGES) if pair in asked.changed and sums else len(sums)
        return {name: sums[first + place] if sums[first:] else 0 for place, name in enumerate(CHANGES)}

    for pair in asked.pairs:
        before, after = (asked.place(it) if it else None for it in (pair.before, pair.after))
        yield RuleCounts(
            id=pair.id,
            fails_before=0 if before is None else verdicts[before],
            fails_after=0 if after is None else verdicts[after],
            not_evaluated=0 if after is None else verdicts[0] - verdicts[after + 1],
            **counted(pair),
        )
