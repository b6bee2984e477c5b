"""A manager gives many requests to officers at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle
from typing import Protocol
from uuid import UUID

from core.domain.accounts.identity import Actor, Role
from core.domain.application.changes import Claimed
from core.domain.application.lifecycle import Action
from core.domain.desk.claim import CLAIM_LIFE, holder
from core.domain.desk.queues import OLDEST_FIRST, to_be_taken
from core.domain.desk.view import View
from core.domain.errors import MalformedAnswerError, StateError
from core.domain.ports.secrets import MakesKeys, MakesSecrets
from core.domain.ports.store import HasStore
from core.domain.ports.time import HasWorkingDays, HasZone, TellsTime
from core.services.desk.claims import tell_lost
from core.services.desk.office import Office, office_of
from core.services.desk.overdue import settled
from core.services.overviews import read_submitted
from core.services.ownership import account_of
from core.services.rights import again, may
from core.services.transition import refuse_impossible, transition


class AssignmentPorts(HasStore, TellsTime, HasZone, HasWorkingDays, MakesKeys, MakesSecrets, Protocol):
    """What assignment asks of the outside world."""


MOST = 500
"""Requests that one press may assign: each is a change, an event and sometimes a notice."""


@dataclass(frozen=True)
class AssignmentResult:
    """What came of an assignment: how many requests each officer got, how many could no longer be given."""

    given: dict[UUID, int]
    left: int


@dataclass(frozen=True)
class Assignments:
    """The verbs of assignment."""

    outside: AssignmentPorts
    claim_life: timedelta = CLAIM_LIFE

    @may(Role.MANAGER)
    def assign(self, actor: Actor, requests: Sequence[UUID], officers: Sequence[UUID]) -> AssignmentResult:
        """Give requests to officers in turn, each with its event; what was decided meanwhile is left.

        Raises: MalformedAnswerError without requests, or without officers whose accounts are open.
        """
        office = self._office(actor)
        chosen = [it for it in office.officers if it.id in officers]
        if not chosen:
            raise MalformedAnswerError({"officers": "officer_needed"})
        if not requests:
            raise MalformedAnswerError({"requests": "requests_needed"})
        if len(requests) > MOST:
            raise MalformedAnswerError({"requests": "too_many_to_assign"})
        given = {it.id: 0 for it in chosen}
        for request, officer in zip(requests, cycle(chosen), strict=False):
            given[officer.id] += self._assign(actor, request, officer.id)
        return AssignmentResult(given, len(requests) - sum(given.values()))

    @may(Role.MANAGER)
    def assign_oldest(
        self, actor: Actor, view: View, count: int, officers: Sequence[UUID]
    ) -> AssignmentResult:
        """Give the oldest requests of a view that nobody has to officers, evenly.

        Raises: MalformedAnswerError.
        """
        asking = self._office(actor).asking
        with self.outside.store.read() as tx:
            found = tx.desk.page(to_be_taken(view, asking), OLDEST_FIRST, None, min(max(count, 0), MOST + 1))
        return self.assign(actor, [it.id for it in found], officers)

    @again
    def _assign(self, actor: Actor, request: UUID, officer: UUID) -> bool:
        """Give one request in a transaction of its own, so that hundreds hold nobody up."""
        with self.outside.store.write() as tx:
            application = settled(self.outside, tx, read_submitted(tx, request))
            if officer in application.barred:
                return False
            before = holder(application, self.outside.now() - self.claim_life)
            try:
                refuse_impossible(self.outside, application, Action.ASSIGN, actor)
            except StateError:
                return False
            if before == officer and application.claim and application.claim.seen_at is None:
                return True
            if before != officer:
                tell_lost(self.outside, tx, application, before, account_of(actor))
            given, told = Claimed(officer, self.outside.now(), runs_out=False), {"to": str(officer)}
            transition(self.outside, tx, application, Action.ASSIGN, by=actor, change=given, told=told)
        return True

    def _office(self, actor: Actor) -> Office:
        with self.outside.store.read() as tx:
            return office_of(self.outside, tx, actor, self.claim_life)
