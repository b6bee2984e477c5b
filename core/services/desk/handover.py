"""Gives requests of an edition that had no desk the columns that the desk would have kept."""

from typing import Protocol

from core.domain.application.application import Application, Event
from core.domain.application.changes import Placed
from core.domain.desk.request_age import clock_after, turns
from core.domain.desk.view import search_key
from core.domain.ports.office import HasLibrary
from core.domain.ports.store import Transaction
from core.domain.ports.time import HasWorkingDays, HasZone, TellsTime
from core.services.overviews import read_answers


class HandoverPorts(TellsTime, HasZone, HasWorkingDays, HasLibrary, Protocol):
    """What handover asks of the outside world."""


def place_of(outside: HandoverPorts, tx: Transaction, application: Application) -> Placed:
    """Return a request's place on the desk, from its events and its answers."""
    events = tx.find(Event, subject_id=application.id, order="number")
    known = read_answers(outside, tx, application).known
    number = str(known.get("membership_number", ""))
    return Placed(
        clock=clock_after(turns(events, outside.zone), outside.working_days),
        province=str(known.get("province", "")).removeprefix("CA-"),
        search_key=search_key(application.name, number, application.reference, str(known.get("email", ""))),
    )
