"""A table as an XLSX workbook of one sheet: what it is about stands above it; numbers and days are such."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import pandas as pd

Cell = str | int | float | date | None
WRITTEN_AS_IS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""No text of a cell is ever carried out, followed or counted."""


def workbook(
    above: Sequence[Sequence[Cell]], columns: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> bytes:
    """Return a workbook: lines about the table, an empty one, the headings, the rows."""
    out, frame = io.BytesIO(), pd.DataFrame(list(rows), columns=list(columns), dtype=object)
    options: dict[str, Any] = {"options": WRITTEN_AS_IS}
    book: Any = pd.ExcelWriter  # whose type pandas leaves partly unknown
    with book(out, engine="xlsxwriter", date_format="yyyy-mm-dd", engine_kwargs=options) as writer:
        frame.to_excel(writer, sheet_name="1", index=False, startrow=len(above) + 1)  # pyright: ignore[reportUnknownMemberType] pandas' own
        sheet = writer.sheets["1"]
        for place, line in enumerate(above):
            sheet.write_row(place, 0, line)
    return out.getvalue()
