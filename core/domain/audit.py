"""The audit's chain: each entry's digest covers the one before it about the same subject."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from core.domain.accounts.identity import Actor, Credential
from core.domain.application.application import Application, Event, EventValues
from core.domain.registers.register import Register
from core.domain.rules.proposals import RuleProposal

Subject = Application | Credential | Register | RuleProposal
"""What the audit tells of; each bears the digest of its latest entry."""


def entry(
    id: UUID, subject: Subject, name: str, actor: Actor, now: datetime, salt: str,
    values: Mapping[str, Any],
) -> tuple[Event, EventValues]:  # fmt: skip
    """Return the next entry about a subject, and its values in a row of their own."""
    told = EventValues(id=id, subject_id=subject.id, salt=salt, values=dict(values))
    number, digest_of_values = subject.events + 1, values_digest(told)
    event = Event(
        id=id,
        subject_id=subject.id,
        number=number,
        name=name,
        occurred_at=now,
        role=actor.role,
        account_id=actor.account_id,
        session_id=actor.session_id,
        values_digest=digest_of_values,
        previous=subject.chain,
        digest="",
    )
    return event.bearing(event_digest(event)), told


def values_digest(values: EventValues) -> str:
    """Return the salted digest by which an entry knows its values."""
    told = json.dumps(values.values, sort_keys=True, ensure_ascii=False, default=str)
    return sha256(f"{values.salt}\n{told}".encode()).hexdigest()


def event_digest(event: Event) -> str:
    """Return the digest that the next entry must name."""
    parts = (
        event.previous, event.subject_id, event.number, event.name, event.occurred_at.isoformat(),
        event.role, event.account_id, event.session_id, event.values_digest,
    )  # fmt: skip
    return sha256("\n".join(str(part) for part in parts).encode()).hexdigest()


def verify(events: Iterable[Event], chain: str) -> int | None:
    """Return the number of the first entry about a subject that was changed, moved or lost, or None.

    Shapes: events in the order of their numbers; `chain` is the digest that the subject itself bears.
    """
    before, number = "", 0
    for number, event in enumerate(events, 1):
        if (event.number, event.previous, event.digest) != (number, before, event_digest(event)):
            return number
        before = event.digest
    return None if before == chain else number + 1


def values_broken(events: Iterable[Event], told: Mapping[UUID, EventValues]) -> int | None:
    """Return the number of the first entry whose values are not the ones it was written with, or None.

    Shapes: `told` maps an entry's id to its values; erased values, as retention may, break nothing.
    """
    kept = ((event, told[event.id]) for event in events if event.id in told)
    return next((event.number for event, row in kept if values_digest(row) != event.values_digest), None)
