"""Gives an outcome: the decision, what it asks for, its letter and its PIN, in one transaction.

Source: guide 3.0 to 3.5.
"""

from dataclasses import replace
from typing import Any
from uuid import UUID

from core.domain.accounts.identity import Actor
from core.domain.accounts.pin import PIN_SIGNS
from core.domain.application.application import Application, Decision, DocumentRequest, Outcome
from core.domain.application.lifecycle import moved
from core.domain.application.outcome_draft import Draft
from core.domain.application.overview import Overview
from core.domain.application.proceedings import drafted
from core.domain.ports import Outside, Transaction
from core.services.accounts import pins
from core.services.desk.handover import turned
from core.services.letters import letters
from core.services.recording import record

ACTIONS = {
    Outcome.APPROVED: "approve",
    Outcome.REFUSED: "refuse",
    Outcome.DOCUMENTS_REQUIRED: "require_documents",
}
PAST = {
    Outcome.APPROVED: "approved",
    Outcome.REFUSED: "refused",
    Outcome.DOCUMENTS_REQUIRED: "sent_back_for_documents",
}
NO_PIN_YET = "*" * PIN_SIGNS
AFTER_RECONSIDERATION = {Outcome.APPROVED: "overturned", Outcome.REFUSED: "upheld"}


def decision_of(outside: Outside, seen: Overview, draft: Draft, officer_id: UUID) -> Decision:
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
        reconsider_by=outside.practice.reconsider_by(outside.today()) if may_ask_again else None,
        reconsidered=AFTER_RECONSIDERATION.get(draft.outcome, "") if seen.is_reconsidered else "",
        round=seen.application.round,
        **drafted(draft),
    )


def asked_by(outside: Outside, decision: Decision, draft: Draft) -> tuple[DocumentRequest, ...]:
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
    outside: Outside, tx: Transaction, actor: Actor, seen: Overview, decision: Decision, draft: Draft
) -> None:
    """Let a decision take effect; the application seen already stands where it leads."""
    asked = asked_by(outside, decision, draft)
    tx.add(decision)
    for row in asked:
        tx.add(row)
    changed: dict[str, Any] = turned(outside, seen.application)
    # the very instant, by which a decision is known to be the last thing that happened
    changed |= {"decided_at": decision.decided_at, "changed_at": decision.decided_at}
    changed |= {"officer_id": decision.officer_id}
    seen = replace(seen, application=seen.application.model_copy(update=changed))
    told = letters.outcome(outside, tx, seen, decision, asked)
    if decision.outcome is Outcome.APPROVED:
        told = pins.with_new_pin(outside, tx, seen.application, told)
    tx.add(told)
    name = f"application.{PAST[decision.outcome]}"
    record(outside, tx, seen.application, name, actor, **_told(decision, asked))


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
    }
    return values | {name: value for name, value in more.items() if value}


def preview_of(
    outside: Outside, tx: Transaction, seen: Overview, draft: Draft, officer_id: UUID
) -> letters.Preview:
    """Return what an outcome would send; its PIN is made only then."""
    decision = decision_of(outside, seen, draft, officer_id)
    told = letters.outcome(outside, tx, seen, decision, asked_by(outside, decision, draft))
    if draft.outcome is Outcome.APPROVED:
        told = told.model_copy(update={"told": told.told | pins.expiry(outside)})
    return letters.preview(outside, tx, told, pin=NO_PIN_YET)


def reopen(outside: Outside, tx: Transaction, actor: Actor, application: Application) -> Application:
    """Let the applicant give again what was asked for, because what followed was taken back."""
    after = moved(application, "reopen", actor.role, outside.today())
    after = after.model_copy(update=turned(outside, after, turns=1))
    return record(outside, tx, after, "application.reopened", actor)
