"""How long a replay takes: a changed rule book over a million decided requests, counted, and with the files.

Run: python -m bench.replay
Units: seconds on the wall clock, the least of five, as DuckDB uses every core. The floor evaluates the same
       conditions in one plain statement over the facts alone: no requests, decisions, regulators or months.
Shapes: afterwards how often each rule fails is compared with the floor's own counts.
"""

import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from core.adapters.operations.content_files import load, load_rules
from core.adapters.rules.replay import SqlReplay
from core.adapters.store.store import SqlStore
from core.domain.rules.facts import FACTS, codes_of, kind_of
from core.domain.rules.replay import DecisionDays, ReplayFigures, compared, span_of
from core.domain.rules.rule_book import RuleBook
from core.domain.rules.rules import Rule

FILES, TIMES = 1_000_000, 5
GOAL_COUNTS, GOAL_FILES = 0.5, 2.0
DATA = Path(__file__).parents[1] / "data"
DAY = date(2026, 3, 2)
YEARS = DecisionDays(date(2024, 1, 1), date(2026, 12, 31))
CHANGED = {
    "request_older_than_30_days": {"fails_when": "days_open > 20", "severity": "refusal", "reason": "other"},
    "second_id_is_a_payment_card": {"severity": "look"},
    "form_not_signed": {"fails_when": "form_signature <> 'signed' AND form_pages = 'all'"},
}
"""A change as a manager might draft it: one rule stricter, one milder, one read otherwise."""


def main() -> int:
    """Print the table; fail when a goal is missed or a count differs."""
    book = load_rules(DATA, load(DATA))
    after = tuple(rule.model_copy(update=CHANGED.get(rule.id, {})) for rule in book.rules)
    with tempfile.TemporaryDirectory() as folder, closing(SqlStore(f"duckdb:///{folder}/b.duckdb")) as store:
        store.migrate()
        _fill(store, book)
        replay, books = SqlReplay(store, book.codes), compared(book.rules, after, DAY)
        span = span_of(YEARS, ZoneInfo("America/Toronto"))
        floor, plain = _measured(lambda: _plain(store, (*book.rules, *after)))
        counting, figures = _measured(lambda: replay.figures(books, span))
        listing, _ = _measured(lambda: replay.files(books, span, "changed", None, 50))
    changed = figures.total.added + figures.total.removed
    print(f"{'a million, conditions only (floor)':<44}{floor:>7.3f} s")
    print(f"{'figures by rule, regulator and month':<44}{counting:>7.3f} s    goal {GOAL_COUNTS} s")
    print(f"{'with the newest files that change':<44}{counting + listing:>7.3f} s    goal {GOAL_FILES} s")
    print(f"{'figures cost, times the floor':<44}{counting / floor:>7.1f}")
    print(f"{'files that change':<44}{changed:>7} of {figures.total.files}")
    wrong = _differ(figures, book.rules, after, plain)
    print(f"{'counts that differ from a plain reading':<44}{wrong:>7} of {2 * len(book.rules)}")
    return int(counting > GOAL_COUNTS or counting + listing > GOAL_FILES or wrong > 0)


def _measured(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the least time of some work, and what it told; its first time warms up."""
    told, taken = work(), list[float]()
    for _ in range(TIMES):
        start = perf_counter()
        work()
        taken.append(perf_counter() - start)
    return min(taken), told


def _fill(store: SqlStore, book: RuleBook) -> None:
    """Make a million decided requests with their facts: most as they should be, one in ten refused."""
    facts = ", ".join(f"{_drawn(name, book)} AS {name}" for name in FACTS)
    codes = sorted(book.codes["regulator"] - {"none"})
    with store.writing() as connection:
        connection.execute(sa.text("SELECT setseed(0.5661)"))
        for statement in (REQUESTS.format(regulator=_one_of(codes)), REFUSALS):
            connection.exec_driver_sql(statement)
        whose = "uuidv7(), id, 1, decided_at, CAST(decided_at AS DATE)"
        connection.exec_driver_sql(f"INSERT INTO facts SELECT {whose}, {facts} FROM application")


REQUESTS = f"""
INSERT INTO application BY NAME
SELECT uuidv7() AS id, uuidv7() AS account_id, 'R-' || range AS reference,
       CASE WHEN random() < 0.1 THEN 'refused' ELSE 'approved' END AS state, DATE '{DAY}' AS opened_on,
       TIMESTAMP '{DAY}' AS opened_at, DATE '{DAY}' AS last_day, 0 AS events, '' AS chain, 1 AS version,
       'Fictif ' || range AS name, {{regulator}} AS regulator, 1 AS round,
       TIMESTAMP '2024-01-02' + INTERVAL (CAST(range * 90 AS INTEGER)) SECOND AS decided_at
FROM range({FILES})
"""
REFUSALS = """
INSERT INTO decision BY NAME
SELECT uuidv7() AS id, id AS application_id, 1 AS number, state AS outcome, '[]' AS reasons,
       CASE WHEN random() < 0.5 THEN ['second_id_not_valid'] ELSE ['form_not_valid'] END AS reason_codes,
       uuidv7() AS officer_id, decided_at FROM application
"""


def _one_of(codes: list[str]) -> str:
    listed = ", ".join(f"'{code}'" for code in codes)
    return f"([{listed}])[1 + CAST(floor(random() * {len(codes)}) AS INTEGER)]"


def _drawn(name: str, book: RuleBook) -> str:
    """Return how a fact is drawn: as in a request with which nothing is wrong, or anything, or unknown."""
    kinds = {bool: "random() < 0.5", int: "CAST(random() * 60 AS INTEGER)"}
    value = kinds.get(kind_of(name)) or _one_of(sorted(codes_of(name) or book.codes[name]))
    good = book.facts[name].good
    usual = f"'{good}'" if isinstance(good, str) else str(good)
    return f"CASE WHEN random() < 0.9 THEN {usual} WHEN random() < 0.7 THEN {value} END"


def _plain(store: SqlStore, rules: tuple[Rule, ...]) -> dict[str, int]:
    """Return in how many files each condition holds."""
    conditions = list(dict.fromkeys(rule.fails_when for rule in rules))
    sums = ", ".join(f"coalesce(sum(CAST(({it}) AS UTINYINT)), 0)" for it in conditions)
    with store.reading() as connection:
        row = connection.exec_driver_sql(f"SELECT {sums} FROM facts").one()
    return {condition: int(count) for condition, count in zip(conditions, row, strict=True)}


def _differ(
    figures: ReplayFigures, before: tuple[Rule, ...], after: tuple[Rule, ...], plain: dict[str, int]
) -> int:
    """Return how many of the replay's counts are not those of the plain statement."""
    told = {row.id: (row.fails_before, row.fails_after) for row in figures.rules}
    pairs = zip(before, after, strict=True)
    expected = {old.id: (plain[old.fails_when], plain[new.fails_when]) for old, new in pairs}
    return sum(one != other for id in expected for one, other in zip(told[id], expected[id], strict=True))


if __name__ == "__main__":
    sys.exit(main())
