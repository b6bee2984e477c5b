"""Sheets of the IMM 5661 as people bring them back: printed, filled in by hand or not, made a file."""

import io
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pypdfium2
from PIL import Image

from bench import handwriting
from bench.damage import dpmm
from core.adapters.operations.content_files import load
from core.adapters.printing.form import PaperWriter
from core.domain.form.papers import FormPlace, FormRequest, FormRow, PrintedForm

ROOT = Path(__file__).parents[1]
REFERENCE, DIGEST = "RRA-7K2M-94QX", "0123456789abcdef" * 4
ANSWERS = {"request": 4, "representative": 12, "identity": 6, "attestation": 5}
DPI = 200


@dataclass(frozen=True)
class Sheet:
    """One page of a print: its picture before anybody wrote on it, and its boxes."""

    number: int
    picture: Image.Image
    boxes: tuple[FormPlace, ...]


@cache
def printed(number: int = 1, reference: str = REFERENCE, rows: int = 1) -> PrintedForm:
    """Return a print of the form.

    Shapes: `rows` makes the answers longer, and moves the boxes.
    """
    blocks = {
        block: tuple(
            FormRow(label=f"Question {row}", value="Réponse fictive " * rows) for row in range(count)
        )
        for block, count in ANSWERS.items()
    }
    request = FormRequest(
        language="fr", reference=reference, print_number=number, digest=DIGEST,
        printed_on="23 novembre 2026", blocks=blocks,
    )  # fmt: skip
    return PaperWriter(load(ROOT / "data").words).form(request)


@cache
def sheets(form: PrintedForm, dpi: int = DPI) -> tuple[Sheet, ...]:
    """Return a print's pages as pictures."""
    document: Any = pypdfium2.PdfDocument(form.data)
    return tuple(
        Sheet(
            number,
            page.render(scale=dpi / 72).to_pil().convert("RGB"),
            tuple(it for it in form.places if it.page == number and not it.name.startswith("qr_")),
        )
        for number, page in enumerate(document, 1)
    )


def filled(
    sheet: Sheet, names: Collection[str], hand: Random, pen_kind: str = "", signature: str = ""
) -> Image.Image:
    """Return a page with these boxes filled in by one hand with one pen."""
    picture, pen = sheet.picture.copy(), handwriting.pen(hand, pen_kind)
    for box in sheet.boxes:
        if box.name in names:
            strokes = handwriting.fill(hand, box.name, box.width, box.height, signature)
            handwriting.draw(picture, strokes, pen, box.x, box.y, dpmm(picture))
    return picture


def as_pdf(*pages: Image.Image, quality: int = 85) -> bytes:
    """Return pages as a scanner binds them, each as wide as the paper."""
    out = io.BytesIO()
    first, *others = (page.convert("RGB") for page in pages)
    first.save(out, "PDF", save_all=True, append_images=others, resolution=first.width / 8.5, quality=quality)
    return out.getvalue()


def as_jpeg(page: Image.Image, quality: int = 85) -> bytes:
    """Return a page as a telephone sends it."""
    out = io.BytesIO()
    page.save(out, "JPEG", quality=quality)
    return out.getvalue()


def as_tiff(*pages: Image.Image, two_tones: bool = False) -> bytes:
    """Return pages as a fax or a scanner keeps them."""
    out = io.BytesIO()
    first, *others = (page.convert("1" if two_tones else "L") for page in pages)
    first.save(
        out, "TIFF", save_all=True, append_images=others, compression="group4" if two_tones else "tiff_lzw"
    )
    return out.getvalue()
