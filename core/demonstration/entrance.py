"""The one door to the demonstration: bootstrap opens it at a demonstration's first need, production never."""

from collections import Counter
from dataclasses import replace

from core.adapters.operations.outside import Outside
from core.adapters.store.store import SqlStore
from core.demonstration.accounts import ACCOUNTS, PASSWORD, SECURITY_ANSWER, RememberingHasher, ensure
from core.demonstration.fill import MONTHS, SEED, WantedOffice, fill, work_last_day
from core.demonstration.partners.provider import DemoPartners, demo_partners
from core.demonstration.registers import ensure_registers
from core.demonstration.stage.doors import StageDoors
from core.services.registers.registers import Registers
from core.settings import ROOT

FOLDER = ROOT / "data" / "demo"


def partners(outside: Outside) -> DemoPartners:
    """Return the fictitious Sign-In Partners."""
    return demo_partners(ROOT / "data" / "partners_demo.toml", outside.library.words, outside.clock)


def doors(outside: Outside, stays_open: bool) -> StageDoors:
    """Return the doors to invented people; their secrets are hashed once a process."""
    return StageDoors(replace(outside, hasher=RememberingHasher(outside.hasher)), FOLDER, stays_open)


def filled(outside: Outside, store: SqlStore, wanted: WantedOffice) -> dict[str, int]:
    """Fill a store without requests with invented ones; return how many stand in each state."""
    ensure(outside)
    states = Counter(fill(outside, store, FOLDER, wanted))
    states.update(work_last_day(outside, FOLDER, wanted))
    return {state: states[state] for state in sorted(states) if states[state]}


def usual(applications: int, months: int | None = None, seed: int | None = None) -> WantedOffice:
    """Return the wish for so many requests, of the usual months and chances unless others are named."""
    return WantedOffice(applications, months or MONTHS, SEED if seed is None else seed)


def opened(outside: Outside, registers: Registers) -> list[str]:
    """Make the ready-made accounts and registers that are missing; return what is said of the accounts."""
    ensure(outside)
    ensure_registers(registers, FOLDER / "registers")
    rows = [f"  {it.user_code:14} {PASSWORD:16} {it.purpose}" for it in ACCOUNTS]
    answer = f"Those who work here are asked a security question; every answer is {SECURITY_ANSWER}."
    return ["Demonstration accounts (GCKey user code, password):", *rows, answer]
