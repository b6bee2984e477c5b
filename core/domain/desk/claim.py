"""A claim: one officer says that a request is in her hands, so that no other opens it for nothing."""

from datetime import datetime, timedelta
from typing import Literal, Self
from uuid import UUID

from core.domain.application.desk_columns import DeskColumns
from core.domain.records import Record

Parting = Literal["taken", "stood_aside"]
CLAIM_LIFE = timedelta(minutes=30)
LOOKS_IN_A_LIFE = 10
"""How often in a claim's life its officer is noted to be still at work: often enough, and cheap."""


class LostClaim(Record):
    """A claim that went to somebody else, for its earlier holder to read.

    Shapes: `why` is what the one who took it over wrote; empty where a manager gave it to somebody. That
            somebody stands aside, because she knows the person, is told to every manager.
    """

    account_id: UUID
    application_id: UUID
    reference: str
    by_id: UUID
    why: str
    lost_at: datetime
    read_at: datetime | None = None
    kind: Parting = "taken"
    version: int = 1

    def read(self, at: datetime) -> Self:
        """Return it put away."""
        return self.but(read_at=at)


def holder(application: DeskColumns, idle_since: datetime) -> UUID | None:
    """Return who has a request in hand; nobody once its officer has been away too long."""
    claim = application.claim
    return claim.officer if claim and (claim.seen_at is None or claim.seen_at >= idle_since) else None


def wants_noting(application: DeskColumns, officer: UUID | None, now: datetime, life: timedelta) -> bool:
    """Say whether to note that an officer is still at work on what she claimed."""
    claim = application.claim
    if claim is None or claim.officer != officer or claim.seen_at is None:
        return False
    return now - claim.seen_at >= life / LOOKS_IN_A_LIFE
