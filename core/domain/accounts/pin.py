"""The number that an approved applicant enrols with.

Source: guide 3.1, 4.11.
"""

from datetime import datetime
from typing import Self
from uuid import UUID

from core.domain.deadlines import open_day
from core.domain.records import Record

PIN_DAYS = 90
PIN_SIGNS = 8


class Pin(Record):
    """A PIN that was issued; the number itself is kept nowhere but in its letter.

    Source: guide 3.1, 4.11.
    """

    application_id: UUID
    pin_hash: str
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    revoked_at: datetime | None = None
    version: int = 1

    def is_good(self, now: datetime) -> bool:
        """Say whether the PIN may still be used."""
        unused = self.used_at is None and self.revoked_at is None
        return unused and open_day(now) <= open_day(self.expires_at)

    def used(self, at: datetime) -> Self:
        """Return it used."""
        return self.but(used_at=at)

    def revoked(self, at: datetime) -> Self:
        """Return it revoked."""
        return self.but(revoked_at=at)
