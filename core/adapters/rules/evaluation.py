"""Evaluates rules in the database: one judgement's facts, or all of them, by the same conditions."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from core.adapters.rules.rule_grammar import ParsedCondition, read_condition
from core.adapters.store.store import SqlStore
from core.adapters.store.tables import TABLES
from core.domain.rules.facts import FACTS, Facts, values_of
from core.domain.rules.rules import Judgement, Rule

FACTS_TABLE, JUDGEMENTS = TABLES[Facts], TABLES[Judgement]
MOST_REMEMBERED = 500
GIVEN = sa.select(
    *(sa.cast(sa.bindparam(name), FACTS_TABLE.c[name].type).label(name) for name in FACTS)
).subquery("given")


class SqlEvaluator:
    """The Evaluator port: a rule is one condition, whatever the number of requests.

    Shapes: `codes` maps a fact to the codes it may have.
    """

    def __init__(self, store: SqlStore, codes: Mapping[str, frozenset[str]]) -> None:
        self._store = store
        self._codes = codes
        self._dialect = "duckdb" if store.is_duckdb else "postgres"
        self._condition = lru_cache(MOST_REMEMBERED)(self._read)
        self._statement = lru_cache(MOST_REMEMBERED)(self._select)

    def facts_read(self, fails_when: str) -> tuple[str, ...]:
        """Return the facts a condition reads, in the order they stand there.

        Raises: RuleError with the position.
        """
        return self._condition(fails_when).facts

    def verdicts(self, rules: Sequence[Rule], facts: Facts) -> tuple[bool | None, ...]:
        """Return the value of each rule's condition over one judgement's facts."""
        if not rules:
            return ()
        statement = self._statement(tuple(rule.fails_when for rule in rules))
        with self._store.reading() as connection:
            return tuple(connection.execute(statement, values_of(facts)).one())

    def judge_all(self, rules: Sequence[Rule], edition: int) -> int:
        """Store an edition's verdicts over every judgement's facts not judged yet; return how many.

        Shapes: the facts' own id is the judgement's.
        """
        here = FACTS_TABLE.c
        verdicts: sa.ColumnElement[Any] = sa.literal_column(
            f"ARRAY[{', '.join(self._sql(rule.fails_when) for rule in rules)}]"
        )
        wanted: Any = sa.select(
            here.id, here.application_id, here.number, sa.literal(edition), here.judged_on, verdicts
        ).where(here.id.not_in(sa.select(JUDGEMENTS.c.id)))
        names = ["id", "application_id", "number", "edition", "judged_on", "verdicts"]
        with self._store.writing() as connection:
            written = JUDGEMENTS.insert().from_select(names, wanted)
            return connection.execution_options(preserve_rowcount=True).execute(written).rowcount

    def _read(self, fails_when: str) -> ParsedCondition:
        return read_condition(fails_when, self._codes)

    def _sql(self, fails_when: str) -> str:
        return f"({self._condition(fails_when).sql(self._dialect)})"

    def _select(self, conditions: tuple[str, ...]) -> sa.Select[Any]:
        values: list[sa.ColumnElement[Any]] = [sa.literal_column(self._sql(it)) for it in conditions]
        return sa.select(*(it.label(f"v{place}") for place, it in enumerate(values))).select_from(GIVEN)
