"""The regulators' registers: what they say of somebody on a day."""

from datetime import date, timedelta

from core.domain.likeness import Likeness
from core.domain.ports import Outside, Transaction
from core.domain.register import MemberFound, RegisterEdition, Sought
from core.services.members import Search


def look_up(outside: Outside, tx: Transaction, sought: Sought, day: date) -> MemberFound:
    """Return what the register of a day says of somebody; who gave no number is sought by name.

    Shapes: no register of that day, or one older than PORTAL_REGISTER_DAYS, says nothing at all.
    Source: facts.md, screening practice; guide 2.3a, 2.8.
    """
    edition = edition_of(tx, sought.regulator, day)
    if edition is None:
        return MemberFound(unknown_because="no_register")
    if is_too_old(outside, edition, day):
        return MemberFound(unknown_because="register_too_old", as_of=edition.as_of)
    return Search(tx, Likeness(outside.library.names, outside.alike), edition, sought).found()


def edition_of(tx: Transaction, regulator: str, day: date) -> RegisterEdition | None:
    """Return the edition of a register that counts on a day: the newest of that day or an earlier one."""
    known = (it for it in tx.find(RegisterEdition, regulator=regulator) if it.as_of <= day)
    return max(known, key=lambda it: (it.as_of, it.number), default=None)


def is_too_old(outside: Outside, edition: RegisterEdition, day: date) -> bool:
    """Say whether an edition has aged so much that it proves nothing any more."""
    return day - edition.as_of > timedelta(days=outside.register_days)
