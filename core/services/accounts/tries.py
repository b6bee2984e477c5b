"""Tries at what proves somebody: counted in a transaction of their own before anything is compared.

Source: ADR 0023.
"""

from hashlib import sha256
from typing import Protocol
from uuid import UUID

from core.domain.accounts.identity import Actor, Credential, Role, Session
from core.domain.accounts.tries import Door, Tries, TryPlace, network_of
from core.domain.errors import LockedOutError, PortalError
from core.domain.ports.secrets import MakesKeys, MakesSecrets
from core.domain.ports.store import HasStore, Transaction
from core.domain.ports.time import TellsTime
from core.services.accounts import known_browsers
from core.services.audit import record


class TriesPorts(HasStore, TellsTime, MakesKeys, MakesSecrets, Protocol):
    """What counting tries asks of the outside world."""


Doors = tuple[Door, ...]


def subject(kind: str, name: str) -> str:
    """Return the digest under which tries are counted, or that of whom they are about."""
    return sha256(f"{kind}:{name}".encode()).hexdigest()


def place_of(tx: Transaction, session_id: UUID | None) -> TryPlace:
    """Return where a session is: the network it was opened from, and its browser."""
    if session_id is None:
        return TryPlace()
    session = tx.get(Session, session_id)
    return TryPlace(network_of(session.address), session.mark)


def count(
    outside: TriesPorts, kind: str, owner: str, place: TryPlace, credential_id: UUID | None = None
) -> Doors:
    """Count a try at what guards an owner, before it is compared, and return where it was counted.

    Shapes: five in a row close the browser that is known, else the network, else the browser that tries; a
            hundred in a row or an hour close every way but those of known browsers.
    Raises: LockedOutError, and nothing is to be compared.
    Source: facts.md, Credentials; NIST SP 800-63B revision 3, 5.2.2.
    """
    with outside.store.write() as tx:
        known = known_browsers.is_known(tx, credential_id, place.mark)
        own = Door(subject(f"{kind}-browser", f"{owner}:{place.mark}"), owner)
        if known and not _is_worn_out(tx, own):
            doors = (own, *totals(kind, owner, heeded=False))
        else:
            where = f"{owner}:{place.network or place.mark}"
            doors = (Door(subject(kind, where), owner), *totals(kind, owner))
        _count(outside, tx, doors)
    return doors


def totals(kind: str, owner: str, *, heeded: bool = True) -> Doors:
    """Return the doors at which tries from everywhere are counted together."""
    return (
        Door(subject(f"{kind}-row", owner), owner, "row", is_heeded=heeded),
        Door(subject(f"{kind}-hour", owner), owner, "hour", is_heeded=heeded),
    )


def doors_of_asking(place: TryPlace) -> Doors:
    """Return where a place's questions whether a code is taken are counted; nowhere when it is not known."""
    name = place.network or place.mark
    return (Door(subject("taken-hour", name), subject("place", name), "hour"),) if name else ()


def _is_worn_out(tx: Transaction, door: Door) -> bool:
    """Say whether a known browser was wrong so often that it counts as any other."""
    return any(door.is_worn_out(row) for row in tx.find(Tries, subject=door.subject))


def count_at(outside: TriesPorts, doors: Doors) -> None:
    """Count a try at certain doors.

    Raises: LockedOutError.
    """
    with outside.store.write() as tx:
        _count(outside, tx, doors)


def _count(outside: TriesPorts, tx: Transaction, doors: Doors) -> None:
    if closed := _closed(outside, tx, doors):
        raise closed
    now = outside.now()
    for door in doors:
        found = tx.find(Tries, subject=door.subject)
        before = found[0] if found else None
        fresh = Tries(id=outside.new_id(), subject=door.subject, owner=door.owner, last_at=now, version=0)
        after = door.counted(before or fresh, now)
        if before:
            tx.replace(after)
        else:
            tx.add(after.at_version(1))


def _closed(outside: TriesPorts, tx: Transaction, doors: Doors) -> LockedOutError | None:
    """Return what is answered at doors of which one is closed."""
    now = outside.now()
    heeded = ((it, row) for it in doors if it.is_heeded for row in tx.find(Tries, subject=it.subject))
    closed = [(door, row) for door, row in heeded if door.is_closed(row, now)]
    if any(door.kind == "row" for door, _ in closed):
        return LockedOutError("closed_to_strangers")
    until = max((row.locked_until for _, row in closed if row.locked_until), default=None)
    return LockedOutError("locked_out", until=until) if until else None


def refusal(
    outside: TriesPorts, doors: Doors, credential: Credential | None, wrong: PortalError
) -> PortalError:
    """Return the refusal of a try that was counted and then found wrong; another once the door has closed.

    Shapes: for somebody known or unknown alike; the audit tells of the known.
    """
    with outside.store.write() as tx:
        closed = _closed(outside, tx, doors)
        if credential is not None:
            actor = Actor(Role.NEWCOMER, credential.id, credential.account_id)
            known, locked = tx.get(Credential, credential.id), closed is not None
            record(outside, tx, known, "credential.refused", actor, locked=locked)
    return closed or wrong


def forget(tx: Transaction, doors: Doors) -> None:
    """Start counting anew after a right try; those that were wrong within the hour still count."""
    for door in doors:
        if door.kind != "hour":
            tx.erase(Tries, subject=door.subject)
            continue
        for row in tx.find(Tries, subject=door.subject):
            if row.wrong > 1:
                tx.replace(row.one_less())
            else:
                tx.erase(Tries, id=row.id)


def open_all(tx: Transaction, owner: str) -> int:
    """Open every door of an owner, and return how many there were."""
    return tx.erase(Tries, owner=owner)
