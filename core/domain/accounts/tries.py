"""Tries at what proves somebody, and how many are heard from where.

Source: facts.md, Credentials; ADR 0023.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import IPv6Address, ip_address
from typing import Literal, Self
from uuid import UUID

from core.domain.records import Record

TRIES_BEFORE_LOCK = 5
FIRST_LOCK = timedelta(minutes=15)
PIN_LOCK = timedelta(hours=24)
MOST_IN_A_ROW = 100
MOST_AN_HOUR = 100
HOUR = timedelta(hours=1)
MOST_BROWSERS = 20
"""Browsers remembered for one credential."""
BROWSER_LIFE = timedelta(days=400)
"""How long a browser is remembered that nobody signs in with: as long as it may keep a cookie."""


class Tries(Record):
    """Tries at one door (a user code's password, its recovery answers), known or unknown.

    Shapes: `subject` is a digest, because people type passwords where user codes belong; `owner` is that of
            what is guarded, whose every door an unlocking opens.
    Source: facts.md, Credentials.
    """

    subject: str
    owner: str = ""
    wrong: int = 0
    locks: int = 0
    locked_until: datetime | None = None
    last_at: datetime
    version: int = 1

    def paused(self, at: datetime, lock: timedelta) -> Self:
        """Return them with one more; the fifth closes the door and begins the count anew."""
        if self.wrong + 1 < TRIES_BEFORE_LOCK:
            return self.but(wrong=self.wrong + 1, last_at=at)
        return self.but(wrong=0, locks=self.locks + 1, locked_until=at + lock, last_at=at)

    def in_a_row(self, at: datetime) -> Self:
        """Return them with one more of an unbroken row."""
        return self.but(wrong=self.wrong + 1, last_at=at)

    def within_the_hour(self, at: datetime) -> Self:
        """Return them with one more of an hour that begins with its first."""
        if self.locked_until is None or self.locked_until <= at:
            return self.but(wrong=1, locked_until=at + HOUR, last_at=at)
        return self.but(wrong=self.wrong + 1, last_at=at)

    def one_less(self) -> Self:
        """Return them without one that was right."""
        return self.but(wrong=self.wrong - 1)


@dataclass(frozen=True)
class Door:
    """One count of tries, and when nobody is heard there any more.

    Shapes: a `pause` closes at the fifth for a time, a `row` at a hundred until opened, an `hour` to its end;
            `lock` is how long a pause lasts, twice the last where none is given; a door that is not `heeded`
            counts and refuses nobody.
    """

    subject: str
    owner: str
    kind: Literal["pause", "row", "hour"] = "pause"
    lock: timedelta | None = None
    is_heeded: bool = True

    def is_closed(self, tries: Tries, now: datetime) -> bool:
        """Say whether nobody is heard here now."""
        if self.kind == "row":
            return tries.wrong >= MOST_IN_A_ROW
        over = tries.locked_until is None or tries.locked_until <= now
        return not over and (self.kind == "pause" or tries.wrong >= MOST_AN_HOUR)

    def is_worn_out(self, tries: Tries) -> bool:
        """Say whether a hundred in a row were wrong here, pauses or not."""
        return tries.locks * TRIES_BEFORE_LOCK >= MOST_IN_A_ROW

    def counted(self, tries: Tries, now: datetime) -> Tries:
        """Return the tries with one more."""
        if self.kind == "row":
            return tries.in_a_row(now)
        if self.kind == "hour":
            return tries.within_the_hour(now)
        return tries.paused(now, self.lock or lock_length(tries.locks))


@dataclass(frozen=True)
class TryPlace:
    """Where a try comes from: its network, where that is known, and the mark its browser bears; or empty."""

    network: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Origin:
    """What a request says of where it comes from: the browser's name, its address, the word in its cookie."""

    browser: str = ""
    address: str = ""
    word: str = ""

    @property
    def place(self) -> TryPlace:
        """Return where tries from there are counted; the word itself is kept nowhere."""
        return TryPlace(network_of(self.address), sha256(self.word.encode()).hexdigest() if self.word else "")


class KnownBrowser(Record):
    """A browser in which somebody has signed in before; what strangers do closes nothing to it."""

    credential_id: UUID
    mark: str
    seen_at: datetime
    version: int = 1

    def seen_again(self, at: datetime) -> Self:
        """Return it used once more."""
        return self.but(seen_at=at)


def lock_length(locks: int) -> timedelta:
    """Return how long the next lock-out lasts: 15 minutes, doubling with each earlier one.

    Source: facts.md, Credentials.
    """
    return FIRST_LOCK * 2 ** min(locks, 6)


def network_of(address: str) -> str:
    """Return the network that an address belongs to: an IPv6 line has 2^64 addresses of its own."""
    try:
        told = ip_address(address)
    except ValueError:
        return ""
    if isinstance(told, IPv6Address):
        return str(told.ipv4_mapped) if told.ipv4_mapped else f"{IPv6Address(int(told) >> 64 << 64)}/64"
    return str(told)


def oldest_beyond(browsers: Sequence[KnownBrowser]) -> list[KnownBrowser]:
    """Return the browsers that are one too many, those not used for longest."""
    newest = sorted(browsers, key=lambda it: it.seen_at, reverse=True)
    return newest[MOST_BROWSERS:]
