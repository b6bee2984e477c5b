"""Finds requests that were sent, by part of a name, reference, number or e-mail; tells their PIN."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.accounts.identity import Account
from core.domain.accounts.pin import Pin
from core.domain.application.application import Application
from core.domain.desk.queues import QUEUES, SORTS, seeking
from core.domain.desk.view import words_of
from core.domain.ports.store import Transaction
from core.domain.ports.time import TellsTime

MOST_FOUND = 20


@dataclass(frozen=True)
class Found:
    """A request with its account and its PIN's state: none, good, used, revoked or expired."""

    application: Application
    account: Account
    pin: str
    pin_expires_at: datetime | None


def find(outside: TellsTime, tx: Transaction, sought: str) -> list[Found]:
    """Return the submitted requests that bear all words sought, the latest changed first.

    Shapes: what bears none of them gives way to what is one letter off; twenty at most.
    """
    if not words_of(sought):
        return []
    for near in (False, True):
        wanted = (*QUEUES["all"].wanted, *seeking(sought, near=near))
        if rows := tx.desk.page(wanted, SORTS["-changed"], None, MOST_FOUND):
            return [_found(outside, tx, row) for row in rows]
    return []


def _found(outside: TellsTime, tx: Transaction, application: Application) -> Found:
    pins = tx.find(Pin, application_id=application.id, order="-id", limit=1)
    pin = pins[0] if pins else None
    expires_at = pin.expires_at if pin else None
    return Found(application, tx.get(Account, application.account_id), _state(outside, pin), expires_at)


def _state(outside: TellsTime, pin: Pin | None) -> str:
    if pin is None:
        return "none"
    if pin.used_at or pin.revoked_at:
        return "used" if pin.used_at else "revoked"
    return "good" if pin.is_good(outside.now()) else "expired"
