"""Decisions beside what the rules had said, in the tests' store."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from core.domain.application.application import Application, Decision, State
from core.domain.application.proceedings import (
    Countersignature,
    DraftDecision,
    Reconsideration,
    UndoneDecision,
)
from core.domain.decisions.review_port import ContestedDecision, DraftedDecision, Fate, ReviewedDecision
from core.domain.ports.store import Transaction
from core.domain.rules.facts import Facts
from core.domain.rules.rules import Judgement


class MemoryReview:
    """The Review port over one transaction."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def decisions(self, since: datetime, officer: UUID | None = None) -> list[ReviewedDecision]:
        """Return the decisions given from an instant on: everybody's, or one officer's."""
        whose: dict[str, Any] = {"officer_id": officer} if officer else {}
        given = self._tx.find(Decision, order="decided_at", **whose)
        undone = {it.decision_id for it in self._tx.find(UndoneDecision)}
        return [self._reviewed(it) for it in given if it.decided_at >= since and it.id not in undone]

    def _reviewed(self, given: Decision) -> ReviewedDecision:
        told = ReviewedDecision(
            officer_id=given.officer_id,
            outcome=given.outcome,
            reason_codes=given.reason_codes,
            overruled=tuple(it["rule"] for it in given.overruled),
            decided_at=given.decided_at,
        )
        made = self._tx.find(Judgement, application_id=given.application_id, order="-number")
        before = (it for it in made if self._tx.get(Facts, it.id).judged_at <= given.decided_at)
        for it in before:
            return replace(told, edition=it.edition, verdicts=it.verdicts, judged_on=it.judged_on)
        return told

    def drafts(self, since: datetime, officer: UUID | None = None) -> list[DraftedDecision]:
        """Return the decisions put to countersign from an instant on: everybody's, or one officer's."""
        whose: dict[str, Any] = {"officer_id": officer} if officer else {}
        made = (
            it for it in self._tx.find(DraftDecision, order="drafted_at", **whose) if it.drafted_at >= since
        )
        return [DraftedDecision(it.officer_id, it.cause, self._fate(it)) for it in made]

    def _fate(self, draft: DraftDecision) -> Fate:
        for verdict in self._tx.find(Countersignature, draft_id=draft.id):
            return Fate.SIGNED if verdict.agrees else Fate.SENT_BACK
        newest = self._tx.find(DraftDecision, application_id=draft.application_id, order="-number", limit=1)[
            0
        ]
        waits = self._tx.get(Application, draft.application_id).state is State.TO_COUNTERSIGN
        return Fate.WAITING if waits and newest.id == draft.id else Fate.TAKEN_BACK

    def contested(self, since: datetime, officer: UUID | None = None) -> list[ContestedDecision]:
        """Return the decisions contested or undone from an instant on: everybody's, or one officer's."""
        undone = self._tx.find(UndoneDecision)
        gone = {it.decision_id for it in undone}
        asked = [
            (it.asked_at, it.decision_id, self._looked_at(it, gone)) for it in self._tx.find(Reconsideration)
        ]
        told = [*asked, *((it.undone_at, it.decision_id, Fate.UNDONE) for it in undone)]
        rows = ((self._tx.get(Decision, id), fate) for at, id, fate in sorted(told) if at >= since)
        found = [ContestedDecision(given.officer_id, given.reason_codes, fate) for given, fate in rows]
        return [it for it in found if officer in (None, it.officer_id)]

    def _looked_at(self, asked: Reconsideration, gone: set[UUID]) -> Fate:
        given = self._tx.find(Decision, application_id=asked.application_id)
        found = (Fate(it.reconsidered) for it in given if it.reconsidered and it.id not in gone)
        return next(found, Fate.UNDECIDED)
