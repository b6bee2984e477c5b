"""Draws the portal's papers: IMM 5661 (four blocks, boxes to fill by hand, corner codes) and the receipt.

Source: guide 2.5 to 2.8; a reconstruction, for the official form is published nowhere.
"""

from collections.abc import Mapping

from core.adapters.printing.boxes import HandBoxes
from core.adapters.printing.codes import SIDE, draw_codes
from core.adapters.printing.pagination import Piece, PrintedSection, paginate
from core.adapters.printing.parts import heading, paragraph, rows
from core.adapters.printing.receipt import draw_receipt
from core.adapters.printing.sheet import HEADING, HEIGHT, LEADING, MARGIN, WIDTH, Sheet
from core.adapters.printing.words import PaperWords
from core.domain.application.content import Text
from core.domain.form.papers import FormPlace, FormRequest, PrintedForm, ReceiptRequest

BLOCKS = ("request", "representative", "identity", "attestation")
# A QR code needs four modules of white around it: 2 mm.
CLEAR = 3.0
BODY_TOP = MARGIN + SIDE + CLEAR
BODY_HEIGHT = HEIGHT - 2 * BODY_TOP
FRAME_WIDTH = WIDTH - 2 * (MARGIN + SIDE + CLEAR)
TITLE_SIZE, SMALL_SIZE = 12.5, 9.2


class PaperWriter:
    """The form writer on paper of US letter size.

    Shapes: words maps `form.title`, `form.page`, … to the printed sentences.
    """

    def __init__(self, words: Mapping[str, Text]) -> None:
        self._words = words

    def form(self, request: FormRequest) -> PrintedForm:
        """Draw the IMM 5661.

        Source: guide 2.5 to 2.8.
        """
        return draw_form(request, self._words)

    def receipt(self, request: ReceiptRequest) -> bytes:
        """Draw the receipt of a submission as a PDF.

        Source: guide 2.16.
        """
        return draw_receipt(request, self._words)


def draw_form(request: FormRequest, words: Mapping[str, Text]) -> PrintedForm:
    """Draw the form and note where its boxes and codes lie.

    Raises: ValueError when the request holds a block that the form does not print.
    """
    if unknown := set(request.blocks) - set(BLOCKS):
        raise ValueError(f"cannot print blocks {sorted(unknown)}; the form has {', '.join(BLOCKS)}")
    return _Form(request, PaperWords(words, request.language)).draw()


class _Form:
    def __init__(self, request: FormRequest, words: PaperWords) -> None:
        self._request = request
        self._words = words
        self._places: list[FormPlace] = []
        self._sheet = Sheet(words.say("title"), request.language)
        self._boxes = HandBoxes(self._sheet, words, self._places.append)

    def draw(self) -> PrintedForm:
        sections = [PrintedSection((paragraph(self._sheet, self._words.say("how_to"), SMALL_SIZE),))]
        sections += [self._section(block) for block in BLOCKS]
        pages = paginate(sections, BODY_HEIGHT)
        for number, pieces in enumerate(pages, start=1):
            self._open(number, len(pages))
            for piece, y in pieces:
                piece.draw(BODY_TOP + y)
        return PrintedForm(data=bytes(self._sheet.output()), pages=len(pages), places=tuple(self._places))

    def _section(self, block: str) -> PrintedSection:
        title = self._words.say(block)
        again = self._words.say("continued", title=title)
        return PrintedSection(
            (*self._rows(block), *self._hand(block)),
            opening=heading(self._sheet, title),
            reopening=heading(self._sheet, again, repeated=True),
        )

    def _rows(self, block: str) -> list[Piece]:
        told = self._request.blocks.get(block, ())
        no_answer, continued = self._words.say("no_answer"), self._words.raw("continued")
        return [piece for row in told for piece in rows(self._sheet, row, no_answer, continued)]

    def _hand(self, block: str) -> list[Piece]:
        if block == "representative":
            return [self._boxes.declaration()]
        return [self._boxes.reach(), self._boxes.attestation()] if block == "attestation" else []

    def _open(self, number: int, pages: int) -> None:
        if number > 1:
            self._sheet.add_page()
        self._places += draw_codes(self._sheet, self._request, number)
        self._head(number)
        with self._sheet.decoration():
            self._foot(number, pages)

    def _head(self, number: int) -> None:
        lines = self._sheet.wrap(self._words.say("title"), FRAME_WIDTH, TITLE_SIZE, "B")
        top = MARGIN + (SIDE - (len(lines) + 1) * LEADING) / 2
        with self._sheet.tagged("H1") if number == 1 else self._sheet.decoration():
            self._sheet.centre(top, lines, TITLE_SIZE, "B", HEADING)
        with self._sheet.tagged("P") if number == 1 else self._sheet.decoration():
            self._sheet.centre(top + len(lines) * LEADING, [self._words.say("prototype")], SMALL_SIZE)

    def _foot(self, number: int, pages: int) -> None:
        request = self._request
        top = HEIGHT - MARGIN - SIDE
        told = self._words.say(
            "reference",
            reference=request.reference,
            print_number=request.print_number,
            printed_on=request.printed_on,
        )
        page = self._words.say("page", page=number, pages=pages)
        self._sheet.centre(top + 2, [page], SMALL_SIZE, "B")
        self._sheet.centre(top + 2 + LEADING, self._sheet.wrap(told, FRAME_WIDTH, SMALL_SIZE), SMALL_SIZE)
