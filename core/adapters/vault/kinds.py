"""What a file is, read from its first bytes, and whether it is too large."""

from typing import NamedTuple

from core.domain.errors import DocumentRefusedError
from core.domain.form.file_limits import (
    MEGABYTES_GIVEN,
    MOST_GIVEN,
    MOST_PAGES,
    MOST_PIXELS,
    MOST_PIXELS_TOGETHER,
)

PDF, JPEG, PNG, TIFF = "application/pdf", "image/jpeg", "image/png", "image/tiff"
HEIC, WEBP = "image/heic", "image/webp"
SUFFIXES = {PDF: "pdf", JPEG: "jpg", PNG: "png", TIFF: "tif"}

_FIRST_BYTES = (
    (b"%PDF-", PDF),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
)


_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
_JUNK = 1024
"""So far into a file its PDF may begin; what stands before is cut off."""
_OTHERS = (b"GIF8", b"PK", b"MZ", b"\x7fELF", b"<", b"BM", b"Rar!", b"\xd0\xcf\x11\xe0")
"""Beginnings of what is something else, whatever stands behind."""


class CleanFile(NamedTuple):
    """A file as it will be kept.

    Shapes: `left_out` says by codes what was in the file given and is not in this one.
    """

    data: bytes
    media_type: str
    pages: int
    left_out: tuple[str, ...] = ()


def media_type_of(data: bytes) -> str:
    """Return the kind of a file by its content, never by its name.

    Raises: DocumentRefusedError when it is none of those accepted.
    Source: facts.md, Documents.
    """
    for first_bytes, media_type in _FIRST_BYTES:
        if data.startswith(first_bytes):
            return media_type
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        return HEIC
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    if pdf_begins(data) is None:
        raise DocumentRefusedError("file_kind_unknown")
    return PDF


def pdf_begins(data: bytes) -> int | None:
    """Return where a PDF begins behind what mail and web servers put before it; None where there is none."""
    at = data[:_JUNK].find(b"%PDF-")
    return at if at >= 0 and not data.startswith(_OTHERS) else None


def refuse_by_size(*files: bytes) -> None:
    """Refuse an empty file, and files that are together over the limit.

    Raises: DocumentRefusedError.
    Source: facts.md, Documents.
    """
    if empty := [place for place, data in enumerate(files, 1) if not data]:
        raise DocumentRefusedError("file_empty", **({"place": empty[0]} if len(files) > 1 else {}))
    if sum(map(len, files)) > MOST_GIVEN:
        raise DocumentRefusedError("file_too_large", megabytes=MEGABYTES_GIVEN)


def refuse_by_pages(pages: int) -> None:
    """Refuse a file of too many pages.

    Raises: DocumentRefusedError.
    """
    if pages > MOST_PAGES:
        raise DocumentRefusedError("too_many_pages", most=MOST_PAGES)


def refuse_by_pixels(width: int, height: int, before: int = 0) -> int:
    """Return the pixels counted so far, or refuse, before anything is decoded.

    Raises: DocumentRefusedError.
    """
    together = before + width * height
    if width * height > MOST_PIXELS or together > MOST_PIXELS_TOGETHER:
        raise too_many_pixels()
    return together


def too_many_pixels() -> DocumentRefusedError:
    """Return the refusal of a picture too large to be opened."""
    return DocumentRefusedError("image_too_many_pixels", megapixels=MOST_PIXELS // 1_000_000)
