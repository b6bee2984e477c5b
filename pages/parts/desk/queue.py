"""The tables of the desk: who waits, for how long, what came back and for whom, who has it in hand.

Source: guide 3.0, 3.6.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from urllib.parse import quote

from core.bootstrap import portal
from core.domain.application.application import Application, State
from core.domain.application.days import is_notice_over, local_day
from core.domain.desk.queues import QUEUES
from core.domain.desk.request_age import age, band, clock_runs
from core.domain.desk.view import View
from core.services.desk.queues import Sight
from core.services.desk.search import Found
from core.settings import settings
from pages.parts.desk.desk import address
from pages.parts.shell.session import Here, language, say, written
from pages.parts.shell.tables import Cell, Link, Marked, Sortable, table

COLUMNS = ("reference", "name", "regulator", "age", "changed", "mark", "holder")
SORTED_BY = frozenset({"name", "regulator", "age", "changed"})
"""Columns by which a view can be sorted."""


def queue_table(here: Here, sight: Sight, view: View) -> str:
    """Return the HTML of one page of a view."""
    cells = [_cells(here, sight, row) for row in sight.page.rows]
    return table(say(f"queue.{view.queue}"), [_column(view, word) for word in COLUMNS], cells)


def _cells(here: Here, sight: Sight, row: Application) -> list[Cell]:
    return [
        Link(f"/case?request={quote(row.reference)}", row.reference),
        row.name,
        regulator_name(row),
        _age(row, sight.today),
        written(_day(row.changed_at)),
        _mark(here, row, sight.today),
        _holder(here, row, sight),
    ]


def found_table(rows: Sequence[Found]) -> str:
    """Return the HTML of the requests a search found."""
    words = ("reference", "name", "regulator", "submitted_on", "state")
    cells = [
        [
            Link(f"/case?request={quote(it.application.reference)}", it.application.reference),
            it.application.name,
            regulator_name(it.application),
            written(_day(it.application.submitted_at)),
            say(f"staff.state_{it.application.state}"),
        ]
        for it in rows
    ]
    return table(say("queue.found"), [say(f"queue.{word}") for word in words], cells)


def _column(view: View, word: str) -> str | Sortable:
    """Return a column's name; a second press on the one that sorts turns the order around."""
    text, now = say(f"queue.{word}"), view.sort or QUEUES[view.queue].sort
    if word not in SORTED_BY:
        return text
    if now.removeprefix("-") != word:
        return Sortable(address(replace(view, sort=f"-{word}" if word == "age" else word)), text)
    down = now.startswith("-")
    turned = word if down else f"-{word}"
    return Sortable(address(replace(view, sort=turned)), text, "descending" if down else "ascending")


def regulator_name(row: Application) -> str:
    """Return the name of a request's regulator."""
    regulators = portal().library.questionnaire.regulators
    return next((it.name.of(language()) for it in regulators if it.code == row.regulator), row.regulator)


def age_text(row: Application, today: date) -> str:
    """Return how old a request is, in working days."""
    days = age(row, today, portal().outside.working_days) or 0
    word = "today" if days == 0 else "one_day" if days == 1 else "days"
    return say(f"queue.{word}", days=days)


def _age(row: Application, today: date) -> Cell:
    """Return an age with the word, and the colour, of what it means.

    Units: working days, as the column's name says.
    """
    days = age(row, today, portal().outside.working_days) or 0
    kind = band(days, settings().amber_days, settings().red_days) if clock_runs(row.state) else "stopped"
    return Marked(str(days), say(f"queue.{kind}"), kind)


def _day(instant: datetime | None) -> date:
    """Return the portal's day of an instant that a submitted request has."""
    if instant is None:
        raise AssertionError("unreachable: the queue holds what was submitted")
    return local_day(instant, settings().zone)


def _mark(here: Here, row: Application, today: date) -> str:
    """Return whether a request is new, on hold or came back, and to whom; else its state."""
    if row.held_until and row.held_until >= today:
        return say("queue.held", until=row.held_until, reason=hold_text(row))
    is_over = is_notice_over(row, today)
    if row.state is not State.SUBMITTED and not is_over:
        return say(f"staff.state_{row.state}")
    mark = "notice_over" if is_over else row.mark
    if not mark:
        return _unmarked(here, row)
    if mark == "reconsideration":
        return say("queue.reconsideration")
    mine = row.officer_id == here.actor.account_id
    return say("queue.for_you" if mine else "queue.for_other", told=say(f"queue.{mark}"))


def _unmarked(here: Here, row: Application) -> str:
    if row.round < 2:
        return say("queue.new")
    mine = row.officer_id == here.actor.account_id
    return say("queue.returned_to_you" if mine else "queue.returned_to_other")


def hold_text(row: Application) -> str:
    """Return what a request on hold waits for."""
    return portal().library.holds[row.held_for].text.of(language())


def _holder(here: Here, row: Application, sight: Sight) -> str:
    has_it = sight.holders.get(row.id)
    if has_it is None:
        return say("queue.nobody")
    return say("queue.you") if has_it == here.actor.account_id else sight.office.names.get(has_it, "")
