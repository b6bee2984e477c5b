"""How long a register of 200,000 members takes to be imported, and somebody to be looked up in it.

Run: python -m bench.register
Units: seconds on the clock and of processor time of an import (read, difference, all kept), beside pandas
       reading the same file; milliseconds of a look-up, median on the clock and mean of processor time.
       Goals are of processor time, which a busy machine does not spoil.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import pandas as pd

from core.bootstrap import build
from core.domain.accounts.identity import PORTAL_ITSELF
from core.domain.registers.register import Sought
from core.services.registers.registers import look_up
from core.settings import Settings

MEMBERS, ROUNDS = 200_000, 100
GOAL = 20.0
GOALS = {"by number": 5.0, "by name, as listed": 10.0}
STANDINGS = ("Active",) * 8 + ("Suspended", "Revoked")
SYLLABLES = (
    "an",
    "ber",
    "cha",
    "do",
    "el",
    "fi",
    "gan",
    "hu",
    "io",
    "ko",
    "lem",
    "mou",
    "ny",
    "os",
    "pré",
    "ri",
    "sz",
)


def main() -> int:
    """Print the tables; fail when a goal is missed."""
    with tempfile.TemporaryDirectory() as folder:
        portal = build(Settings(data=Path(folder) / "data"))
        first, second = (_file(Path(folder), number) for number in (1, 2))
        floor = _timed(lambda: pd.read_csv(first, dtype=str, keep_default_na=False))
        imports = [_timed(lambda: _import(portal, first, 30)), _timed(lambda: _import(portal, second, 1))]
        print(f"{'':<34}{'clock s':>9}{'cpu s':>8}{'× pandas':>10}{'goal s':>8}")
        _print("pandas reads the file (floor)", floor, floor, "")
        _print("the first register", imports[0], floor, GOAL)
        _print("the next one, with its difference", imports[1], floor, GOAL)
        slow = _look_ups(portal)
        portal.store.close()
    return int(max(cpu for _, cpu in imports) > GOAL or slow)


def _print(what: str, spent: tuple[float, float], floor: tuple[float, float], goal: float | str) -> None:
    print(f"{what:<34}{spent[0]:>9.2f}{spent[1]:>8.2f}{spent[1] / floor[1]:>10.1f}{goal:>8}")


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    clock, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - cpu


def _import(portal: Any, file: Path, days_ago: int) -> None:
    day = portal.outside.today() - timedelta(days=days_ago)
    proposal = portal.registers.propose(PORTAL_ITSELF, "LSO", file.read_bytes(), day)
    portal.registers.apply(PORTAL_ITSELF, proposal)


def _look_ups(portal: Any) -> bool:
    """Print how long look-ups take; say whether one that has a goal missed it."""
    today = portal.outside.today()
    chosen = random.Random(7).sample(members(2), ROUNDS)
    ways = {
        "by number": [_sought(number, family, given) for number, family, given in chosen],
        "by name, as listed": [_sought("", family, given) for _, family, given in chosen],
        "by name, one slip": [_sought("", f"{family[:2]}{family[1:]}", given) for _, family, given in chosen],
    }
    print(f"\n{'a look-up':<34}{'clock ms':>9}{'cpu ms':>8}{'goal ms':>9}")
    slow = False
    for way, sought in ways.items():
        cpu = time.process_time()
        clock = median(_look_up(portal, it, today) for it in sought) * 1000
        spent = (time.process_time() - cpu) / ROUNDS * 1000
        print(f"{way:<34}{clock:>9.2f}{spent:>8.2f}{GOALS.get(way, ''):>9}")
        slow = slow or spent > GOALS.get(way, spent)
    return slow


def _look_up(portal: Any, sought: Sought, day: date) -> float:
    start = time.perf_counter()
    with portal.store.read() as tx:
        found = look_up(portal.outside, tx, sought, day)
    assert found.in_register, sought
    return time.perf_counter() - start


def _sought(number: str, family: str, given: str) -> Sought:
    return Sought(regulator="LSO", number=number, family_name=family, given_names=given)


def _file(folder: Path, number: int) -> Path:
    """Write the register as it was on a day: a few members leave and come, a few are suspended."""
    chance = random.Random(number)
    file = folder / f"{number}.csv"
    rows = (f"{it[0]},{it[1]},{it[2]},{chance.choice(STANDINGS)}," for it in members(number))
    file.write_text("\n".join(["number,family_name,given_names,standing,licence", *rows]), "utf-8")
    return file


def members(number: int, many: int = MEMBERS) -> list[tuple[str, str, str]]:
    """Return invented members: number, family name, given names."""
    chance = random.Random(5661)
    families = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).title() for _ in range(30_000)]
    givens = ["".join(chance.choices(SYLLABLES, k=2)).title() for _ in range(800)]
    # a few names are frequent and most are rare, as in life
    weights = ([1 / (place + 30) for place in range(30_000)], [1 / (place + 15) for place in range(800)])
    chosen = chance.choices(families, weights[0], k=many)
    first, second = (chance.choices(givens, weights[1], k=many) for _ in range(2))
    start = number * 500
    names = zip(chosen, first, second, strict=True)
    return [(f"F{start + place:06}", family, f"{a} {b}") for place, (family, a, b) in enumerate(names)]


if __name__ == "__main__":
    sys.exit(main())
