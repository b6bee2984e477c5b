"""The parts that papers are made of: headings, paragraphs, rows of label and value."""

from collections.abc import Sequence
from functools import partial

from core.adapters.printing.pagination import Piece
from core.adapters.printing.sheet import BODY_WIDTH, FAINT_SHADE, HEADING, LEADING, MARGIN, SHADE, Sheet
from core.domain.form.papers import FormRow

LABEL_WIDTH = 64.0
PAD = 2.2
PAD_TOP = 1.0
HEADING_HEIGHT = 7.6
MOST_LINES = 40
LABEL_SIZE, VALUE_SIZE, HEADING_SIZE = 9.4, 10.4, 11.5


def heading(sheet: Sheet, title: str, *, repeated: bool = False) -> Piece:
    """Return a shaded heading; a repeated one is decoration to a screen reader."""
    lines = sheet.wrap(title, BODY_WIDTH - 2 * PAD, HEADING_SIZE, "B")
    height = HEADING_HEIGHT + (len(lines) - 1) * LEADING

    def draw(y: float) -> None:
        sheet.box(MARGIN, y, BODY_WIDTH, height, SHADE)
        with sheet.decoration() if repeated else sheet.tagged("H2"):
            sheet.say(MARGIN + PAD, y + (HEADING_HEIGHT - LEADING) / 2, lines, HEADING_SIZE, "B", HEADING)

    return Piece(height, draw)


def paragraph(sheet: Sheet, text: str, size: float = VALUE_SIZE) -> Piece:
    """Return a paragraph with a little room below."""
    lines = sheet.wrap(text, BODY_WIDTH, size)

    def draw(y: float) -> None:
        with sheet.tagged("P"):
            sheet.say(MARGIN, y, lines, size)

    return Piece(len(lines) * LEADING + PAD, draw)


def rows(sheet: Sheet, row: FormRow, no_answer: str, continued: str) -> list[Piece]:
    """Return a label beside its value; a value taller than half a page goes on in a row with its label.

    Shapes: continued holds {title}, the label of the rows after the first.
    """
    value = sheet.wrap(row.value.strip() or no_answer, BODY_WIDTH - LABEL_WIDTH - 2 * PAD, VALUE_SIZE)
    parts = [value[start : start + MOST_LINES] for start in range(0, len(value), MOST_LINES)]
    labels = [row.label] + [continued.format(title=row.label)] * (len(parts) - 1)
    return [_row(sheet, label, part) for label, part in zip(labels, parts, strict=True)]


def _row(sheet: Sheet, label: str, value: Sequence[str]) -> Piece:
    names = sheet.wrap(label, LABEL_WIDTH - 2 * PAD, LABEL_SIZE)
    height = max(len(names), len(value)) * LEADING + 2 * PAD_TOP
    return Piece(height, partial(_draw_row, sheet, names, value, height))


def _draw_row(sheet: Sheet, names: Sequence[str], value: Sequence[str], height: float, y: float) -> None:
    sheet.box(MARGIN, y, LABEL_WIDTH, height, FAINT_SHADE)
    sheet.box(MARGIN + LABEL_WIDTH, y, BODY_WIDTH - LABEL_WIDTH, height)
    with sheet.tagged("P"):
        sheet.say(MARGIN + PAD, y + PAD_TOP, names, LABEL_SIZE, color=HEADING)
        sheet.say(MARGIN + LABEL_WIDTH + PAD, y + PAD_TOP, value, VALUE_SIZE)
