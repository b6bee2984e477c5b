"""Decisions beside what the rules had said, in the tests' store."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from core.domain.application import Decision
from core.domain.facts import Facts
from core.domain.ports import Transaction
from core.domain.proceedings import UndoneDecision
from core.domain.review_port import Reviewed
from core.domain.rules import Judgement


class MemoryReview:
    """The Review port over one transaction."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def decisions(self, since: datetime, officer: UUID | None = None) -> list[Reviewed]:
        """Return the decisions given from an instant on: everybody's, or one officer's."""
        whose: dict[str, Any] = {"officer_id": officer} if officer else {}
        given = self._tx.find(Decision, order="decided_at", **whose)
        undone = {it.decision_id for it in self._tx.find(UndoneDecision)}
        return [self._reviewed(it) for it in given if it.decided_at >= since and it.id not in undone]

    def _reviewed(self, given: Decision) -> Reviewed:
        told = Reviewed(
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
