"""What must hold before an officer may decide a request, or take it in hand."""

from typing import Protocol
from uuid import UUID

from core.domain.accounts.identity import Account, Actor
from core.domain.application.application import Application
from core.domain.application.overview import Overview
from core.domain.errors import StaleError, StateError
from core.domain.ports.office import HasLibrary
from core.domain.ports.secrets import MakesKeys, MakesSecrets
from core.domain.ports.store import Transaction
from core.domain.ports.time import HasWorkingDays, HasZone, TellsTime
from core.services.desk.overdue import settled
from core.services.overviews import read_overview, read_submitted


class ReadinessPorts(TellsTime, HasZone, HasWorkingDays, MakesKeys, MakesSecrets, HasLibrary, Protocol):
    """What readiness ask of the outside world."""


def ready(outside: ReadinessPorts, tx: Transaction, actor: Actor, application_id: UUID) -> Overview:
    """Return a submitted request that this officer may now decide, as far as she is concerned.

    Raises: NotFoundError; StateError while it is on hold, or for who has decided it once.
    """
    application = settled(outside, tx, read_submitted(tx, application_id))
    refuse_barred(application, actor)
    refuse_held(outside, application)
    return read_overview(outside, tx, application)


def refuse_barred(application: Application, actor: Actor) -> None:
    """Refuse whoever refused or countersigned a request that another officer must now look at.

    Raises: StateError.
    """
    if actor.account_id in application.barred:
        raise StateError("reconsidered_by_another")


def refuse_held(outside: ReadinessPorts, application: Application) -> None:
    """Refuse work on a request that is on hold.

    Raises: StateError saying until when.
    """
    if (hold := application.hold) and hold.lasts(outside.today()):
        raise StateError("on_hold", until=hold.until)


def refuse_stale(tx: Transaction, seen: Overview, seen_stage: int) -> None:
    """Refuse the second of two officers, and tell what the first one did.

    Raises: StaleError.
    """
    if seen.stage == seen_stage:
        return
    decision = seen.decision
    if decision is None or not seen.was_just_decided:
        raise StaleError("changed_meanwhile")
    by = tx.get(Account, decision.officer_id).name
    told = {"by": by, "at": decision.decided_at, "outcome": str(decision.outcome)}
    raise StaleError("decided_meanwhile", **told)
