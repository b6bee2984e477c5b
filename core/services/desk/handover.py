"""What changes on a request whenever it changes hands: its clock, its claim, its place on the desk."""

from collections.abc import Mapping
from typing import Any

from core.domain.application.application import Application, Event
from core.domain.application.overview import Overview
from core.domain.desk.claim import NO_CLAIM
from core.domain.desk.request_age import turned as clock_turned
from core.domain.desk.request_age import turns
from core.domain.desk.view import search_key
from core.domain.ports import Outside, Transaction
from core.services.loading import read_answers

NOT_WAITING: dict[str, Any] = {"held_until": None, "held_for": "", "answer_by": None}


def turned(outside: Outside, application: Application, mark: str = "", turns: int = 0) -> dict[str, Any]:
    """Return what changes once a request was sent, returned or decided; its state is already the new one.

    Shapes: `turns` counts what is neither a submission nor a decision, `mark` says why it came back.
    """
    clock = clock_turned(application, outside.today(), outside.working_days)
    told = {"changed_at": outside.now(), "mark": mark, "turns": application.turns + turns}
    return {**told, **NO_CLAIM, **NOT_WAITING, **clock}


def sought_by(application: Application, known: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return the columns by which the desk finds a request."""
    number = str(known.get("membership_number", ""))
    return {
        "province": str(known.get("province", "")).removeprefix("CA-"),
        "search_key": search_key(name, number, application.reference),
    }


def as_counted(outside: Outside, tx: Transaction, application: Application) -> Application:
    """Return a request of an edition that had no desk, as the desk would have kept it."""
    events = tx.find(Event, subject_id=application.id, order="number")
    state, seen = application.state, read_answers(outside, tx, application)
    for turn in turns(events, outside.zone):
        application = application.model_copy(update={"state": turn.state})
        clock = clock_turned(application, turn.day, outside.working_days)
        application = application.model_copy(update=clock)
    return application.model_copy(update={"state": state, **_kept(seen)})


def _kept(seen: Overview) -> dict[str, Any]:
    application = seen.application
    instants = [it for it in (application.submitted_at, application.decided_at) if it]
    sought = sought_by(application, seen.known, application.name)
    return {"changed_at": max(instants, default=None), **sought}
