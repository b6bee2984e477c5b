"""The officers' checklist: answered per officer and submission, asked for before a decision, kept with it.

Source: guide 3.0.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from core.domain.accounts.identity import Actor, Role
from core.domain.application.application import Outcome
from core.domain.application.overview import Overview
from core.domain.decisions.checklist import Checklist, ChecklistAnswer, checklist
from core.domain.errors import NotFoundError, StateError
from core.domain.ports.office import HasLibrary
from core.domain.ports.secrets import MakesKeys
from core.domain.ports.store import HasStore, Transaction
from core.domain.ports.time import TellsTime
from core.services.decisions.page_looks import refuse_unlooked
from core.services.desk.readiness import refuse_barred
from core.services.overviews import read_overview, read_submitted
from core.services.ownership import account_of
from core.services.rights import may


class ChecklistsPorts(HasStore, TellsTime, MakesKeys, HasLibrary, Protocol):
    """What the checklist asks of the outside world."""


def checklist_of(outside: HasLibrary, tx: Transaction, officer_id: UUID, seen: Overview) -> Checklist:
    """Return what an officer is asked about a request's latest submission, and what she answered."""
    application = seen.application
    said = tx.find(
        ChecklistAnswer, application_id=application.id, account_id=officer_id, round=application.round
    )
    return checklist(outside.library.checklist, seen.documents or {}, said)


def refuse_unchecked(
    outside: HasLibrary, tx: Transaction, actor: Actor, seen: Overview, outcome: Outcome
) -> None:
    """Refuse a decision before every item is answered, and an approval where one does not hold.

    Raises: StateError with how many.
    """
    mine = checklist_of(outside, tx, account_of(actor), seen)
    if code := fault_of(mine, outcome):
        raise StateError(code, count=len(mine.unanswered or mine.failing))


def fault_of(mine: Checklist, outcome: Outcome) -> str:
    """Return the code of what the checklist has against an outcome, or nothing."""
    if mine.unanswered:
        return "checklist_unanswered"
    return "checklist_fails" if mine.failing and outcome is Outcome.APPROVED else ""


@dataclass(frozen=True)
class Checklists:
    """The verbs of the checklist."""

    outside: ChecklistsPorts

    @may(Role.OFFICER)
    def look(self, actor: Actor, application_id: UUID) -> Checklist:
        """Return what the officer is asked about a request, and what she answered."""
        with self.outside.store.read() as tx:
            seen = read_overview(self.outside, tx, read_submitted(tx, application_id))
            return checklist_of(self.outside, tx, account_of(actor), seen)

    @may(Role.OFFICER)
    def answer(self, actor: Actor, application_id: UUID, holds: Mapping[str, bool]) -> None:
        """Keep what the officer says of items, by code, once she has looked at the pages they are about.

        Raises: StateError for who has not looked, or knows the person; NotFoundError for what is not asked.
        """
        with self.outside.store.write() as tx:
            seen = read_overview(self.outside, tx, read_submitted(tx, application_id))
            refuse_barred(seen.application, actor)
            refuse_unlooked(tx, actor, seen)
            before = checklist_of(self.outside, tx, account_of(actor), seen)
            if not holds.keys() <= {it.code for it in before.items}:
                raise NotFoundError("not_found")
            for code in (it for it in holds if before.answers.get(it) is not holds[it]):
                tx.add(self._answer(actor, seen, code, holds=holds[code]))

    def _answer(self, actor: Actor, seen: Overview, code: str, *, holds: bool) -> ChecklistAnswer:
        return ChecklistAnswer(
            id=self.outside.new_id(),
            application_id=seen.application.id,
            account_id=account_of(actor),
            round=seen.application.round,
            code=code,
            holds=holds,
            answered_at=self.outside.now(),
        )
