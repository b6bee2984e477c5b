"""The look back: how officers and rules agree, and what was decided, by team; for an officer her own only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol
from uuid import UUID

from core.domain.accounts.identity import Account, Actor, Role
from core.domain.application.days import local_day
from core.domain.decisions.agreement import Agreement, DecisionFigures, agreements, by_team, figures
from core.domain.decisions.review_port import ReviewedDecision
from core.domain.decisions.second_looks import Contests, Signatures, by_reason, contests, signatures
from core.domain.ports.store import HasStore, Transaction
from core.domain.ports.time import HasWorkingDays, HasZone, TellsTime
from core.domain.rules.rules import RuleEdition
from core.services.ownership import account_of
from core.services.rights import may


class AgreementPorts(HasStore, TellsTime, HasZone, HasWorkingDays, Protocol):
    """What agreement asks of the outside world."""


PERIODS = (30, 90)
"""Days back that may be looked at; the first is usual."""


@dataclass(frozen=True)
class Board:
    """What a look back tells.

    Shapes: one row of `figures` and `contested` for each team, or one of an officer's own, without a name;
            `signatures` has one for each team and cause, `by_reason` one for each reason of a refusal.
    """

    days: int
    agreements: tuple[Agreement, ...]
    figures: tuple[DecisionFigures, ...]
    signatures: tuple[Signatures, ...]
    contested: tuple[Contests, ...]
    by_reason: tuple[Contests, ...]


@dataclass(frozen=True)
class Quality:
    """The verbs of the look back."""

    outside: AgreementPorts

    @may(Role.OFFICER, Role.MANAGER)
    def look(self, actor: Actor, days: int) -> Board:
        """Return how rules fared and what was decided: by team for managers, her own for an officer.

        Units: days back from now, one of `PERIODS`.
        """
        days = days if days in PERIODS else PERIODS[0]
        officer = account_of(actor) if actor.role is Role.OFFICER else None
        since = self.outside.now() - timedelta(days=days)
        with self.outside.store.read() as tx:
            given, drafts = tx.review.decisions(since, officer), tx.review.drafts(since, officer)
            contested = tx.review.contested(since, officer)
            editions = {it.number: it.read() for it in tx.find(RuleEdition)}
            # an officer's own rows are one group without a name, as those of officers in no team are
            teams = {} if officer else _teams(tx)
        return Board(
            days=days,
            agreements=agreements(given, editions),
            figures=tuple(
                figures(name, some, self._days(some)) for name, some in by_team(given, teams).items()
            ),
            signatures=tuple(
                it for name, some in by_team(drafts, teams).items() for it in signatures(name, some)
            ),
            contested=tuple(contests(name, some) for name, some in by_team(contested, teams).items()),
            by_reason=by_reason(contested),
        )

    def _days(self, rows: Sequence[ReviewedDecision]) -> list[int]:
        """Return the working days from the latest submission to each decision."""
        zone, between = self.outside.zone, self.outside.working_days.between
        pairs = ((it.judged_on, it.decided_at) for it in rows)
        return [between(sent, local_day(given, zone)) for sent, given in pairs if sent]


def _teams(tx: Transaction) -> dict[UUID, str]:
    return {it.id: it.team for it in tx.find(Account, role=Role.OFFICER)}
