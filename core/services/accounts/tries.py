"""Tries at what proves somebody: counted in a transaction of their own before anything is compared.

Source: ADR 0022.
"""

from datetime import timedelta
from hashlib import sha256
from typing import Protocol

from core.domain.accounts.identity import Actor, Credential, Role, Tries, lock_length
from core.domain.errors import LockedOutError, PortalError
from core.domain.ports.secrets import MakesKeys, MakesSecrets
from core.domain.ports.store import HasStore, Transaction
from core.domain.ports.time import TellsTime
from core.services.audit import record


class TriesPorts(HasStore, TellsTime, MakesKeys, MakesSecrets, Protocol):
    """What counting tries asks of the outside world."""


Doors = tuple[str, ...]


def subject(door: str, name: str) -> str:
    """Return the digest under which tries at one door are counted."""
    return sha256(f"{door}:{name}".encode()).hexdigest()


def count(outside: TriesPorts, doors: Doors, lock: timedelta | None = None) -> None:
    """Count a try that is about to be compared, right or wrong; the fifth closes a door to those after it.

    Shapes: `lock` is how long; the length that doubles when none is given.
    Raises: LockedOutError at a closed door, where nothing is compared.
    Source: facts.md, Credentials.
    """
    with outside.store.write() as tx:
        _refuse_when_closed(outside, tx, doors)
        for door in doors:
            _count(outside, tx, door, lock)


def _refuse_when_closed(outside: TriesPorts, tx: Transaction, doors: Doors) -> None:
    now = outside.now()
    ends = [row.locked_until for door in doors for row in tx.find(Tries, subject=door)]
    if closed := [end for end in ends if end and end > now]:
        raise LockedOutError("locked_out", until=max(closed))


def _count(outside: TriesPorts, tx: Transaction, door: str, lock: timedelta | None) -> None:
    now, found = outside.now(), tx.find(Tries, subject=door)
    before = found[0] if found else Tries(id=outside.new_id(), subject=door, last_at=now, version=0)
    after = before.one_more(now, lock or lock_length(before.locks))
    if found:
        tx.replace(after)
    else:
        tx.add(after.at_version(1))


def refusal(
    outside: TriesPorts, doors: Doors, credential: Credential | None, wrong: PortalError
) -> PortalError:
    """Return the refusal of a try that was counted and then found wrong; another once the door has closed.

    Shapes: for somebody known or unknown alike; the audit tells of the known.
    """
    with outside.store.write() as tx:
        closed = [row.locked_until for door in doors for row in tx.find(Tries, subject=door)]
        until = max((end for end in closed if end and end > outside.now()), default=None)
        if credential is not None:
            actor = Actor(Role.NEWCOMER, credential.id, credential.account_id)
            known, locked = tx.get(Credential, credential.id), until is not None
            record(outside, tx, known, "credential.refused", actor, locked=locked)
    return LockedOutError("locked_out", until=until) if until else wrong


def forget(tx: Transaction, doors: Doors) -> None:
    """Start counting anew after a right try."""
    for door in doors:
        tx.erase(Tries, subject=door)
