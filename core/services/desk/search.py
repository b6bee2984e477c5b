"""Finds a submitted request by its reference or its applicant's whole name; tells where its PIN stands."""

from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from core.domain.accounts.identity import Account, person_key
from core.domain.accounts.pin import Pin
from core.domain.application.application import Application
from core.domain.ports import Outside, Transaction
from core.domain.typed_text import canonical


@dataclass(frozen=True)
class Found:
    """A request with its account and its PIN's state: none, good, used, revoked or expired."""

    application: Application
    account: Account
    pin: str
    pin_expires_at: datetime | None


def find(outside: Outside, tx: Transaction, sought: str) -> list[Found]:
    """Return the submitted requests that bear a reference or a whole name, the newest first.

    Shapes: part of a name finds nothing, so that nobody leafs through people.
    """
    rows = tx.find(Application, reference=canonical(sought).upper())
    keys = _name_keys(sought)
    if not rows and keys:
        rows = tx.find(Application, name_key=keys, order="-id")
    return [_found(outside, tx, row) for row in rows if row.submitted_at]


def _name_keys(sought: str) -> list[str]:
    """Return the keys a whole name can have: cut after each word, in both orders."""
    words = sought.split()
    halves = ((" ".join(words[:it]), " ".join(words[it:])) for it in range(1, len(words)))
    return list(chain.from_iterable((person_key(a, b), person_key(b, a)) for a, b in halves))


def _found(outside: Outside, tx: Transaction, application: Application) -> Found:
    pins = tx.find(Pin, application_id=application.id, order="-id", limit=1)
    pin = pins[0] if pins else None
    expires_at = pin.expires_at if pin else None
    return Found(application, tx.get(Account, application.account_id), _state(outside, pin), expires_at)


def _state(outside: Outside, pin: Pin | None) -> str:
    if pin is None:
        return "none"
    if pin.used_at or pin.revoked_at:
        return "used" if pin.used_at else "revoked"
    return "good" if pin.is_good(outside.now()) else "expired"
