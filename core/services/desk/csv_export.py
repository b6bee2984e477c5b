"""A view of the desk as a CSV file, which a spreadsheet opens and cannot be made to run."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol

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


class CsvExportPorts(HasStore, TellsTime, HasZone, HasWorkingDays, HasLibrary, Protocol):
    """What csv export asks of the outside world."""


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


def lines(outside: CsvExportPorts, office: Office, view: View, language: str) -> Iterator[str]:
    """Yield the file piece by piece: its heading, then a thousand requests at a time."""
    heading = [outside.library.say(f"export.{column}", language) for column in COLUMNS]
    yield BYTE_ORDER_MARK + _written([heading])
    wanted, order, after = wanted_of(view, office.asking), order_of(view), None
    while True:
        with outside.store.read() as tx:
            found = tx.desk.page(wanted, order, after, BATCH)
        if found:
            yield _written([_cells(outside, office, row, language) for row in found])
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


def _cells(outside: CsvExportPorts, office: Office, row: Application, language: str) -> list[str]:
    library = outside.library
    has_it = holder(row, office.asking.idle_since)
    return [
        row.reference,
        row.name,
        row.membership_number,
        row.regulator,
        row.province,
        library.say(f"staff.state_{row.state}", language),
        str(_day(outside, row)),
        str(age(row, outside.today(), outside.working_days)),
        " ".join(row.proposed),
        office.names.get(has_it, "") if has_it else "",
    ]


def _day(outside: CsvExportPorts, row: Application) -> date | str:
    return local_day(row.submitted_at, outside.zone) if row.submitted_at else ""
