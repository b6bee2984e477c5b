"""A claim: one officer says that a request is in her hands, so that no other opens it for nothing."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from core.domain.accounts.identity import Record
from core.domain.application.desk_columns import Queued

CLAIM_LIFE = timedelta(minutes=30)
LOOKS_IN_A_LIFE = 10
"""How often in a claim's life its officer is noted to be still at work: often enough, and cheap."""
NO_CLAIM: dict[str, Any] = {"claimed_by": None, "claimed_at": None, "claim_seen_at": None}


class LostClaim(Record):
    """A claim that went to somebody else, for its earlier holder to read.

    Shapes: `why` is what the one who took it over wrote; empty where a manager gave it to somebody.
    """

    account_id: UUID
    application_id: UUID
    reference: str
    by_id: UUID
    why: str
    lost_at: datetime
    read_at: datetime | None = None
    version: int = 1


def claim_of(officer: UUID, now: datetime) -> dict[str, Any]:
    """Return the columns of a claim just made."""
    return {"claimed_by": officer, "claimed_at": now, "claim_seen_at": now}


def claim_given(officer: UUID, now: datetime) -> dict[str, Any]:
    """Return the columns of a claim that a manager gives; it does not run out."""
    return {"claimed_by": officer, "claimed_at": now, "claim_seen_at": None}


def holder(application: Queued, idle_since: datetime) -> UUID | None:
    """Return who has a request in hand; nobody once its officer has been away too long."""
    seen_at = application.claim_seen_at
    return None if seen_at and seen_at < idle_since else application.claimed_by


def wants_noting(application: Queued, officer: UUID | None, now: datetime, life: timedelta) -> bool:
    """Say whether to note that an officer is still at work on what she claimed."""
    seen_at = application.claim_seen_at
    if officer is None or application.claimed_by != officer or seen_at is None:
        return False
    return now - seen_at >= life / LOOKS_IN_A_LIFE
