"""Holding: an officer puts a request aside until a day, for a coded reason; it comes back by itself."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from core.domain.accounts.identity import Account, Actor, Role
from core.domain.application.application import Application
from core.domain.application.lifecycle import moved
from core.domain.desk.claim import CLAIM_LIFE, claim_given, claim_of, holder
from core.domain.errors import MalformedAnswerError, StaleError, StateError
from core.domain.ports import Outside, Transaction
from core.services.desk.overdue import settled
from core.services.desk.readiness import refuse_barred, refuse_held
from core.services.loading import read_submitted
from core.services.ownership import account_of
from core.services.recording import record
from core.services.rights import may

LONGEST = 90
"""Days for which a request may be put on hold at once: nothing is put aside and forgotten."""


@dataclass(frozen=True)
class Holding:
    """The verbs of holding; the clock goes on, because it is the office that waits."""

    outside: Outside
    claim_life: timedelta = CLAIM_LIFE

    @may(Role.OFFICER)
    def hold(self, actor: Actor, application_id: UUID, reason: str, until: date | None) -> Application:
        """Put a request on hold up to and including a day; it stays in the officer's hands.

        Raises: MalformedAnswerError; StaleError when somebody else has it in hand; StateError.
        """
        self._refuse_faults(reason, until)
        with self.outside.store.write() as tx:
            application = settled(self.outside, tx, read_submitted(tx, application_id))
            refuse_barred(application, actor)
            refuse_held(self.outside, application)
            me = account_of(actor)
            self._refuse_taken(tx, application, me)
            after = moved(application, "hold", actor.role, self.outside.today())
            changed = {"held_until": until, "held_for": reason, **claim_given(me, self.outside.now())}
            after = after.model_copy(update=changed)
            told = {"reason": reason, "until": str(until)}
            return record(self.outside, tx, after, "application.held", actor, **told)

    @may(Role.OFFICER)
    def release(self, actor: Actor, application_id: UUID) -> Application:
        """Take a request off hold before its day.

        Raises: StateError unless it is on hold.
        """
        with self.outside.store.write() as tx:
            application = settled(self.outside, tx, read_submitted(tx, application_id))
            after = moved(application, "release", actor.role, self.outside.today())
            if not application.held_until or application.held_until < self.outside.today():
                raise StateError("not_on_hold")
            changed = {"held_until": None, "held_for": ""}
            if application.claimed_by == actor.account_id:
                changed |= claim_of(account_of(actor), self.outside.now())
            return record(self.outside, tx, after.model_copy(update=changed), "application.released", actor)

    def _refuse_faults(self, reason: str, until: date | None) -> None:
        faults: dict[str, str] = {}
        known, today = self.outside.library.holds, self.outside.today()
        if reason not in known or known[reason].until:
            faults["hold_reason"] = "hold_reason_needed"
        if until is None or not today <= until <= today + timedelta(days=LONGEST):
            faults["hold_until"] = "hold_day_needed"
        if faults:
            raise MalformedAnswerError(faults)

    def _refuse_taken(self, tx: Transaction, application: Application, me: UUID) -> None:
        has_it = holder(application, self.outside.now() - self.claim_life)
        if has_it and has_it != me:
            raise StaleError("claimed_meanwhile", by=tx.get(Account, has_it).name)
