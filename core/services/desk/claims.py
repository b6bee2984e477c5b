"""Claims: taking the next request or a certain one, giving it back, taking it over."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from core.domain.accounts.identity import Account, Actor, Role
from core.domain.application.application import Application
from core.domain.application.changes import AtWork, Claimed, ClaimEnded, StoodAside
from core.domain.application.lifecycle import Action, possible_actions
from core.domain.desk.claim import (
    CLAIM_LIFE,
    LostClaim,
    Parting,
    holder,
    wants_noting,
)  # fmt: skip
from core.domain.desk.queues import OLDEST_FIRST, to_be_taken
from core.domain.desk.view import View
from core.domain.errors import MalformedAnswerError, StaleError, StateError
from core.domain.ports.secrets import MakesKeys, MakesSecrets
from core.domain.ports.store import HasStore, Transaction
from core.domain.ports.time import HasWorkingDays, HasZone, TellsTime
from core.services.desk.office import office_of
from core.services.desk.overdue import as_it_stands, settled
from core.services.desk.readiness import refuse_barred
from core.services.overviews import read_submitted
from core.services.ownership import account_of
from core.services.rights import may
from core.services.transition import set_right, transition


class ClaimsPorts(HasStore, TellsTime, HasZone, HasWorkingDays, MakesKeys, MakesSecrets, Protocol):
    """What claims ask of the outside world."""


@dataclass(frozen=True)
class ClaimShown:
    """Who has a request in hand, and what the one who asks may do about it.

    Shapes: `name` is empty when nobody has it; `given` says that a manager gave it, so that it stays.
    """

    name: str = ""
    since: datetime | None = None
    is_mine: bool = False
    given: bool = False
    may_claim: bool = False


@dataclass(frozen=True)
class Claims:
    """The verbs of claims; `at_once` is how many requests one may have taken oneself."""

    outside: ClaimsPorts
    life: timedelta = CLAIM_LIFE
    at_once: int = 1

    @may(Role.OFFICER)
    def take_next(self, actor: Actor, view: View) -> Application | None:
        """Claim the oldest request of a view that nobody has, with its event; none when there is none.

        Shapes: never the same for two, whatever they press at the same moment; what one gave back is not
                offered again.
        Raises: StateError while one has another in hand that one took oneself.
        """
        with self.outside.store.write(latest=True) as tx:
            if view.queue != "returned":
                self._refuse_one_more(tx, actor)
            asking = office_of(self.outside, tx, actor, self.life).asking
            found = tx.desk.pick(to_be_taken(view, asking), OLDEST_FIRST)
            return self._claim(tx, actor, settled(self.outside, tx, found)) if found else None

    @may(Role.OFFICER)
    def take(self, actor: Actor, application_id: UUID) -> Application:
        """Claim one request that nobody has.

        Raises: StaleError naming who has it; StateError.
        """
        with self.outside.store.write() as tx:
            application = settled(self.outside, tx, read_submitted(tx, application_id))
            refuse_barred(application, actor)
            has_it = self._holder(application)
            if has_it and has_it != account_of(actor):
                raise StaleError("claimed_meanwhile", by=tx.get(Account, has_it).name)
            if has_it:
                return application
            if application.officer_id != account_of(actor):
                self._refuse_one_more(tx, actor)
            return self._claim(tx, actor, application)

    def _refuse_one_more(self, tx: Transaction, actor: Actor) -> None:
        """Refuse to take a request beside another one taken; those set aside, given or returned do not count.

        Raises: StateError naming the one in hand.
        """
        me = account_of(actor)
        mine = (it for it in tx.find(Application, claimed_by=me) if it.claim_seen_at and it.officer_id != me)
        taken = [it for it in mine if self._holder(it) == me]
        if len(taken) >= self.at_once:
            raise StateError("one_at_a_time", reference=taken[0].reference)

    def _claim(self, tx: Transaction, actor: Actor, application: Application) -> Application:
        claimed = Claimed(account_of(actor), self.outside.now())
        return transition(self.outside, tx, application, Action.CLAIM, by=actor, change=claimed)

    @may(Role.OFFICER)
    def give_back(self, actor: Actor, application_id: UUID) -> None:
        """Put a request of one's own back into the queue.

        Raises: StateError when it is somebody else's, or nobody's.
        """
        with self.outside.store.write() as tx:
            application = read_submitted(tx, application_id)
            if application.claimed_by != account_of(actor):
                raise StateError("not_your_claim")
            change = ClaimEnded(let_go_by=account_of(actor))
            transition(self.outside, tx, application, Action.GIVE_BACK, by=actor, change=change)

    @may(Role.OFFICER)
    def stand_aside(self, actor: Actor, application_id: UUID, why: str) -> None:
        """Take oneself out of a request for good, because one knows the person; every manager is told.

        Raises: MalformedAnswerError without a word on how; StateError once it is decided.
        """
        if not why.strip():
            raise MalformedAnswerError({"knows_why": "knows_why_needed"})
        with self.outside.store.write() as tx:
            application = settled(self.outside, tx, read_submitted(tx, application_id))
            me = account_of(actor)
            if me in application.barred:
                return
            change = StoodAside(me)
            transition(self.outside, tx, application, Action.STAND_ASIDE, by=actor, change=change)
            for manager in tx.find(Account, role=[Role.MANAGER], closed_at=None):
                tell_lost(self.outside, tx, application, manager.id, me, why.strip(), "stood_aside")

    @may(Role.OFFICER)
    def take_over(self, actor: Actor, application_id: UUID, why: str) -> Application:
        """Take a request out of a colleague's hands; the reason stands in its history, and she is told.

        Raises: MalformedAnswerError without a reason; StateError.
        """
        if not why.strip():
            raise MalformedAnswerError({"why": "takeover_reason_needed"})
        with self.outside.store.write() as tx:
            application = settled(self.outside, tx, read_submitted(tx, application_id))
            refuse_barred(application, actor)
            me, before = account_of(actor), self._holder(application)
            if before == me:
                return application
            tell_lost(self.outside, tx, application, before, me, why.strip())
            claimed = Claimed(me, self.outside.now())
            told = {"from": str(before or ""), "why": why.strip()}
            return transition(
                self.outside, tx, application, Action.TAKE_OVER, by=actor, change=claimed, told=told
            )

    @may(Role.OFFICER, Role.MANAGER)
    def acknowledge(self, actor: Actor) -> None:
        """Put away what one was told of claims that one lost."""
        with self.outside.store.write() as tx:
            for lost in tx.find(LostClaim, account_id=account_of(actor), read_at=None):
                tx.replace(lost.read(self.outside.now()))

    @may(Role.OFFICER, Role.MANAGER)
    def look(self, actor: Actor, application_id: UUID) -> ClaimShown:
        """Return who has a request in hand; its own officer is thereby noted to be at work on it."""
        with self.outside.store.read() as tx:
            application = as_it_stands(self.outside, read_submitted(tx, application_id))
            has_it = self._holder(application)
            name = tx.get(Account, has_it).name if has_it else ""
        if wants_noting(application, actor.account_id, self.outside.now(), self.life):
            self._note(application_id, account_of(actor))
        return ClaimShown(
            name=name,
            since=application.claimed_at if has_it else None,
            is_mine=has_it == actor.account_id,
            given=application.claim_seen_at is None,
            may_claim=self._may_claim(actor, application),
        )

    def _may_claim(self, actor: Actor, application: Application) -> bool:
        is_open = Action.CLAIM in possible_actions(application.state, actor.role)
        return is_open and actor.account_id not in application.barred

    def _note(self, application_id: UUID, me: UUID) -> None:
        now = self.outside.now()
        with self.outside.store.write() as tx:
            application = tx.get(Application, application_id)
            if wants_noting(application, me, now, self.life):
                set_right(tx, application, AtWork(now))

    def _holder(self, application: Application) -> UUID | None:
        return holder(application, self.outside.now() - self.life)


def tell_lost(
    outside: ClaimsPorts,
    tx: Transaction,
    application: Application,
    before: UUID | None,
    by: UUID,
    why: str = "",
    kind: Parting = "taken",
) -> None:
    """Leave word for whoever had a request until now, or gives it out, that it is in other hands."""
    if before is None:
        return
    lost = LostClaim(
        id=outside.new_id(),
        account_id=before,
        application_id=application.id,
        reference=application.reference,
        by_id=by,
        why=why,
        kind=kind,
        lost_at=outside.now(),
    )
    tx.add(lost)


def free_all(outside: ClaimsPorts, tx: Transaction, actor: Actor, officer: UUID) -> None:
    """Put everything in somebody's hands back into the queue, because she no longer works here."""
    for application in tx.find(Application, claimed_by=officer):
        transition(outside, tx, application, Action.GIVE_BACK, by=actor, change=ClaimEnded())
