"""Draws the receipt of a submission.

Source: guide 2.16.
"""

from collections.abc import Mapping

from core.adapters.printing.pagination import Piece, PrintedSection, paginate
from core.adapters.printing.parts import paragraph, rows
from core.adapters.printing.sheet import BODY_WIDTH, HEADING, HEIGHT, LEADING, MARGIN, Sheet
from core.adapters.printing.words import PaperWords
from core.domain.application.content import Text
from core.domain.form.papers import ReceiptRequest

TOP = 24.0
FOOT = HEIGHT - 22.0
TITLE_SIZE, TITLE_LEADING, TEXT_SIZE, SMALL_SIZE = 18.0, 8.0, 11.0, 9.2


def draw_receipt(request: ReceiptRequest, words: Mapping[str, Text]) -> bytes:
    """Draw the receipt: a title, rows, paragraphs, and that it is a prototype."""
    spoken = PaperWords(words, request.language)
    sheet = Sheet(request.title, request.language)
    pages = paginate(_sections(sheet, request, spoken), FOOT - TOP)
    for number, pieces in enumerate(pages, start=1):
        if number > 1:
            sheet.add_page()
        _foot(sheet, spoken, number, len(pages))
        for piece, y in pieces:
            piece.draw(TOP + y)
    return bytes(sheet.output())


def _sections(sheet: Sheet, request: ReceiptRequest, spoken: PaperWords) -> list[PrintedSection]:
    no_answer, continued = spoken.say("no_answer"), spoken.raw("continued")
    grid = [piece for row in request.rows for piece in rows(sheet, row, no_answer, continued)]
    told = [PrintedSection((paragraph(sheet, text, TEXT_SIZE),)) for text in request.paragraphs]
    return [PrintedSection((_title(sheet, request.title),)), PrintedSection(tuple(grid)), *told]


def _title(sheet: Sheet, title: str) -> Piece:
    lines = sheet.wrap(title, BODY_WIDTH, TITLE_SIZE, "B")

    def draw(y: float) -> None:
        with sheet.tagged("H1"):
            sheet.say(MARGIN, y, lines, TITLE_SIZE, "B", HEADING, TITLE_LEADING)

    return Piece(len(lines) * TITLE_LEADING, draw)


def _foot(sheet: Sheet, spoken: PaperWords, number: int, pages: int) -> None:
    with sheet.tagged("P") if number == 1 else sheet.decoration():
        sheet.centre(FOOT + 2, [spoken.say("receipt_prototype")], SMALL_SIZE)
    with sheet.decoration():
        sheet.centre(FOOT + 2 + LEADING, [spoken.say("page", page=number, pages=pages)], SMALL_SIZE, "B")
