"""What a look back at decisions asks of the store; a port apart, because it is one for a transaction."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from core.domain.application.application import Outcome


@dataclass(frozen=True)
class ReviewedDecision:
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


class Fate(StrEnum):
    """What became of a decision that somebody looked at once more."""

    SIGNED = "signed"
    SENT_BACK = "sent_back"
    TAKEN_BACK = "taken_back"
    WAITING = "waiting"
    UPHELD = "upheld"
    OVERTURNED = "overturned"
    UNDECIDED = "undecided"
    UNDONE = "undone"


@dataclass(frozen=True)
class DraftedDecision:
    """A decision put to countersign: signed as it was, sent back, taken back, or still waiting."""

    officer_id: UUID
    cause: str
    fate: Fate


@dataclass(frozen=True)
class ContestedDecision:
    """A refusal asked to be reconsidered (upheld, overturned or undecided), or a decision undone.

    Shapes: the officer is the one who gave it, and the reasons are those it bore.
    """

    officer_id: UUID
    reason_codes: tuple[str, ...]
    fate: Fate


class Review(Protocol):
    """Decisions of the past, as one transaction sees them."""

    def decisions(self, since: datetime, officer: UUID | None = None) -> list[ReviewedDecision]:
        """Return the decisions given from an instant on and not undone: everybody's, or one officer's."""
        ...

    def drafts(self, since: datetime, officer: UUID | None = None) -> list[DraftedDecision]:
        """Return the decisions put to countersign from an instant on: everybody's, or one officer's."""
        ...

    def contested(self, since: datetime, officer: UUID | None = None) -> list[ContestedDecision]:
        """Return the decisions contested or undone from an instant on: everybody's, or one officer's.

        Shapes: in the order in which they were; a reconsideration is told by the day it was asked.
        """
        ...
