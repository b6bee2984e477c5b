"""A test letter with a six-digit code, by which an applicant shows that our e-mail reaches her.

Source: guide 3.0.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Self
from uuid import UUID

from core.domain.records import Record

MOST_LETTERS, MOST_WRONG = 5, 5
"""Test letters of one request, so that a stranger's address is not flooded; wrong codes of one letter."""
GOOD_FOR = timedelta(days=1)


class EmailCheck(Record):
    """One test letter to one address; the code is kept only as a digest."""

    application_id: UUID
    address: str
    code_digest: str
    sent_at: datetime
    wrong: int = 0
    confirmed_at: datetime | None = None
    version: int = 1

    def confirmed(self, at: datetime) -> Self:
        """Return it with its code typed."""
        return self.but(confirmed_at=at)

    def one_wrong(self) -> Self:
        """Return it with another wrong code."""
        return self.but(wrong=self.wrong + 1)

    def is_good(self, now: datetime) -> bool:
        """Say whether its code can still be typed."""
        return self.wrong < MOST_WRONG and now - self.sent_at <= GOOD_FOR


@dataclass(frozen=True)
class EmailState:
    """Whether an address was confirmed, and what can still be done about it.

    Shapes: `waiting` is the letter whose code can be typed now.
    """

    address: str = ""
    confirmed_at: datetime | None = None
    waiting: EmailCheck | None = None
    letters_left: int = MOST_LETTERS


def email_state(checks: Sequence[EmailCheck], address: str, now: datetime) -> EmailState:
    """Return where the address that counts stands; a letter to an earlier address confirms nothing."""
    mine = [it for it in checks if it.address == address]
    newest = mine[-1] if mine else None
    return EmailState(
        address=address,
        confirmed_at=next((it.confirmed_at for it in mine if it.confirmed_at), None),
        waiting=newest if newest and newest.is_good(now) else None,
        letters_left=max(MOST_LETTERS - len(checks), 0),
    )


def code_of(secret: str) -> str:
    """Return six digits made of a random secret."""
    return f"{int.from_bytes(secret.encode(), 'big') % 1_000_000:06}"


def code_digest(check_id: UUID, code: str) -> str:
    """Return the digest of a code as it was typed: its digits alone."""
    digits = "".join(sign for sign in code if sign.isdecimal())
    return sha256(f"{check_id}:{digits}".encode()).hexdigest()
