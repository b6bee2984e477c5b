"""Makes files of charts: pictures, and a report on paper, drawn by the specification the screen draws."""

import io
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import vl_convert

from core.adapters.printing.pagination import Piece, PrintedSection, paginate
from core.adapters.printing.parts import heading, paragraph
from core.adapters.printing.sheet import (
    BODY_WIDTH,
    GRID,
    HEADING,
    HEIGHT,
    MARGIN,
    REGULAR,
    SHADE,
    Sheet,
)
from core.adapters.printing.words import PaperWords
from core.domain.application.content import Text
from core.domain.statistics.chart import Chart, ChartCell, Report, specification

SCALE = 2
"""Pixels of a picture for each of its drawing: sharp on paper and on a projector."""
TOP, FOOT = 20.0, HEIGHT - 18.0
WIDTH, PICTURE, LEAD_SIZE = 640, BODY_WIDTH * 0.85, 12.0
"""A picture's width for the screen and on paper, and the size of what leads."""
TITLE_SIZE, TITLE_LEADING, TEXT_SIZE, TABLE_SIZE, LEADING, PAD, GAP = 18.0, 8.0, 10.4, 8.4, 4.0, 1.2, 1.5
NAMED_WIDTH = 0.36
"""How much of a table's width the names of its rows take."""


class ChartPainter:
    """The Painter port: pictures by Vega-Lite's own drawing, a report of two pages on US letter paper."""

    def __init__(self, words: Mapping[str, Text]) -> None:
        self._words = words

    def picture(self, chart: Chart, language: str, mark: str) -> bytes:
        """Draw a chart as a PNG picture, with its title and whether its data are made up."""
        return _png(
            chart, language, {"text": chart.title, "subtitle": mark} if mark else {"text": chart.title}
        )

    def report(self, report: Report) -> bytes:
        """Draw the answer, its figures and pictures on one page, the tables and the method after it."""
        spoken = PaperWords(self._words, report.language)
        sheet = Sheet(report.title, report.language)
        opening = (
            _title(sheet, report.title), paragraph(sheet, report.lead, LEAD_SIZE),
            _figures(sheet, report.figures),
            *(paragraph(sheet, it, TEXT_SIZE) for it in report.about),
        )  # fmt: skip
        drawn = [
            it for chart in report.charts if chart.is_drawn for it in _drawn(sheet, chart, report.language)
        ]
        tables = [_section(sheet, it) for it in report.charts if it.rows]
        method = PrintedSection(tuple(paragraph(sheet, it, TEXT_SIZE) for it in report.method))
        pages = paginate([PrintedSection((*opening, *drawn)), *tables, method], FOOT - TOP)
        for number, pieces in enumerate(pages, start=1):
            if number > 1:
                sheet.add_page()
            _foot(sheet, report.mark, spoken.say("page", page=number, pages=len(pages)))
            for piece, y in pieces:
                piece.draw(TOP + y)
        return bytes(sheet.output())


@cache
def _learn_type() -> None:
    vl_convert.register_font_directory(str(Path(REGULAR).parent))


def _png(chart: Chart, language: str, title: Any = None) -> bytes:
    _learn_type()
    size = {"width": WIDTH, "height": chart.height, "autosize": {"type": "fit", "contains": "padding"}}
    whole = {**specification(chart, language), **size, "data": {"values": list(chart.values)}}
    whole |= {"title": title, "background": "white"} if title else {}
    return vl_convert.vegalite_to_png(json.dumps(whole), scale=SCALE, allowed_base_urls=[])


def _drawn(sheet: Sheet, chart: Chart, language: str) -> tuple[Piece, ...]:
    """Return a chart's title and picture."""
    data = _png(chart, language)
    height = PICTURE * chart.height / WIDTH

    def show(y: float) -> None:
        alt = f"{chart.title}. {chart.says}"
        sheet.image(io.BytesIO(data), MARGIN, y, PICTURE, height, keep_aspect_ratio=True, alt_text=alt)

    return heading(sheet, chart.title), paragraph(sheet, chart.says, TABLE_SIZE), Piece(height + 2, show)


def _figures(sheet: Sheet, figures: Sequence[tuple[str, str, str]]) -> Piece:
    """Return the figures in a row: label, value, and what is to know of it."""
    width = BODY_WIDTH / max(len(figures), 1)
    labels = [sheet.wrap(label, width - 2 * PAD, TABLE_SIZE) for label, _, _ in figures]
    notes = [sheet.wrap(note, width - 2 * PAD, TABLE_SIZE) for _, _, note in figures]
    tall = max((len(it) for it in labels), default=0) * LEADING + 2 * PAD
    height = tall + TITLE_LEADING + max((len(it) for it in notes), default=0) * LEADING + PAD

    def show(y: float) -> None:
        for place, (_, value, _) in enumerate(figures):
            x = MARGIN + place * width
            sheet.box(x, y, width, height, None, GRID)
            with sheet.tagged("P"):
                sheet.say(x + PAD, y + PAD, labels[place], TABLE_SIZE, leading=LEADING)
                sheet.say(x + PAD, y + tall, [value], LEAD_SIZE, "B", HEADING, TITLE_LEADING)
                sheet.say(x + PAD, y + tall + TITLE_LEADING, notes[place], TABLE_SIZE, leading=LEADING)

    return Piece(height + 3, show)


def _section(sheet: Sheet, chart: Chart) -> PrintedSection:
    """Return a chart's table."""
    rows = [_row(sheet, [ChartCell(it) for it in chart.columns], is_head=True)]
    rows += [_row(sheet, row) for row in chart.rows]
    return PrintedSection(
        tuple(rows), heading(sheet, chart.title), heading(sheet, chart.title, repeated=True)
    )


def _row(sheet: Sheet, cells: Sequence[ChartCell], *, is_head: bool = False) -> Piece:
    first = BODY_WIDTH * NAMED_WIDTH
    other = (BODY_WIDTH - first) / max(len(cells) - 1, 1)
    widths = [first, *([other] * (len(cells) - 1))]
    style = "B" if is_head else ""
    told = [
        sheet.wrap(cell.text, width - 2 * PAD, TABLE_SIZE, style)
        for cell, width in zip(cells, widths, strict=True)
    ]
    height = max(len(lines) for lines in told) * LEADING + 2 * PAD

    def show(y: float) -> None:
        x = MARGIN
        for lines, width in zip(told, widths, strict=True):
            sheet.box(x, y, width, height, SHADE if is_head else None, GRID)
            with sheet.tagged("P"):
                sheet.say(x + PAD, y + PAD, lines, TABLE_SIZE, style, leading=LEADING)
            x += width

    return Piece(height, show)


def _title(sheet: Sheet, title: str) -> Piece:
    lines = sheet.wrap(title, BODY_WIDTH, TITLE_SIZE, "B")

    def show(y: float) -> None:
        with sheet.tagged("H1"):
            sheet.say(MARGIN, y, lines, TITLE_SIZE, "B", HEADING, TITLE_LEADING)

    return Piece(len(lines) * TITLE_LEADING + 2, show)


def _foot(sheet: Sheet, mark: str, page: str) -> None:
    with sheet.decoration():
        if mark:
            sheet.centre(8, [mark], TEXT_SIZE, "B")
        sheet.centre(FOOT + 4, [page], TABLE_SIZE)
