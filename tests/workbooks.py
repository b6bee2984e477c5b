"""Reads a workbook back: its cells as they stand, with what kind each is."""

import re
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def rows_of(data):
    """Return the rows of the only sheet; numbers and days are the numbers that a spreadsheet keeps."""
    book = ZipFile(BytesIO(data))
    strings = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
    texts = ["".join(it.itertext()) for it in strings.iter(f"{MAIN}si")]
    sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    return [[_cell(it, texts) for it in row.iter(f"{MAIN}c")] for row in sheet.iter(f"{MAIN}row")]


def formulas_of(data):
    """Return what the sheet would carry out."""
    return re.findall(r"<f\b|hyperlink", ZipFile(BytesIO(data)).read("xl/worksheets/sheet1.xml").decode())


def _cell(cell, texts):
    value = cell.find(f"{MAIN}v")
    if value is None:
        return ""
    return texts[int(value.text)] if cell.get("t") == "s" else float(value.text)
