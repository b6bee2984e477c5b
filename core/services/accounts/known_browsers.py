"""Browsers in which somebody has signed in before."""

from typing import Protocol
from uuid import UUID

from core.domain.accounts.tries import KnownBrowser, oldest_beyond
from core.domain.ports.secrets import MakesKeys
from core.domain.ports.store import Transaction
from core.domain.ports.time import TellsTime


class KnownBrowsersPorts(TellsTime, MakesKeys, Protocol):
    """What remembering browsers asks of the outside world."""


def is_known(tx: Transaction, credential_id: UUID | None, mark: str) -> bool:
    """Say whether somebody has signed in with a credential in a browser before."""
    if credential_id is None or not mark:
        return False
    return bool(tx.find(KnownBrowser, credential_id=credential_id, mark=mark))


def remember(outside: KnownBrowsersPorts, tx: Transaction, credential_id: UUID, mark: str) -> None:
    """Remember the browser in which somebody has just proved who they are."""
    if not mark:
        return
    now, mine = outside.now(), tx.find(KnownBrowser, credential_id=credential_id)
    if known := [it for it in mine if it.mark == mark]:
        tx.replace(known[0].seen_again(now))
        return
    new = KnownBrowser(id=outside.new_id(), credential_id=credential_id, mark=mark, seen_at=now)
    tx.add(new)
    for old in oldest_beyond([*mine, new]):
        tx.erase(KnownBrowser, id=old.id)
