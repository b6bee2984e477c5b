"""A second officer's signature: when a decision needs one, and what comes of it.

Source: guide 3.0.
"""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from core.domain.accounts.identity import Account, Actor, Role
from core.domain.application.application import Application, Decision, State
from core.domain.application.changes import Claimed, DecisionDrafted
from core.domain.application.lifecycle import Action
from core.domain.application.outcome_draft import Draft
from core.domain.application.overview import Overview
from core.domain.application.proceedings import (
    Countersignature,
    DraftDecision,
    UndoneDecision,
    draft_of,
    drafted,
    wanted_rows,
)  # fmt: skip
from core.domain.errors import MalformedAnswerError, StaleError, StateError
from core.domain.ports.office import HasLibrary, HasPractice
from core.domain.ports.rules import HasRuleBook
from core.domain.ports.secrets import HasHasher, HasSealer, MakesKeys, MakesSecrets
from core.domain.ports.store import HasStore, Transaction
from core.domain.ports.time import HasWorkingDays, HasZone, TellsTime
from core.services.decisions.outcomes import decision_of, give, preview_of, reopen
from core.services.decisions.page_looks import refuse_unlooked
from core.services.desk.readiness import refuse_barred
from core.services.letters.letters import Preview
from core.services.overviews import read_overview, read_submitted
from core.services.ownership import account_of
from core.services.rights import any_of, may
from core.services.transition import transition


class CountersignaturesPorts(
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
    """What countersigning asks of the outside world."""


def cause_of(outside: CountersignaturesPorts, tx: Transaction, seen: Overview, decision: Decision) -> str:
    """Return why a decision must be countersigned: reason, objection, first or sample; empty if it need not.

    Shapes: a decision on reconsideration is itself a second look, so it is never sampled; nor do reasons
            demand a signature that the refusal it looks at already bore.
    """
    if outside.practice.by_reason and _accuses(outside, seen, decision):
        return "reason"
    if seen.proceedings.objection:
        return "objection"
    if seen.is_reconsidered:
        return ""
    if _is_a_first(outside, tx, decision.officer_id):
        return "first"
    return "sample" if outside.practice.draws(seen.application.id) else ""


def _accuses(outside: CountersignaturesPorts, seen: Overview, decision: Decision) -> bool:
    signed = {code for it in seen.decisions if it.countersigned_by for code in it.reason_codes}
    demanding = {code for code, reason in outside.library.reasons.items() if reason.countersign}
    return bool(demanding.intersection(decision.reason_codes) - signed)


def _is_a_first(outside: CountersignaturesPorts, tx: Transaction, officer: UUID) -> bool:
    """Say whether an officer has given fewer decisions that stand than are all countersigned."""
    first = outside.practice.first_decisions
    if not first:
        return False
    undone = {row.decision_id for row in tx.find(UndoneDecision, decided_by=officer)}
    given = tx.find(Decision, officer_id=officer, order="id", limit=first + len(undone))
    return sum(row.id not in undone for row in given) < first


def put_to_countersign(
    outside: CountersignaturesPorts, tx: Transaction, actor: Actor, seen: Overview, draft: Draft, cause: str
) -> DraftDecision:
    """Keep a decision as a draft until a second officer has seen it.

    Raises: StateError when there is nobody who could.
    """
    _refuse_alone(tx, actor, seen.application)
    kept = DraftDecision(
        id=outside.new_id(),
        application_id=seen.application.id,
        number=len(seen.proceedings.drafts) + 1,
        wanted=wanted_rows(draft.wanted),
        officer_id=account_of(actor),
        cause=cause,
        drafted_at=outside.now(),
        **drafted(draft),
    )
    tx.add(kept)
    transition(
        outside,
        tx,
        seen.application,
        Action.PUT_TO_COUNTERSIGN,
        by=actor,
        change=DecisionDrafted(kept.officer_id),
        told={"draft": kept.number, "outcome": kept.outcome, "reasons": kept.reasons, "cause": cause},
    )
    return kept


def _refuse_alone(tx: Transaction, actor: Actor, application: Application) -> None:
    officers = tx.find(Account, role=Role.OFFICER, closed_at=None)
    if not any(it.id != actor.account_id and it.id not in application.barred for it in officers):
        raise StateError("nobody_to_countersign")


@dataclass(frozen=True)
class Countersignatures:
    """The verbs of a second signature."""

    outside: CountersignaturesPorts

    @any_of(Role.OFFICER)
    def preview(self, application_id: UUID) -> Preview:
        """Return what the draft of a request would send.

        Raises: StaleError once there is no draft to sign.
        """
        with self.outside.store.read() as tx:
            seen, draft = self._waiting(tx, application_id)
            return preview_of(self.outside, tx, seen, draft_of(draft), draft.officer_id)

    @may(Role.OFFICER)
    def agree(self, actor: Actor, application_id: UUID, draft_id: UUID) -> Decision:
        """Countersign a draft: the decision takes effect now, with both names, and its letter with it.

        Raises: StaleError when the draft was taken back or signed meanwhile; StateError for one's own, and
                for who has not looked at the pages it rests on.
        """
        with self.outside.store.write() as tx:
            seen, kept = self._another_ones(tx, actor, application_id, draft_id)
            refuse_unlooked(tx, actor, seen)
            draft = draft_of(kept)
            decision = decision_of(self.outside, seen, draft, kept.officer_id, second=account_of(actor))
            tx.add(self._verdict(actor, kept, agrees=True, decision_id=decision.id))
            return give(self.outside, tx, actor, seen, decision, draft)

    @may(Role.OFFICER)
    def object(self, actor: Actor, application_id: UUID, draft_id: UUID, why: str) -> None:
        """Send a draft back to the officer who made it, with a word on why.

        Raises: MalformedAnswerError without a word; StaleError; StateError for one's own.
        """
        if not why.strip():
            raise MalformedAnswerError({"objection": "objection_needed"})
        with self.outside.store.write() as tx:
            seen, kept = self._another_ones(tx, actor, application_id, draft_id)
            tx.add(self._verdict(actor, kept, agrees=False, why=why.strip()))
            told = {"draft": kept.number, "why": why.strip()}
            after = transition(self.outside, tx, seen.application, Action.OBJECT, by=actor, told=told)
            if seen.owes_documents:
                reopen(self.outside, tx, actor, after)

    @may(Role.OFFICER)
    def take_back(self, actor: Actor, application_id: UUID) -> DraftDecision:
        """Take one's own draft back to change it: whatever is then decided is looked at anew.

        Raises: StaleError once it is signed; StateError for somebody else's.
        """
        with self.outside.store.write() as tx:
            seen, kept = self._waiting(tx, application_id)
            if kept.officer_id != actor.account_id:
                raise StateError("not_your_draft")
            after = transition(
                self.outside,
                tx,
                seen.application,
                Action.TAKE_BACK,
                by=actor,
                change=Claimed(kept.officer_id, self.outside.now()),
                told={"draft": kept.number},
            )
            if seen.owes_documents:
                reopen(self.outside, tx, actor, after)
        return kept

    def _waiting(self, tx: Transaction, application_id: UUID) -> tuple[Overview, DraftDecision]:
        seen = read_overview(self.outside, tx, read_submitted(tx, application_id))
        draft = seen.proceedings.draft
        if draft is None or seen.application.state is not State.TO_COUNTERSIGN:
            raise StaleError("draft_changed")
        return seen, draft

    def _another_ones(
        self, tx: Transaction, actor: Actor, application_id: UUID, draft_id: UUID
    ) -> tuple[Overview, DraftDecision]:
        """Return a draft that this officer may sign: the one she has read, and another officer's."""
        seen, draft = self._waiting(tx, application_id)
        if draft.id != draft_id:
            raise StaleError("draft_changed")
        if draft.officer_id == actor.account_id:
            raise StateError("own_draft")
        refuse_barred(seen.application, actor)
        return seen, draft

    def _verdict(
        self,
        actor: Actor,
        draft: DraftDecision,
        *,
        agrees: bool,
        why: str = "",
        decision_id: UUID | None = None,
    ) -> Countersignature:
        return Countersignature(
            id=self.outside.new_id(),
            application_id=draft.application_id,
            draft_id=draft.id,
            officer_id=account_of(actor),
            agrees=agrees,
            why=why,
            given_at=self.outside.now(),
            decision_id=decision_id,
        )
