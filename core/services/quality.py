"""The look back: how officers and rules agree, and what was decided, by team; for an officer her own only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from core.domain.days import local_day
from core.domain.identity import Account, Actor, Role
from core.domain.ports import Outside, Transaction
from core.domain.quality import Agreement, Figures, agreements, by_team, figures
from core.domain.review_port import Reviewed
from core.domain.rules import RuleEdition
from core.services.ownership import account_of
from core.services.rights import may

PERIODS = (30, 90)
"""Days back that may be looked at; the first is usual."""


@dataclass(frozen=True)
class Board:
    """What a look back tells.

    Shapes: one row of `figures` for each team, or one of an officer's own, without a name.
    """

    days: int
    agreements: tuple[Agreement, ...]
    figures: tuple[Figures, ...]


@dataclass(frozen=True)
class Quality:
    """The verbs of the look back."""

    outside: Outside

    @may(Role.OFFICER, Role.MANAGER)
    def look(self, actor: Actor, days: int) -> Board:
        """Return how rules fared and what was decided: by team for managers, her own for an officer.

        Units: days back from now, one of `PERIODS`.
        """
        days = days if days in PERIODS else PERIODS[0]
        officer = account_of(actor) if actor.role is Role.OFFICER else None
        with self.outside.store.read() as tx:
            rows = tx.review.decisions(self.outside.now() - timedelta(days=days), officer)
            editions = {it.number: it.read() for it in tx.find(RuleEdition)}
            told = [("", rows)] if officer else list(by_team(rows, _teams(tx)).items())
        whole = tuple(figures(name, some, self._days(some)) for name, some in told)
        return Board(days, agreements(rows, editions), whole)

    def _days(self, rows: Sequence[Reviewed]) -> list[int]:
        """Return the working days from the latest submission to each decision."""
        zone, between = self.outside.zone, self.outside.working_days.between
        pairs = ((it.judged_on, it.decided_at) for it in rows)
        return [between(sent, local_day(given, zone)) for sent, given in pairs if sent]


def _teams(tx: Transaction) -> dict[UUID, str]:
    return {it.id: it.team for it in tx.find(Account, role=Role.OFFICER)}
