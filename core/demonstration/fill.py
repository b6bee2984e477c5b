"""Makes a demonstration: what it stands on, its requests step by step, and their carrying part by part."""

import json
import tomllib
from collections import Counter
from collections.abc import Generator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from core.adapters.operations.outside import Outside
from core.adapters.rules.evaluation import SqlEvaluator
from core.adapters.statistics.ledger_fill import analyse, fill_ledger
from core.adapters.store.store import SqlStore
from core.adapters.store.trait_places import fill_places
from core.demonstration.bulk_copy import put, take
from core.demonstration.calendar import COLUMNS, OfficeSpan, months_before
from core.demonstration.editions import keep_editions, lay_out_editions
from core.demonstration.last_day import LastDay
from core.demonstration.lists import list_members
from core.demonstration.office import lay_out_sentences, open_office
from core.demonstration.people import lay_out_people, note_alike
from core.demonstration.rounds import run_rounds
from core.demonstration.seeded_outside import NOBODYS_HASH, SeededSecrets
from core.demonstration.specimens import keep_specimens
from core.demonstration.wordings import keep_wordings
from core.demonstration.workshop import Workshop
from core.domain.accounts.hand_typed_codes import ALPHABET
from core.domain.application.application import EXPECTED
from core.domain.application.desk_columns import LAST_RANK
from core.domain.deadlines import DAYS_TO_SUBMIT
from core.domain.decisions.checklist import checklist
from core.domain.desk.traits import SPACE
from core.domain.desk.working_days import ONE_DAY
from core.domain.registers.likeness import Likeness

WHOLE = 20_000
"""The newest requests, whose audit tells everything. That of older ones tells only who had them in hand: a
million whole trails are 30 million entries more, and twice the time."""
MONTHS, SEED = 18, 5661
"""What an empty demonstration starts with: a year and a half of one office, younger than retention."""
PART = 125_000
"""Requests made and carried at a time, each part in one transaction: what is there is whole."""
AFTERNOON = timedelta(hours=4)
FRESH_DAYS = 70
"""Days back to which every register is taken to be known."""
TOPICS = ("road", "people", "faults", "office")
"""The parts of the rates that the steps read as `$part_name`."""
PREPARED = ("20_people", "30_roads", "40_faults")
PARTS = ("80_said", "82_given", "84_sent", "85_told", "86_written", "88_entries", "89_requests")
SOURCES = {
    "account": "draft.people",
    "application": "draft.application",
    "answer": "draft.said",
    "help_opened": "draft.help_opened",
    "print": "draft.print",
    "document": "draft.filed",
    "form_reading": "draft.form_reading",
    "document_removal": "draft.document_removal",
    "submission": "draft.submission",
    "facts": "(SELECT f.* FROM facts f JOIN draft.turn_here t ON f.id = t.facts_id)",
    "judgement": "(SELECT j.* FROM judgement j JOIN draft.turn_here t ON j.id = t.facts_id)",
    "rule_told": "draft.rule_told",
    "trait": "draft.trait",
    "decision": "draft.decision",
    "document_request": "draft.document_request",
    "pin": "draft.pin",
    "message": "draft.message",
    "event": "draft.event",
    "event_values": "draft.event_values",
}
"""Where the rows of each table come from."""


@dataclass(frozen=True)
class WantedOffice:
    """How much of a demonstration is wanted; the same wishes on the same day make the same rows."""

    applications: int
    months: int
    seed: int
    whole: int = WHOLE
    part: int = PART


def fill(outside: Outside, store: SqlStore, folder: Path, wanted: WantedOffice) -> dict[str, int]:
    """Fill a store with invented requests, and return how many stand in each state."""
    told = {name: _toml(folder / f"{name}.toml") for name in ("people", "rates", "office")}
    span = OfficeSpan(months_before(outside.open_day(), wanted.months), outside.open_day(), outside.zone)
    with _workshop(outside, span, told, wanted) as workshop:
        seeded = SeededSecrets(wanted.seed)
        keep_specimens(workshop, outside.vault, outside.paper)
        open_office(workshop, outside, seeded, span, told["office"])
        editions = keep_editions(outside, seeded, span, told["office"]["editions"])
        lay_out_editions(workshop, outside, editions)
        keep_wordings(workshop, outside, seeded, span, told["rates"]["rewording"])
        for step in PREPARED:
            workshop.step(step)
        note_alike(workshop, Likeness(outside.library.names, outside.alike))
        run_rounds(workshop, SqlEvaluator(workshop.store, outside.rule_book.codes), editions)
        workshop.step("70_endings")
        _carry_all(workshop, store, wanted)
        fill_ledger(store, outside.working_days, outside.zone, outside.today())
        analyse(store)
        list_members(workshop, outside, folder / "registers")
        return dict(workshop.rows("SELECT state, count(*) FROM draft.standing GROUP BY state ORDER BY state"))


def work_last_day(outside: Outside, folder: Path, wanted: WantedOffice) -> Counter[str]:
    """Do what is rare in a filled store, and return how many requests more stand in each state."""
    span = OfficeSpan(months_before(outside.open_day(), wanted.months), outside.open_day(), outside.zone)
    afternoon = SeededSecrets(wanted.seed).outside(outside, _last_noon(outside, span) + AFTERNOON)
    return LastDay(afternoon, _toml(folder / "office.toml")["last_day"]).work()


@contextmanager
def _workshop(
    outside: Outside, span: OfficeSpan, told: Mapping[str, Any], wanted: WantedOffice
) -> Generator[Workshop]:
    """Open a workshop in which people, days and sentences are laid out."""
    rates = told["rates"]
    workshop = Workshop(
        seed=wanted.seed,
        applications=wanted.applications,
        whole=max(0, wanted.applications - wanted.whole),
        today=span.today,
        cutoff=span.cutoff,
        zone=outside.zone.key,
        space=SPACE.hex,
        alphabet=ALPHABET,
        days_to_submit=DAYS_TO_SUBMIT,
        reconsideration_days=outside.practice.reconsideration_days,
        last_rank=LAST_RANK,
        nobodys_hash=NOBODYS_HASH,
        checklist=_checklist(outside),
        fresh_from=span.today - ONE_DAY * FRESH_DAYS,
        last_noon=_last_noon(outside, span),
        **{f"{topic}_{name}": rate for topic in TOPICS for name, rate in rates[topic].items()},
    )
    try:
        workshop.table("day", COLUMNS, span.days(outside.working_days, rates))
        workshop.step("10_ground")
        lay_out_people(
            workshop, told["people"], outside.library.questionnaire.regulators, wanted.applications
        )
        lay_out_sentences(workshop, outside.library, told["office"])
        yield workshop
    finally:
        workshop.close()


def _checklist(outside: Outside) -> str:
    """Return the checklist of an invented decision, as its column holds it: all of it holds."""
    whole = checklist(outside.library.checklist, EXPECTED, ())
    return json.dumps([{"code": it.code, "holds": True} for it in whole.items])


def _last_noon(outside: Outside, span: OfficeSpan) -> datetime:
    """Return noon of the last day worked before today."""
    day = span.today - ONE_DAY
    while not outside.working_days.is_one(day):
        day -= ONE_DAY
    return span.midnight(day) + ONE_DAY / 2


def _carry_all(workshop: Workshop, store: SqlStore, wanted: WantedOffice) -> None:
    """Make the requests part by part; while one is made, the one before it is put into the store."""
    with ThreadPoolExecutor(1) as porter:
        carried: Future[None] | None = None
        for low in range(1, wanted.applications + 1, wanted.part):
            for step in PARTS:
                workshop.step(step, low=low, high=min(low + wanted.part - 1, wanted.applications))
            parcels = take(workshop, SOURCES)
            if carried:
                carried.result()
            carried = porter.submit(put, store, parcels)
        if carried:
            carried.result()
    if store.is_duckdb:
        with store.writing() as connection:
            fill_places(connection)


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
