"""The officers' queue: who waits, for how long, and what came back with new documents.

Source: guide 3.0, 3.6.
"""

from collections.abc import Sequence
from datetime import date, datetime
from urllib.parse import quote

from core.bootstrap import portal
from core.domain.application import Application, local_day
from core.services.finding import Found
from core.settings import settings
from pages.parts.session import Here, language, say, written
from pages.parts.tables import Link, table


def submitted_table(here: Here, rows: Sequence[Application]) -> str:
    """Return the HTML of the requests to decide, in the order given."""
    words = ("reference", "name", "regulator", "submitted_on", "waiting", "mark")
    cells = [[*_known(row), _waiting(row), _mark(here, row)] for row in rows]
    return table(say("queue.to_decide"), [say(f"queue.{word}") for word in words], cells)


def awaiting_table(rows: Sequence[Application]) -> str:
    """Return the HTML of the requests whose applicants owe documents."""
    words = ("reference", "name", "regulator", "submitted_on", "asked_on")
    cells = [[*_known(row), written(_day(row.decided_at))] for row in rows]
    return table(say("queue.awaiting"), [say(f"queue.{word}") for word in words], cells)


def found_table(rows: Sequence[Found]) -> str:
    """Return the HTML of the requests a search found."""
    words = ("reference", "name", "regulator", "submitted_on", "state")
    cells = [[*_known(it.application), say(f"staff.state_{it.application.state}")] for it in rows]
    return table(say("queue.found"), [say(f"queue.{word}") for word in words], cells)


def _known(row: Application) -> list[str | Link]:
    """Return the cells that every table shows of a request."""
    address = Link(f"/case?request={quote(row.reference)}", row.reference)
    return [address, row.name, regulator_name(row), written(_day(row.submitted_at))]


def regulator_name(row: Application) -> str:
    """Return the name of a request's regulator."""
    regulators = portal().library.questionnaire.regulators
    return next((it.name.of(language()) for it in regulators if it.code == row.regulator), row.regulator)


def _waiting(row: Application) -> str:
    today = local_day(portal().outside.now(), settings().zone)
    days = (today - _day(row.submitted_at)).days
    word = "today" if days == 0 else "one_day" if days == 1 else "days"
    return say(f"queue.{word}", days=days)


def _day(instant: datetime | None) -> date:
    """Return the portal's day of an instant that a submitted request has."""
    if instant is None:
        raise AssertionError("unreachable: the queue holds what was submitted")
    return local_day(instant, settings().zone)


def _mark(here: Here, row: Application) -> str:
    """Return whether a request came back, and to whom."""
    if row.round < 2:
        return say("queue.new")
    mine = row.officer_id == here.actor.account_id
    return say("queue.returned_to_you" if mine else "queue.returned_to_other")
