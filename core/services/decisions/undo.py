"""Undoing: a decision taken back before its letter leaves.

Source: guide 3.0.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from core.domain.accounts.identity import Actor, Role
from core.domain.application.application import Decision, Message, Outcome
from core.domain.application.changes import Undone
from core.domain.application.lifecycle import Action, possible_actions
from core.domain.application.overview import Overview
from core.domain.application.proceedings import UndoneDecision
from core.domain.errors import StateError
from core.domain.ports.office import HasLibrary, HasPractice
from core.domain.ports.rules import HasRuleBook
from core.domain.ports.secrets import HasHasher, HasSealer, MakesKeys, MakesSecrets
from core.domain.ports.store import HasStore, Transaction
from core.domain.ports.time import HasWorkingDays, HasZone, TellsTime
from core.services.accounts.pins import revoke_all
from core.services.decisions.outcomes import reopen
from core.services.overviews import read_overview, read_submitted
from core.services.ownership import account_of
from core.services.rights import may
from core.services.transition import refuse_impossible, transition


class UndoPorts(
    HasStore,
    TellsTime,
    HasZone,
    HasWorkingDays,
    MakesKeys,
    MakesSecrets,
    HasHasher,
    HasSealer,
    HasRuleBook,
    HasLibrary,
    HasPractice,
    Protocol,
):
    """What undo asks of the outside world."""


@dataclass(frozen=True)
class DecisionUndo:
    """The verbs of taking a decision back."""

    outside: UndoPorts

    @may(Role.OFFICER)
    def until(self, actor: Actor, application_id: UUID) -> datetime | None:
        """Return until when one may take back the latest decision on a request; None when one may not."""
        with self.outside.store.read() as tx:
            seen = read_overview(self.outside, tx, read_submitted(tx, application_id))
            letter = self._letter(tx, actor, seen)
        return letter.next_try_at if letter else None

    @may(Role.OFFICER)
    def undo(self, actor: Actor, application_id: UUID) -> Decision:
        """Take back the latest decision, with its PIN, its letter and its message.

        Shapes: the decision stays in the record, marked; it counts nowhere.
        Raises: StateError once the letter has left, or for another officer's decision.
        """
        with self.outside.store.write() as tx:
            seen = read_overview(self.outside, tx, read_submitted(tx, application_id))
            letter, decision = self._letter(tx, actor, seen), seen.decision
            if letter is None or decision is None:
                raise StateError("undo_too_late")
            refuse_impossible(self.outside, seen.application, Action.UNDO, actor)
            revoke_all(self.outside, tx, seen.application)
            tx.replace(letter.withdrawn())
            tx.add(self._mark(actor, decision))
            before = seen.decisions[-2].decided_at if len(seen.decisions) > 1 else None
            after = transition(
                self.outside,
                tx,
                seen.application,
                Action.UNDO,
                by=actor,
                change=Undone(account_of(actor), self.outside.now(), before),
                told={"number": decision.number, "outcome": decision.outcome},
            )
            if _owed_before(seen):
                reopen(self.outside, tx, actor, after)
        return decision

    def _letter(self, tx: Transaction, actor: Actor, seen: Overview) -> Message | None:
        """Return the decision's letter while it waits and this officer may keep it back."""
        decision, now = seen.decision, self.outside.now()
        if decision is None or Action.UNDO not in possible_actions(seen.application.state, actor.role):
            return None
        if actor.account_id not in decision.signatories.officers:
            return None
        newest = tx.find(Message, application_id=seen.application.id, order="-id", limit=1)
        waiting = (it for it in newest if it.decision_id == decision.id and it.waits(now))
        return next(waiting, None)

    def _mark(self, actor: Actor, decision: Decision) -> UndoneDecision:
        return UndoneDecision(
            id=self.outside.new_id(),
            application_id=decision.application_id,
            decision_id=decision.id,
            officer_id=account_of(actor),
            decided_by=decision.officer_id,
            undone_at=self.outside.now(),
        )


def _owed_before(seen: Overview) -> bool:
    """Say whether documents were still to be given when the decision was made that is taken back."""
    if len(seen.decisions) < 2:
        return False
    before = seen.decisions[-2]
    return before.outcome is Outcome.DOCUMENTS_REQUIRED and before.round == seen.application.round
