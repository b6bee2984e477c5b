"""How long a demonstration of 1,000,000 requests takes to be made and kept, whole.

Run: python -m bench.demonstration [requests]
Units: seconds on the clock and of processor time; rows a second on the clock, of all tables together. The
       floor is DuckDB copying the rows that were made into tables without keys, in a file of its own. The
       goal is of processor time, which a busy machine does not spoil: three minutes of two cores.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from core.adapters.store.tables import METADATA
from core.bootstrap import Portal, build
from core.commands import fill_empty
from core.demonstration.fill import SEED
from core.settings import Settings

REQUESTS, MONTHS = 1_000_000, 24
GOAL = 360.0


def main(requests: int = REQUESTS) -> int:
    """Print the table; fail when the goal is missed."""
    with tempfile.TemporaryDirectory() as folder:
        portal = build(Settings(data=Path(folder) / "data"))
        made = _timed(lambda: fill_empty(portal, requests, MONTHS, SEED))
        rows = _rows(portal)
        portal.store.close()
        floor = _timed(lambda: _copy(Path(folder)))
        size = (Path(folder) / "data" / "portal.duckdb").stat().st_size / 1e9
    print(f"{requests:,} requests, {rows:,} rows, {size:.1f} GB")
    print(f"{'':<30}{'clock s':>9}{'cpu s':>8}{'rows/s':>11}{'× floor':>9}{'goal s':>8}")
    _print("DuckDB copies them (floor)", floor, floor, rows, "")
    goal = GOAL * requests / REQUESTS
    _print("made, judged, decided, kept", made, floor, rows, f"{goal:.0f}")
    return int(made[1] > goal)


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    clock, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - cpu


def _rows(portal: Portal) -> int:
    with portal.store.reading() as connection:
        return sum(
            connection.exec_driver_sql(f'SELECT count(*) FROM "{it}"').scalar_one() for it in METADATA.tables
        )


def _copy(folder: Path) -> None:
    with duckdb.connect(folder / "floor.duckdb") as floor:
        floor.execute(f"ATTACH '{folder}/data/portal.duckdb' AS made (READ_ONLY)")
        for table in METADATA.tables:
            floor.execute(f'CREATE TABLE "{table}" AS FROM made."{table}"')


def _print(what: str, took: tuple[float, float], floor: tuple[float, float], rows: int, goal: str) -> None:
    print(
        f"{what:<30}{took[0]:>9.1f}{took[1]:>8.1f}{rows / took[0]:>11,.0f}{took[1] / floor[1]:>9.1f}{goal:>8}"
    )


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))
