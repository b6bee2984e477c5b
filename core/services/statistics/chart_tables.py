"""A chart's table as a file: what was counted stands above it, numbers are numbers."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from core.domain.statistics.chart import Chart
from core.services.workbooks import workbook

BYTE_ORDER_MARK = "\ufeff"
"""Tells spreadsheets that the accents are UTF-8."""


def csv_table(chart: Chart, about: Sequence[str], mark: str) -> bytes:
    """Return the table as CSV."""
    out = io.StringIO()
    csv.writer(out).writerows(
        [f"{it:g}" if isinstance(it, float | int) else it for it in row] for row in _lines(chart, about, mark)
    )
    return f"{BYTE_ORDER_MARK}{out.getvalue()}".encode()


def xlsx_table(chart: Chart, about: Sequence[str], mark: str) -> bytes:
    """Return the table as an XLSX workbook of one sheet."""
    above, columns, rows = _parts(chart, about, mark)
    return workbook(above, columns, rows)


def _lines(chart: Chart, about: Sequence[str], mark: str) -> list[list[Any]]:
    above, columns, rows = _parts(chart, about, mark)
    return [*above, [], columns, *rows]


def _parts(
    chart: Chart, about: Sequence[str], mark: str
) -> tuple[list[list[Any]], list[str], list[list[Any]]]:
    """Return what was counted, the headings, and the rows, each with what marks made-up data."""
    more = [mark] if mark else []
    rows = [[it.text if it.value is None else it.value for it in row] for row in chart.rows]
    columns = [*chart.columns, *([""] if mark else [])]
    return [[it, *more] for it in about], columns, [[*row, *more] for row in rows]
