"""How this office practises around a decision: what its settings say of notices, signatures and recourse."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

RETENTION_DAYS = 730
"""The least that personal information used for a decision is kept.

Source: facts.md, Processing.
"""


@dataclass(frozen=True)
class Practice:
    """The office's choices; 0 turns a notice, the sampling or the undoing off.

    Shapes: `by_reason` lets reasons that accuse demand a second signature; the first `first_decisions` of
            each officer are countersigned, then `percent` of them; a decision's letter waits for `undo`.
    Units: `notice_days` are working days, `reconsideration_days` and `retention_days` are days.
    """

    notice_days: int = 8
    by_reason: bool = True
    first_decisions: int = 10
    percent: int = 10
    undo: timedelta = timedelta(minutes=2)
    reconsideration_days: int = 30
    retention_days: int = RETENTION_DAYS

    def draws(self, application_id: UUID) -> bool:
        """Say whether a request is in the sample: by its id alone, so that nobody can steer it."""
        drawn = sha256(b"countersignature" + application_id.bytes).digest()
        return int.from_bytes(drawn[:8]) % 100 < self.percent

    def reconsider_by(self, refused_on: date) -> date:
        """Return the last day on which a refusal may be asked to be reconsidered."""
        return refused_on + timedelta(days=self.reconsideration_days)

    def leaves_at(self, decided_at: datetime) -> datetime | None:
        """Return when a decision's letter leaves; None for at once."""
        return decided_at + self.undo if self.undo else None


USUAL_PRACTICE = Practice()
