"""What a look back at decisions asks of the store; a port apart, because it is one for a transaction."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from core.domain.application import Outcome


@dataclass(frozen=True)
class Reviewed:
    """A decision as it was given, beside the judgement that its officer had before her.

    Shapes: `overruled` are ids of rules; `verdicts` stand in the order of the edition's rules, and
            `judged_on` is the day they were given: none of it for a request sent before there were rules.
    """

    officer_id: UUID
    outcome: Outcome
    reason_codes: tuple[str, ...]
    overruled: tuple[str, ...]
    decided_at: datetime
    edition: int = 0
    verdicts: tuple[bool | None, ...] = ()
    judged_on: date | None = None


class Review(Protocol):
    """Decisions of the past, as one transaction sees them."""

    def decisions(self, since: datetime, officer: UUID | None = None) -> list[Reviewed]:
        """Return the decisions given from an instant on and not undone: everybody's, or one officer's."""
        ...
