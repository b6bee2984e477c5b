"""Quarters as they were published: counted once, protected once, kept; what changes later is a revision."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import NamedTuple, Self
from uuid import UUID

from core.domain.records import Record
from core.domain.statistics.cube import Key, Protector, Quarter, QuarterCount
from core.domain.statistics.periods import Month, Period

PUBLISHED_AFTER = timedelta(days=10)
"""How long after a quarter it is counted: nothing decided in it can still be undone then."""
FIRST = 1
"""The revision number of what was published first."""


class PublishedQuarter(Record):
    """One edition of a quarter's counts: each is a publication of its own.

    Shapes: `quarter` is its first day; `method` says how it was protected; `why` is empty for the first
            edition; `digest` is over what is shown and over `previous`, the digest of the edition made
            before, of whichever quarter.
    """

    quarter: date
    revision: int
    method: str
    why: str
    made_by: UUID | None
    made_at: datetime
    digest: str
    previous: str

    def sealed(self, counts: "Mapping[Key, Kept]") -> Self:
        """Return the edition with the digest of what it shows."""
        return self.but(digest=digest(self, counts))


class PublishedCount(Record):
    """One count of an edition: what is shown of it, None where it is hidden, and what it was then.

    Shapes: `counted` never leaves the office; by it a revision knows what has changed enough to be told.
    """

    edition_id: UUID
    measure: str
    by_what: str
    category: str
    shown: int | None
    counted: int


class PublicationSecret(Record):
    """What draws the lots of one quarter, in every edition; never shown."""

    quarter: date
    secret: str


class Kept(NamedTuple):
    """A count as an edition keeps it."""

    shown: int | None
    counted: int


def quarter_of(edition: PublishedQuarter, counts: Iterable[PublishedCount]) -> Quarter:
    """Return what an edition shows."""
    shown = {(it.measure, it.by_what, it.category): it.shown for it in counts}
    return Quarter(Month.of(edition.quarter).quarter, shown)


def first_edition(protector: Protector, period: Period, cells: Iterable[QuarterCount]) -> dict[Key, Kept]:
    """Return the counts of a quarter published for the first time."""
    told = list(cells)
    counted = {(it.measure, it.by, it.category): it.files for it in told}
    shown = protector.protect(period, told).counts
    return {key: Kept(count, counted.get(key, 0)) for key, count in shown.items()}


def revised(
    before: Mapping[Key, Kept], protector: Protector, period: Period, cells: Iterable[QuarterCount]
) -> dict[Key, Kept]:
    """Return the counts of a revision, which tells nothing of small changes.

    Shapes: what was hidden stays hidden; a number is replaced only where the true one moved by more than
            what is hidden, and repeated otherwise.
    """
    return {key: _revised(before.get(key), now, protector) for key, now in
            first_edition(protector, period, cells).items()}  # fmt: skip


def _revised(old: Kept | None, now: Kept, protector: Protector) -> Kept:
    if old is None or now.shown is None:
        return now
    if old.shown is None:
        return Kept(None, now.counted)
    is_small = protector.protection.is_small(abs(now.counted - old.counted))
    return old if is_small else now


def digest(edition: PublishedQuarter, counts: Mapping[Key, Kept]) -> str:
    """Return the digest of what an edition shows, chained to the edition made before."""
    shown = sorted([*key, kept.shown] for key, kept in counts.items())
    told = [str(edition.quarter), edition.revision, edition.method, edition.why, shown, edition.previous]
    return sha256(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
