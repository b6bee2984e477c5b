"""The table of the desk: what each request needs, for how long it waits, what was found, who has it in hand.

Source: guide 3.0, 3.6.
"""

from dataclasses import replace
from datetime import date, datetime

from core.bootstrap import portal
from core.domain.application.application import Application, State
from core.domain.application.days import is_notice_over, local_day
from core.domain.desk.queues import QUEUES
from core.domain.desk.request_age import age, band, clock_runs
from core.domain.desk.view import View
from core.domain.rules.lanes import UNKNOWN
from core.services.desk.queues import Sight
from core.settings import settings
from pages.parts.desk.desk import address, has_mark
from pages.parts.shell.session import Here, language, say, written
from pages.parts.shell.tables import Cell, Chips, Link, Short, Sortable, table

COLUMNS = ("reference", "lane", "age", "name", "regulator", "findings", "papers", "holder")
SORTED_BY = frozenset({"name", "regulator", "age", "lane", "changed"})
"""Columns by which a view can be sorted."""
MARKS = 2
"""Findings told one by one in a row; the others are counted."""


def queue_table(here: Here, sight: Sight, view: View) -> str:
    """Return the HTML of one page of a view."""
    columns = [_column(view, word) for word in _columns(view)]
    cells = [_cells(here, sight, view, row) for row in sight.page.rows]
    return table(say(f"queue.{view.queue}"), columns, cells, "listing desk-rows")


def _columns(view: View) -> tuple[str, ...]:
    """Return the columns of a view: what is sorted by its latest change tells it."""
    is_by_change = "changed" in (view.sort or QUEUES[view.queue].sort)
    return (*COLUMNS[:3], "changed", *COLUMNS[3:]) if is_by_change else COLUMNS


def _cells(here: Here, sight: Sight, view: View, row: Application) -> list[Cell]:
    told: dict[str, Cell] = {
        "reference": Link(address(view, "/case", request=row.reference), row.reference),
        "lane": lane_cell(row),
        "age": _age(row, sight.today),
        "changed": written(_day(row.changed_at)),
        "name": Short(row.name, row.name, "whole"),
        "regulator": Short(row.regulator, regulator_name(row)),
        "findings": Chips(tuple(_marks(here, row, sight))),
        "papers": Short(
            f"{row.papers_given}/{row.papers_expected}",
            say("queue.papers_of", given=row.papers_given, expected=row.papers_expected),
        ),
        "holder": _holder(here, row, sight),
    }
    return [told[name] for name in _columns(view)]


def lane_cell(row: Application) -> Short:
    """Return what is proposed of a request, or where it stands once it is decided or its applicant's turn."""
    if row.state is State.SUBMITTED and row.lane:
        told = say(f"queue.lane_{row.lane}")
        return Short(told, told, f"lane {row.lane}")
    return Short(say(f"queue.state_{row.state}"), say(f"staff.state_{row.state}"), "lane state")


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


def _age(row: Application, today: date) -> Short:
    """Return an age in short, with the word and the colour of what it means.

    Units: working days.
    """
    days = age(row, today, portal().outside.working_days) or 0
    kind = band(days, settings().amber_days, settings().red_days) if clock_runs(row.state) else "stopped"
    short = say(f"queue.short_{kind}", days=days)
    whole = say("queue.whole_age", age=age_text(row, today), told=say(f"queue.{kind}"))
    return Short(short, whole, f"age {kind}")


def _day(instant: datetime | None) -> date:
    """Return the portal's day of an instant that a submitted request has."""
    if instant is None:
        raise AssertionError("unreachable: the queue holds what was submitted")
    return local_day(instant, settings().zone)


def _marks(here: Here, row: Application, sight: Sight) -> list[Short]:
    """Return why a request is here again, if it is, then what the rules found in it."""
    again = _again(here, row, sight.today)
    found = [_mark(code) for code in row.marks] if row.state is State.SUBMITTED else []
    shown = [*again, *found[:MARKS]]
    if more := found[MARKS:]:
        shown.append(Short(f"+{len(more)}", ", ".join(it.whole for it in more), "chip"))
    return shown


def _mark(code: str) -> Short:
    """Return the mark of a rule that fails, or of one that could not be evaluated."""
    rule = code.removeprefix(UNKNOWN)
    known = next((it for it in portal().outside.rule_book.rules if it.id == rule), None)
    whole = known.officer.of(language()) if known else rule
    short = say(f"marks.{rule}") if has_mark(rule) else known.title.of(language()) if known else rule
    if code == rule:
        return Short(short, whole, "chip")
    told = known.title.of(language()) if known else rule
    return Short(f"? {short}", say("queue.not_evaluated", rule=told), "chip unknown")


def _again(here: Here, row: Application, today: date) -> list[Short]:
    """Return whether a request is on hold or came back, and to whom; nothing of a first submission."""
    if row.held_until and row.held_until >= today:
        told = say("queue.held", until=row.held_until, reason=hold_text(row))
        return [Short(say("queue.held_short", until=row.held_until), told, "chip again")]
    is_over = is_notice_over(row, today)
    if row.state is not State.SUBMITTED and not is_over:
        return []
    mark = "notice_over" if is_over else row.mark
    word = mark or ("came_back" if row.round > 1 else "")
    if not word:
        return []
    told = say(f"queue.{word}")
    if word != "reconsideration":
        mine = row.officer_id == here.actor.account_id
        told = say("queue.for_you" if mine else "queue.for_other", told=told)
    return [Short(say(f"queue.{word}_short"), told, "chip again")]


def hold_text(row: Application) -> str:
    """Return what a request on hold waits for."""
    return portal().library.holds[row.held_for].text.of(language())


def _holder(here: Here, row: Application, sight: Sight) -> str:
    """Return who has a request in hand; nothing where nobody has."""
    has_it = sight.holders.get(row.id)
    if has_it is None:
        return ""
    return say("queue.you") if has_it == here.actor.account_id else sight.office.names.get(has_it, "")


def mark_text(code: str) -> str:
    """Return the short words of a finding's mark."""
    return _mark(code).text
