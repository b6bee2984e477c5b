"""Records what the days alone have brought about, before anything else is done to a request."""

from typing import Protocol

from core.domain.accounts.identity import PORTAL_ITSELF
from core.domain.application.application import Application
from core.domain.application.days import is_notice_over
from core.domain.application.lifecycle import Action
from core.domain.ports.secrets import MakesKeys, MakesSecrets
from core.domain.ports.store import Transaction
from core.domain.ports.time import HasWorkingDays, HasZone, TellsTime
from core.services.transition import transition


class OverduePorts(TellsTime, HasZone, HasWorkingDays, MakesKeys, MakesSecrets, Protocol):
    """What overdue asks of the outside world."""


def settled(outside: OverduePorts, tx: Transaction, application: Application) -> Application:
    """Return a request with the office again if nobody answered its notice in time, and record that it is.

    Shapes: no job need have run before.
    """
    if not is_notice_over(application, outside.open_day()):
        return application
    told = {"answer_by": str(application.answer_by)}
    return transition(outside, tx, application, Action.END_NOTICE, by=PORTAL_ITSELF, told=told)


def as_it_stands(outside: OverduePorts, application: Application) -> Application:
    """Return a request as it will be recorded to stand, for whoever only looks."""
    if not is_notice_over(application, outside.open_day()):
        return application
    return application.shown_without_notice()
