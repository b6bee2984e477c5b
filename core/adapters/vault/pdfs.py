"""PDF files: mended, cleaned by a list of what may stay, and drawn as pictures."""

import io
from typing import Any

import pikepdf
import pypdfium2
from PIL import Image

from core.adapters.vault.kinds import PDF, CleanFile, pdf_begins, refuse_by_pages
from core.adapters.vault.pdf_parts import cleaned, layers_apart
from core.domain.errors import DocumentRefusedError

# pypdfium2 carries no types.
_PDFIUM: Any = pypdfium2
_TALLEST = 4
_BLANKS = b"\0\r\n\t "


def clean_pdf(data: bytes) -> CleanFile:
    """Return a PDF written anew: the same pages as they look, and nothing but pages.

    Raises: DocumentRefusedError.
    Source: guide 2.14.
    """
    try:
        kept, pages, left_out = _rewritten(data[pdf_begins(data) or 0 :].rstrip(_BLANKS))
        _open_strictly(kept)
        return CleanFile(kept, PDF, pages, left_out)
    except (DocumentRefusedError, MemoryError):
        raise
    except pikepdf.PasswordError as fault:
        raise DocumentRefusedError("pdf_encrypted") from fault
    except Exception as fault:  # hostile bytes make both libraries raise nearly anything
        raise DocumentRefusedError("pdf_damaged") from fault


def pdf_page(data: bytes, number: int, width: int) -> Image.Image | None:
    """Draw one page on white, or return None when there is no such page.

    Units: pages counted from 1; pixels, and never taller than four times the width.
    """
    pdf = _PDFIUM.PdfDocument(data)
    try:
        return _drawn(pdf, number, width) if 1 <= number <= len(pdf) else None
    finally:
        pdf.close()


def _rewritten(data: bytes) -> tuple[bytes, int, tuple[str, ...]]:
    with pikepdf.open(io.BytesIO(data), password="") as pdf:
        pages = len(pdf.pages)
        if not pages:
            raise DocumentRefusedError("pdf_damaged")
        refuse_by_pages(pages)
        left_out = ["tail"] if b"%%EOF" not in data[-4096:] else []
        left_out += ["password"] if pdf.is_encrypted else []
        has_layers = "/OCProperties" in pdf.Root
        with pikepdf.new() as fresh:
            left_out += cleaned(pdf, fresh)
            kept = saved(fresh)
    return (layers_apart(data, kept, pages, pdf_page) if has_layers else kept), pages, tuple(left_out)


def saved(pdf: pikepdf.Pdf) -> bytes:
    """Return the bytes of a PDF: the same upload gives the same, so that a file given twice is known."""
    out = io.BytesIO()
    pdf.save(
        out,
        deterministic_id=True,
        # A damaged version number would be copied, and the kept file could not be opened again.
        force_version="1.7",
        fix_metadata_version=False,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return out.getvalue()


def _open_strictly(kept: bytes) -> None:
    # What was mended on opening is not always mended when written.
    with pikepdf.open(io.BytesIO(kept), attempt_recovery=False):
        pass


def _drawn(pdf: Any, number: int, width: int) -> Image.Image:
    # Filled boxes of a form are drawn only when its form layer is open.
    pdf.init_forms()
    page = pdf[number - 1]
    bitmap = page.render(scale=_scale(page.get_width(), page.get_height(), width), prefer_bgrx=True)
    picture: Image.Image = bitmap.to_pil().convert("RGB")
    return picture


def _scale(across: float, down: float, width: int) -> float:
    # pdfium's sizes are single floats, rounded up: a hair less keeps the picture within its bounds.
    most = width - 0.01
    return min(most / max(across, 1.0), _TALLEST * most / max(down, 1.0))
