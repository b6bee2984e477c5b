"""Keeps the ledger of figures, in the transaction of the change it tells of."""

from typing import Protocol

from core.domain.application.application import Answer, Application, Decision, Submission
from core.domain.application.proceedings import UndoneDecision
from core.domain.application.question_wording import HelpOpened
from core.domain.ports.secrets import MakesKeys
from core.domain.ports.store import Transaction
from core.domain.ports.time import HasWorkingDays, HasZone
from core.domain.rules.early_findings import RuleTold, tellings
from core.domain.statistics.ledger import (
    GIVEN,
    REACHED,
    TAKEN_BACK,
    Course,
    OutcomeEntry,
    StepEntry,
    standing,
    stepped,
    taken_back,
)


class LedgerPorts(HasWorkingDays, HasZone, MakesKeys, Protocol):
    """What the ledger asks of the outside world."""


SECOND = 2
"""A question whose answer was given so many times was answered again."""


def enter(outside: LedgerPorts, tx: Transaction, after: Application, event: str) -> None:
    """Add to the ledger what an event of the audit changed: the one place where figures begin.

    Shapes: `after` is the request as it now stands.
    """
    if event in GIVEN:
        entry = standing(_course(tx, after), outside.working_days, outside.zone)
        if entry:
            tx.add(entry)
    elif event in TAKEN_BACK:
        entry = taken_back(tx.find(OutcomeEntry, application_id=after.id), outside.new_id())
        if entry:
            tx.add(entry)
    elif event in REACHED and (after.submitted_at is None or after.round == 1):
        before = tx.find(StepEntry, application_id=after.id)
        for row in stepped(before, after, REACHED[event], outside.new_id):
            tx.add(row)


def _course(tx: Transaction, after: Application) -> Course:
    """Read what an outcome's entry is made of; what cannot be there is not looked for."""
    id = after.id
    taken = tx.find(UndoneDecision, application_id=id) if after.turns else []
    undone = {it.decision_id for it in taken}
    decisions = [it for it in tx.find(Decision, application_id=id) if it.id not in undone]
    sent = tx.find(Submission, application_id=id) if after.round > 1 else ()
    again = [f"again:{it.question}" for it in tx.find(Answer, application_id=id, times=SECOND)]
    opened = [f"opened:{it.question}" for it in tx.find(HelpOpened, application_id=id)]
    told = tellings(tx.find(RuleTold, application_id=id, order="id"))
    return Course(after, decisions, sent, [*again, *opened], told)
