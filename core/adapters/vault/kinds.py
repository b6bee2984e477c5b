"""What a file is, read from its first bytes, and whether it is too large."""

from typing import NamedTuple

from core.domain.errors import DocumentRefusedError
from core.domain.form.file_limits import (
    MEGABYTES,
    MOST_BYTES,
    MOST_PAGES,
    MOST_PIXELS,
    MOST_PIXELS_TOGETHER,
)

PDF, JPEG, PNG, TIFF = "application/pdf", "image/jpeg", "image/png", "image/tiff"
SUFFIXES = {PDF: "pdf", JPEG: "jpg", PNG: "png", TIFF: "tif"}

_FIRST_BYTES = (
    (b"%PDF-", PDF),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
)


class CleanFile(NamedTuple):
    """A file as it will be kept."""

    data: bytes
    media_type: str
    pages: int


def media_type_of(data: bytes) -> str:
    """Return the kind of a file by its content, never by its name.

    Raises: DocumentRefusedError when it is none of the four accepted.
    Source: facts.md, Documents.
    """
    # Some PDF writers put a byte order mark or blank lines first, and every reader forgives it.
    start = data[:32].removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n\t ")
    for first_bytes, media_type in _FIRST_BYTES:
        if start.startswith(first_bytes):
            return media_type
    raise DocumentRefusedError("file_kind_unknown")


def refuse_by_size(data: bytes) -> None:
    """Refuse a file that is empty or over the limit.

    Raises: DocumentRefusedError.
    Source: facts.md, Documents.
    """
    if not data:
        raise DocumentRefusedError("file_empty")
    if len(data) > MOST_BYTES:
        raise DocumentRefusedError("file_too_large", megabytes=MEGABYTES)


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
