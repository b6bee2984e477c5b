"""Makes files of charts: pictures, and a report on paper."""

import io
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

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
from core.domain.statistics.chart import Cell, Chart, Report
from core.services.statistics.chart_svg import draw

SCALE = 2
"""Pixels of a picture for each of its drawing: sharp on paper and on a projector."""
TOP, FOOT, TALLEST = 20.0, HEIGHT - 18.0, 150.0
TITLE_SIZE, TITLE_LEADING, TEXT_SIZE, TABLE_SIZE, LEADING, PAD, GAP = 18.0, 8.0, 10.4, 8.4, 4.0, 1.2, 1.5
NAMED_WIDTH = 0.36
"""How much of a table's width the names of its rows take."""


class ChartPainter:
    """The Painter port: pictures by resvg, reports on US letter paper."""

    def __init__(self, words: Mapping[str, Text]) -> None:
        self._words = words

    def picture(self, chart: Chart, mark: str) -> bytes:
        """Draw a chart as a PNG picture, with its title and whether its data are made up."""
        return _png(draw(chart, mark, headed=True))

    def report(self, report: Report) -> bytes:
        """Draw a page of figures as a PDF."""
        spoken = PaperWords(self._words, report.language)
        sheet = Sheet(report.title, report.language)
        opening = PrintedSection(
            (_title(sheet, report.title), *(paragraph(sheet, it) for it in report.about))
        )
        pages = paginate([opening, *(_section(sheet, it) for it in report.charts)], FOOT - TOP)
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


def _png(svg: str) -> bytes:
    _learn_type()
    return vl_convert.svg_to_png(svg, scale=SCALE)


def _section(sheet: Sheet, chart: Chart) -> PrintedSection:
    """Return a chart's part of the report: what it says, the picture, the table."""
    opening = [paragraph(sheet, chart.says, TEXT_SIZE), *([_picture(sheet, chart)] if chart.is_drawn else [])]
    table = [_row(sheet, [Cell(it) for it in chart.columns], is_head=True)] if chart.rows else []
    rows = [_row(sheet, row) for row in chart.rows]
    pieces = (_stacked(opening), *table, *rows)
    return PrintedSection(pieces, heading(sheet, chart.title), heading(sheet, chart.title, repeated=True))


def _stacked(pieces: Sequence[Piece]) -> Piece:
    """Return pieces as one, so that what a chart says never parts from it."""

    def show(y: float) -> None:
        y += GAP
        for piece in pieces:
            piece.draw(y)
            y += piece.height

    return Piece(sum(it.height for it in pieces) + GAP, show)


def _picture(sheet: Sheet, chart: Chart) -> Piece:
    svg = draw(chart)
    wide, high = (float(svg.split(f' {side}="')[1].split('"')[0]) for side in ("width", "height"))
    width = min(BODY_WIDTH * 0.8, TALLEST * wide / high)
    height = width * high / wide

    def show(y: float) -> None:
        sheet.image(io.BytesIO(_png(svg)), MARGIN, y, width, alt_text=f"{chart.title}. {chart.says}")

    return Piece(height + 3, show)


def _row(sheet: Sheet, cells: Sequence[Cell], *, is_head: bool = False) -> Piece:
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
