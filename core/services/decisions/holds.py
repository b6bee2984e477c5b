"""Holding: an officer puts a request aside until a day, for a coded reason; it comes back by itself."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol
from uuid import UUID

from core.domain.accounts.identity import Account, Actor, Role
from core.domain.application.application import Application
from core.domain.application.changes import Held, Released
from core.domain.application.lifecycle import Action
from core.domain.desk.claim import CLAIM_LIFE, holder
from core.domain.errors import MalformedAnswerError, StaleError, StateError
from core.domain.ports.office import HasLibrary
from core.domain.ports.secrets import MakesKeys, MakesSecrets
from core.domain.ports.store import HasStore, Transaction
from core.domain.ports.time import HasWorkingDays, HasZone, TellsTime
from core.services.desk.overdue import settled
from core.services.desk.readiness import refuse_barred, refuse_held
from core.services.overviews import read_submitted
from core.services.ownership import account_of
from core.services.rights import may
from core.services.transition import refuse_impossible, transition


class HoldsPorts(HasStore, TellsTime, HasZone, HasWorkingDays, MakesKeys, MakesSecrets, HasLibrary, Protocol):
    """What holds ask of the outside world."""


LONGEST = 90
"""Days for which a request may be put on hold at once: nothing is put aside and forgotten."""


@dataclass(frozen=True)
class Holds:
    """The verbs of holding; the clock goes on, because it is the office that waits."""

    outside: HoldsPorts
    claim_life: timedelta = CLAIM_LIFE

    @may(Role.OFFICER)
    def hold(self, actor: Actor, application_id: UUID, reason: str, until: date | None) -> Application:
        """Put a request on hold up to and including a day; it stays in the officer's hands.

        Raises: MalformedAnswerError; StaleError when somebody else has it in hand; StateError.
        """
        until = self._day_of(reason, until)
        with self.outside.store.write() as tx:
            application = settled(self.outside, tx, read_submitted(tx, application_id))
            refuse_barred(application, actor)
            refuse_held(self.outside, application)
            me = account_of(actor)
            self._refuse_taken(tx, application, me)
            held, told = Held(until, reason, me, self.outside.now()), {"reason": reason, "until": str(until)}
            return transition(self.outside, tx, application, Action.HOLD, by=actor, change=held, told=told)

    @may(Role.OFFICER)
    def release(self, actor: Actor, application_id: UUID) -> Application:
        """Take a request off hold before its day.

        Raises: StateError unless it is on hold.
        """
        with self.outside.store.write() as tx:
            application = settled(self.outside, tx, read_submitted(tx, application_id))
            refuse_impossible(self.outside, application, Action.RELEASE, actor)
            if application.hold is None or not application.hold.lasts(self.outside.today()):
                raise StateError("not_on_hold")
            released = Released(account_of(actor), self.outside.now())
            return transition(self.outside, tx, application, Action.RELEASE, by=actor, change=released)

    def _day_of(self, reason: str, until: date | None) -> date:
        """Return the day of a hold that may be; refuse what may not.

        Raises: MalformedAnswerError.
        """
        faults: dict[str, str] = {}
        known, today = self.outside.library.holds, self.outside.today()
        if reason not in known or known[reason].until:
            faults["hold_reason"] = "hold_reason_needed"
        if until is None or not today <= until <= today + timedelta(days=LONGEST):
            faults["hold_until"] = "hold_day_needed"
        if faults or until is None:
            raise MalformedAnswerError(faults)
        return until

    def _refuse_taken(self, tx: Transaction, application: Application, me: UUID) -> None:
        has_it = holder(application, self.outside.now() - self.claim_life)
        if has_it and has_it != me:
            raise StaleError("claimed_meanwhile", by=tx.get(Account, has_it).name)
