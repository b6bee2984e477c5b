"""An outside world whose keys, secrets and instants follow from a seed, and whose passwords are nobody's."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from itertools import count
from uuid import UUID

from core.adapters.operations.outside import Outside

NOBODYS_HASH = "$2b$12$x7K0oDvisFSzTf03WInGc.E8/xAST6kJwoXKNiZ4DHST2wTWkK8fK"
"""Bcrypt's hash of 256 random bits that were thrown away: no password, answer or PIN matches it."""
NOBODYS_PASSWORD = "Aucun9Acces"  # noqa: S105 satisfies the form of passwords and is hashed by nobody
RANDOM = (1 << 62) - 1
NUMBER = (1 << 12) - 1


@dataclass(frozen=True)
class StandingClock:
    """A clock that stands at an instant."""

    instant: datetime

    def now(self) -> datetime:
        """Return the instant."""
        return self.instant


class _NobodysHasher:
    def hash(self, secret: str) -> str:  # noqa: ARG002 whatever it is, nothing will match
        return NOBODYS_HASH

    def matches(self, secret: str, hashed: str | None) -> bool:  # noqa: ARG002 as above
        return False


class SeededSecrets:
    """Where keys and secrets come from while a demonstration is made."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._numbers: Iterator[int] = count(1)

    def outside(self, outside: Outside, instant: datetime) -> Outside:
        """Return the outside world as it was at an instant, in UTC without a zone."""
        then = instant.replace(tzinfo=UTC)
        return replace(
            outside,
            clock=StandingClock(then),
            hasher=_NobodysHasher(),
            new_id=lambda: self.id(then),
            new_secret=self._secret,
        )

    def id(self, instant: datetime) -> UUID:
        """Return a UUIDv7 of an instant; each is larger than the one before it of the same instant."""
        number = next(self._numbers)
        drawn = int.from_bytes(sha256(f"{self._seed} {number}".encode()).digest()[:8], "big") & RANDOM
        milliseconds = int(instant.timestamp() * 1000)
        return UUID(int=milliseconds << 80 | 7 << 76 | (number & NUMBER) << 64 | 2 << 62 | drawn)

    def _secret(self) -> str:
        return sha256(f"secret {self._seed} {next(self._numbers)}".encode()).hexdigest()
