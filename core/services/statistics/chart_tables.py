"""A chart's table as a file: what was counted stands above it, numbers are numbers."""

import csv
import io
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from core.domain.statistics.chart import Chart

BYTE_ORDER_MARK = "\ufeff"
"""Tells spreadsheets that the accents are UTF-8."""
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
    f'"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
    f'ContentType="{SHEET}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
    f'ContentType="{SHEET}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="1" sheetId="1" '
    f'r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
"""What a workbook of one sheet without styles consists of, beside the sheet."""
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def csv_table(chart: Chart, about: Sequence[str], mark: str) -> bytes:
    """Return the table as CSV."""
    out = io.StringIO()
    csv.writer(out).writerows(
        [f"{it:g}" if isinstance(it, float | int) else it for it in row] for row in _lines(chart, about, mark)
    )
    return f"{BYTE_ORDER_MARK}{out.getvalue()}".encode()


def workbook(chart: Chart, about: Sequence[str], mark: str) -> bytes:
    """Return the table as an XLSX workbook of one sheet."""
    rows = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in _lines(chart, about, mark))
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as book:
        for name, text in (*PARTS.items(), ("xl/worksheets/sheet1.xml", sheet)):
            book.writestr(name, HEAD + text)
    return out.getvalue()


def _lines(chart: Chart, about: Sequence[str], mark: str) -> list[list[Any]]:
    """Return what was counted, an empty line, the headings, and the rows with what marks made-up data."""
    more = [mark] if mark else []
    rows = [[it.text if it.value is None else it.value for it in row] for row in chart.rows]
    above = [[it, *more] for it in about]
    return [*above, [], [*chart.columns, *([""] if mark else [])], *([*row, *more] for row in rows)]


def _cell(value: Any) -> str:
    if isinstance(value, float | int):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'
