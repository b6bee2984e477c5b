"""How long rules take: one judgement explained, and a million at once with their verdicts stored.

Run: python -m bench.rules
Units: milliseconds for one judgement (median of 200); microseconds a file and rule for a million, on the wall
       clock, as DuckDB uses every core. The floor only counts what fails and stores nothing.
Shapes: afterwards every verdict stored is compared with an independent reading of the same rules.
"""

import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import sqlalchemy as sa

from bench.three_valued import value_of
from core.adapters.operations.content_files import load, load_rules
from core.adapters.rules.evaluation import SqlEvaluator
from core.adapters.store.store import SqlStore
from core.domain.rules.facts import FACTS, Facts, codes_of, kind_of, values_of
from core.domain.rules.rule_book import CASE, RuleBook
from core.domain.rules.rules import Rule, found

FILES, TIMES = 1_000_000, 200
GOAL_ONE, GOAL_MANY = 5.0, 0.1
DATA = Path(__file__).parents[1] / "data"


def main() -> int:
    """Print the table; fail when a goal is missed or a verdict differs."""
    book = load_rules(DATA, load(DATA))
    with tempfile.TemporaryDirectory() as folder, closing(SqlStore(f"duckdb:///{folder}/b.duckdb")) as store:
        store.migrate()
        evaluator = SqlEvaluator(store, book.codes)
        one = _one(book, evaluator)
        print(f"{'one judgement, explained':<40}{one:>8.2f} ms        goal {GOAL_ONE} ms")
        _fill(store, book)
        counting = _seconds(lambda: _count(store, book.rules))
        storing = _seconds(lambda: evaluator.judge_all(book.rules, 1))
        each = 1e6 / FILES / len(book.rules)
        print(f"{'a million, only counted (floor)':<40}{counting * each:>8.4f} µs a file and rule")
        print(f"{'a million, verdicts stored':<40}{storing * each:>8.4f} µs        goal {GOAL_MANY} µs")
        print(f"{'storing costs, times the floor':<40}{storing / counting:>8.1f}")
        wrong = sum(_differ(store, evaluator, place, rule) for place, rule in enumerate(book.rules, 1))
        print(f"{'verdicts that differ from a second reading':<40}{wrong:>6} of {FILES * len(book.rules)}")
    return int(one > GOAL_ONE or storing * each > GOAL_MANY or wrong > 0)


def _seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def _one(book: RuleBook, evaluator: SqlEvaluator) -> float:
    facts = Facts.model_validate({**CASE, **{name: row.good for name, row in book.facts.items()}})

    def explained() -> None:
        verdicts = evaluator.verdicts(book.rules, facts)
        found(book.rules, 1, verdicts, values_of(facts), facts.judged_on, evaluator.facts_read)

    explained()
    return median(_seconds(explained) for _ in range(TIMES)) * 1000


def _fill(store: SqlStore, book: RuleBook) -> None:
    """Make a million rows of facts, each value drawn alone, one in ten unknown."""
    columns = ", ".join(f"{_drawn(name, book)} AS {name}" for name in FACTS)
    day = date(2026, 3, 2)
    with store.writing() as connection:
        connection.execute(sa.text("SELECT setseed(0.5661)"))
        whose = f"uuidv7(), uuidv7(), 1, TIMESTAMP '{day} 17:00:00', DATE '{day}'"
        connection.exec_driver_sql(f"INSERT INTO facts SELECT {whose}, {columns} FROM range({FILES})")


def _drawn(name: str, book: RuleBook) -> str:
    kinds = {bool: "random() < 0.5", int: "CAST(random() * 60 AS INTEGER)"}
    codes = sorted(codes_of(name) or book.codes.get(name, ()))
    listed = ", ".join(f"'{code}'" for code in codes)
    value = kinds.get(kind_of(name)) or f"([{listed}])[1 + CAST(floor(random() * {len(codes)}) AS INTEGER)]"
    return f"CASE WHEN random() >= 0.1 THEN {value} END"


def _count(store: SqlStore, rules: tuple[Rule, ...]) -> None:
    sums = ", ".join(f"sum(CAST(({rule.fails_when}) AS UTINYINT))" for rule in rules)
    with store.reading() as connection:
        connection.exec_driver_sql(f"SELECT {sums} FROM facts").one()


def _differ(store: SqlStore, evaluator: SqlEvaluator, place: int, rule: Rule) -> int:
    """Return how many files bear another verdict of a rule than the second reading gives."""
    read = evaluator.facts_read(rule.fails_when)
    columns = ", ".join(read)
    query = (
        f"SELECT {columns}, verdicts[{place}] AS verdict, count(*) AS files"
        " FROM facts JOIN judgement USING (id) GROUP BY ALL"
    )
    with store.reading() as connection:
        rows: list[Any] = list(connection.exec_driver_sql(query).mappings())
    return sum(row["files"] for row in rows if value_of(rule.fails_when, row) != row["verdict"])


if __name__ == "__main__":
    sys.exit(main())
