"""How long the portal takes to start a second time, beside Python importing Streamlit and nothing more.

Run: python -m bench.start
Units: seconds on the clock until the portal answers, and of processor time until it listens, which a busy
       machine does not spoil; medians of the rounds, in each of which both are started once.
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.live import launch, wait_until_healthy

RUNS = 5
GOAL = 5.0


def main() -> int:
    """Print the table; fail when the goal is missed."""
    with tempfile.TemporaryDirectory() as folder:
        _portal(Path(folder))  # the first start makes the database and the demonstration's accounts
        rounds = [(_bare_import(), _portal(Path(folder))) for _ in range(RUNS)]
    bare, portal = ([median(column) for column in zip(*it, strict=True)] for it in zip(*rounds, strict=True))
    print(f"{'':<32}{'clock s':>10}{'cpu s':>9}{'× floor':>9}")
    _print("import streamlit (floor)", bare, bare)
    _print("second start, until it answers", portal, bare)
    print(f"goal: at most {GOAL:.0f} s on the clock of a machine with nothing else to do")
    return int(portal[1] > GOAL)


def _print(what: str, times: list[float], floor: list[float]) -> None:
    print(f"{what:<32}{times[0]:>10.2f}{times[1]:>9.2f}{times[1] / floor[1]:>9.2f}")


def _bare_import() -> tuple[float, float]:
    start, spent = time.perf_counter(), children()
    subprocess.run([sys.executable, "-c", "import streamlit"], check=True)
    return time.perf_counter() - start, children() - spent


def _portal(data: Path) -> tuple[float, float]:
    start, spent = time.perf_counter(), children()
    live = launch(data)
    wait_until_healthy(live)
    clock = time.perf_counter() - start
    live.stop()
    return clock, children() - spent


def children() -> float:
    """Return the processor time of processes that have ended.

    Units: seconds.
    """
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main())
