"""Draws the portal's papers: the IMM 5661 and the receipt."""

from collections.abc import Mapping

from core.adapters.printing.form import draw_form
from core.adapters.printing.receipt import draw_receipt
from core.domain.application.content import Text
from core.domain.form.printed import FormRequest, PrintedForm, ReceiptRequest


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
