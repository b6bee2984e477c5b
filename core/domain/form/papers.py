"""The portal's papers: what their writer and their reader are told, and what they give back.

Source: guide 2.5 to 2.9, 2.16.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from pydantic import BaseModel, ConfigDict

from core.domain.form.returned_form import PageSeen


class FormPlace(BaseModel):
    """A box of the printed form and where it lies.

    Units: millimetres from the top left corner of the page; pages counted from 1.
    """

    model_config = ConfigDict(frozen=True)
    name: str
    page: int
    x: float
    y: float
    width: float
    height: float


class FormRow(BaseModel):
    """One line of the printed form: a question and its answer, as text in the form's language."""

    model_config = ConfigDict(frozen=True)
    label: str
    value: str


class FormRequest(BaseModel):
    """What the IMM 5661 writer prints.

    Shapes: `blocks` maps representative, identity, attestation and request to their rows, in order.
    """

    model_config = ConfigDict(frozen=True)
    language: str
    reference: str
    print_number: int
    digest: str
    printed_on: str
    blocks: Mapping[str, tuple[FormRow, ...]]


class PrintedForm(BaseModel):
    """The IMM 5661 as a PDF, with the places of its boxes."""

    model_config = ConfigDict(frozen=True)
    data: bytes
    pages: int
    places: tuple[FormPlace, ...]


class ReceiptRequest(BaseModel):
    """What the receipt of a submission says, as text in one language."""

    model_config = ConfigDict(frozen=True)
    language: str
    title: str
    rows: tuple[FormRow, ...]
    paragraphs: tuple[str, ...]


class FormWriter(Protocol):
    """Draws the portal's papers."""

    def form(self, request: FormRequest) -> PrintedForm:
        """Draw the IMM 5661.

        Source: guide 2.5 to 2.8.
        """
        ...

    def receipt(self, request: ReceiptRequest) -> bytes:
        """Draw the receipt of a submission as a PDF.

        Source: guide 2.16.
        """
        ...


class FormReader(Protocol):
    """Reads the IMM 5661 as it came back: scanned, photographed, or faxed."""

    def read(
        self,
        data: bytes,
        reference: str,
        prints: Mapping[int, Sequence[FormPlace]],
        told: Callable[[int, int], object] | None = None,
        person: str = "",
    ) -> tuple[PageSeen, ...]:
        """Return what is seen of a file, page by page; a file that cannot be read has no page.

        Shapes: `prints` are the places on each of this request's prints, by its number; boxes are measured on
                those only. `told` hears after each page how many are read, of how many; nobody waits
                for the file of another `person`.
        Source: guide 2.9, 3.R3.
        """
        ...
