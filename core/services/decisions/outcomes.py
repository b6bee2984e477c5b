"""Gives an outcome: the decision, what it asks for, its letter and its PIN, in one transaction.

Source: guide 3.0 to 3.5.
"""

from typing import Any, Protocol
from uuid import UUID

from core.domain.accounts.identity import Actor
from core.domain.accounts.pin import PIN_SIGNS
from core.domain.application.application import Application, Decision, DocumentRequest, Outcome
from core.domain.application.changes import DecisionTaken
from core.domain.application.lifecycle import Action
from core.domain.application.outcome_draft import Draft
from core.domain.application.overview import Overview
from core.domain.application.proceedings import drafted
from core.domain.ports.office import HasLibrary, HasPractice
from core.domain.ports.rules import HasRuleBook
from core.domain.ports.secrets import HasHasher, HasSealer, MakesKeys, MakesSecrets
from core.domain.ports.store import HasStore, Transaction
from core.domain.ports.time import HasWorkingDays, HasZone, TellsTime
from core.services.accounts import pins
from core.services.decisions.checklists import checklist_of
from core.services.desk.lanes import papers_of
from core.services.letters import letters
from core.services.transition import transition


class OutcomesPorts(
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
    """What outcomes ask of the outside world."""


ACTIONS = {
    Outcome.APPROVED: Action.APPROVE,
    Outcome.REFUSED: Action.REFUSE,
    Outcome.DOCUMENTS_REQUIRED: Action.REQUIRE_DOCUMENTS,
}
NO_PIN_YET = "*" * PIN_SIGNS
AFTER_RECONSIDERATION = {Outcome.APPROVED: "overturned", Outcome.REFUSED: "upheld"}


def decision_of(
    outside: OutcomesPorts, seen: Overview, draft: Draft, officer_id: UUID, second: UUID | None = None
) -> Decision:
    """Return the decision that a draft makes now; nothing is kept yet."""
    refused = draft.outcome is Outcome.REFUSED
    may_ask_again = refused and seen.proceedings.reconsideration is None
    return Decision(
        id=outside.new_id(),
        application_id=seen.application.id,
        number=len(seen.decisions) + len(seen.proceedings.undone) + 1,
        reason_codes=tuple(code for code, _ in draft.reasons),
        officer_id=officer_id,
        decided_at=outside.now(),
        countersigned_by=second,
        reconsider_by=outside.practice.reconsider_by(outside.today()) if may_ask_again else None,
        reconsidered=AFTER_RECONSIDERATION.get(draft.outcome, "") if seen.is_reconsidered else "",
        round=seen.application.round,
        **drafted(draft),
    )


def asked_by(outside: OutcomesPorts, decision: Decision, draft: Draft) -> tuple[DocumentRequest, ...]:
    """Return the documents that a decision asks for."""
    return tuple(
        DocumentRequest(
            id=outside.new_id(),
            application_id=decision.application_id,
            decision_id=decision.id,
            kind=wanted.kind,
            again=wanted.again,
            name=wanted.name.strip(),
            reason=wanted.reason.strip(),
            asked_at=decision.decided_at,
        )
        for wanted in draft.wanted
    )


def give(
    outside: OutcomesPorts, tx: Transaction, actor: Actor, seen: Overview, decision: Decision, draft: Draft
) -> Decision:
    """Let a decision take effect, with all that it asks for, and return it with its officer's checklist."""
    checked = checklist_of(outside, tx, decision.officer_id, seen).rows
    decision = decision.but(checklist=checked)
    asked = asked_by(outside, decision, draft)
    tx.add(decision)
    for row in asked:
        tx.add(row)
    letter = letters.outcome(outside, tx, seen, decision, asked)
    if decision.outcome is Outcome.APPROVED:
        letter = pins.with_new_pin(outside, tx, seen.application, letter)
    officer, second = decision.officer_id, decision.countersigned_by
    transition(
        outside,
        tx,
        seen.application,
        ACTIONS[decision.outcome],
        by=actor,
        change=DecisionTaken(
            officer, decision.decided_at, papers_of(seen, asked), is_countersigned=second is not None
        ),
        told=_told(decision, asked),
        letter=letter,
    )
    return decision


def _told(decision: Decision, asked: tuple[DocumentRequest, ...]) -> dict[str, Any]:
    """Return what the audit keeps of a decision."""
    values: dict[str, Any] = {
        "outcome": decision.outcome,
        "reasons": decision.reasons,
        "documents": [row.name for row in asked],
        "overruled": decision.overruled,
    }
    more = {
        "officer": str(decision.officer_id) if decision.countersigned_by else "",
        "without_notice": decision.without_notice,
        "reconsidered": decision.reconsidered,
        "checklist": decision.checklist,
    }
    return values | {name: value for name, value in more.items() if value}


def preview_of(
    outside: OutcomesPorts, tx: Transaction, seen: Overview, draft: Draft, officer_id: UUID
) -> letters.Preview:
    """Return what an outcome would send; its PIN is made only then."""
    decision = decision_of(outside, seen, draft, officer_id)
    told = letters.outcome(outside, tx, seen, decision, asked_by(outside, decision, draft))
    if draft.outcome is Outcome.APPROVED:
        told = told.telling(pins.expiry(outside))
    return letters.preview(outside, tx, told, pin=NO_PIN_YET)


def reopen(outside: OutcomesPorts, tx: Transaction, actor: Actor, application: Application) -> Application:
    """Let the applicant give again what was asked for, because what followed was taken back."""
    return transition(outside, tx, application, Action.REOPEN, by=actor)
