"""The one door through which an application's state changes, and all that follows from the change.

Source: ADR 0020.
"""

from collections.abc import Mapping
from typing import Any, Protocol

from core.domain.accounts.identity import Actor
from core.domain.application.application import Application, Message
from core.domain.application.changes import ApplicationChange, AtWork, ChangedHands, Laned, Placed, Profiled
from core.domain.application.lifecycle import Action, ActionEffect, move_of
from core.domain.desk.request_age import turned
from core.domain.ports.secrets import MakesKeys, MakesSecrets
from core.domain.ports.store import Transaction
from core.domain.ports.time import HasWorkingDays, HasZone, TellsTime
from core.services.audit import record
from core.services.ledger import enter


class TransitionPorts(TellsTime, HasZone, HasWorkingDays, MakesKeys, MakesSecrets, Protocol):
    """What transition asks of the outside world."""


NOTHING: Mapping[str, Any] = {}


def transition(
    outside: TransitionPorts,
    tx: Transaction,
    application: Application,
    action: Action,
    *,
    by: Actor,
    change: ApplicationChange | None = None,
    told: Mapping[str, Any] = NOTHING,
    letter: Message | None = None,
) -> Application:
    """Do an action to an application, with all that follows, in the transaction at hand; return it as kept.

    Shapes: where it changes hands its clock turns and claim, hold and notice end, before `change` is applied;
            `told` are the values of the audit entry.
    Raises: StateError saying what is possible instead; StaleError when somebody else changed it first.
    """
    move = move_of(application, action, by.role, outside.open_day())
    after = _handed_over(outside, move.on(application), move.effect)
    if change:
        after = change.on(after)
    kept = record(outside, tx, after, move.effect.event, by, **told)
    enter(outside, tx, kept, move.effect.event)
    if letter:
        tx.add(letter)
    return kept


def begin(
    outside: TransitionPorts,
    tx: Transaction,
    application: Application,
    profile: Profiled,
    *,
    by: Actor,
    told: Mapping[str, Any],
) -> Application:
    """Keep an application just opened, with its first entry."""
    opened = profile.on(application)
    tx.add(opened)
    kept = record(outside, tx, opened, "application.opened", by, **told)
    enter(outside, tx, kept, "application.opened")
    return kept


def refuse_impossible(outside: TransitionPorts, application: Application, action: Action, by: Actor) -> None:
    """Refuse an action that may not be done now, before anything is prepared for it.

    Raises: StateError saying what is possible instead.
    """
    move_of(application, action, by.role, outside.open_day())


def set_right(tx: Transaction, application: Application, change: AtWork | Placed | Laned) -> Application:
    """Keep what is no event: an officer at work, a lane judged anew, what an older edition did not know."""
    return tx.replace(change.on(application))


def _handed_over(outside: TransitionPorts, application: Application, effect: ActionEffect) -> Application:
    """Return an application as it is once it has changed hands; as it was where it has not."""
    if effect.turns is None:
        return application
    clock = turned(application.clock, application.state, outside.today(), outside.working_days)
    return ChangedHands(outside.now(), clock, effect.mark, effect.turns).on(application)
