"""A view of the desk as a file: CSV of codes for machines, an XLSX workbook in words for people.

Neither can make a spreadsheet run anything.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Protocol
from uuid import UUID

from core.domain.application.application import Application
from core.domain.application.days import local_day
from core.domain.desk.claim import holder
from core.domain.desk.queues import order_of, wanted_of
from core.domain.desk.request_age import age
from core.domain.desk.view import Mark, View
from core.domain.ports.office import HasLibrary
from core.domain.ports.store import HasStore
from core.domain.ports.time import HasWorkingDays, HasZone, TellsTime
from core.services.desk.office import Office
from core.services.workbooks import Cell, workbook


class ExportsPorts(HasStore, TellsTime, HasZone, HasWorkingDays, HasLibrary, Protocol):
    """What exports ask of the outside world."""


BATCH = 1000
COLUMNS = (
    "reference", "name", "membership_number", "regulator", "province", "state", "submitted_on", "age",
    "proposed", "holder",
)  # fmt: skip
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""How a cell begins that a spreadsheet would carry out; the last four are the wide signs of East Asia.

Source: OWASP, CSV injection.
"""
BYTE_ORDER_MARK = "\ufeff"
"""Tells spreadsheets that the accents are UTF-8."""


def lines(outside: ExportsPorts, office: Office, view: View) -> Iterator[str]:
    """Yield the CSV piece by piece: the columns' names, then a thousand requests at a time, all in codes."""
    yield BYTE_ORDER_MARK + _written([COLUMNS])
    for found in _batches(outside, office, view):
        yield _written([[_code(it) for it in _cells(outside, office, row)] for row in found])


def book(outside: ExportsPorts, office: Office, view: View, language: str) -> bytes:
    """Return the workbook: what was looked at and when, then the rows with real days and numbers."""
    say = outside.library.say
    columns = [say(f"export.{column}", language) for column in COLUMNS]
    place = COLUMNS.index("state")
    rows: list[list[Cell]] = []
    for found in _batches(outside, office, view):
        for row in found:
            cells = _cells(outside, office, row)
            cells[place] = say(f"staff.state_{row.state}", language)
            rows.append(cells)
    return workbook(_about(outside, office, view, language, len(rows)), columns, rows)


def _about(outside: ExportsPorts, office: Office, view: View, language: str, count: int) -> list[list[Cell]]:
    """Return the queue, the day and how many; then each filter with its value in words."""
    say = outside.library.say
    filters = (it for it in view.told.items() if it[0] not in ("queue", "sort"))
    return [
        [say(f"queue.{view.queue}", language)],
        [say("export.made_on", language), outside.today()],
        [say("export.count", language), count],
        *([say(_word(name), language), _value(outside, office, name, it, language)] for name, it in filters),
    ]


def _word(name: str) -> str:
    return "queue.lane" if name == "lane" else f"filter.{name}"


def _value(outside: ExportsPorts, office: Office, name: str, code: str, language: str) -> Cell:
    """Return the value of a filter in words; a text or a regulator's code as it is."""
    library = outside.library
    words = {"state": "staff.state_", "lane": "queue.lane_", "when": "queue.when_"}
    if name in words:
        return library.say(f"{words[name]}{code}", language)
    if name == "age":
        return int(code)
    if name == "reason" and code in library.reasons:
        return library.reasons[code].label.of(language)
    if name == "officer":
        return office.names.get(UUID(code), code)
    return code


def _batches(outside: ExportsPorts, office: Office, view: View) -> Iterator[Sequence[Application]]:
    wanted, order, after = wanted_of(view, office.asking), order_of(view), None
    while True:
        with outside.store.read() as tx:
            found = tx.desk.page(wanted, order, after, BATCH)
        if found:
            yield found
        if len(found) < BATCH:
            return
        after = Mark(getattr(found[-1], order.column), found[-1].id)


def _written(rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def _harmless(cell: str) -> str:
    """Return a cell that a spreadsheet takes for text."""
    return f"'{cell}" if cell.startswith(FORMULA_SIGNS) else cell


def _code(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _cells(outside: ExportsPorts, office: Office, row: Application) -> list[Cell]:
    """Return a request's cells, one for each column."""
    has_it = holder(row, office.asking.idle_since)
    return [
        row.reference,
        row.name,
        row.membership_number,
        row.regulator,
        row.province,
        str(row.state),
        local_day(row.submitted_at, outside.zone) if row.submitted_at else None,
        age(row, outside.today(), outside.working_days),
        " ".join(row.proposed),
        office.names.get(has_it, "") if has_it else "",
    ]
