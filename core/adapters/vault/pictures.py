"""Pages as pictures for the viewer; drawn in a room apart, and from then on only read."""

import io
import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from PIL import Image

from core.adapters.vault.images import image_page
from core.adapters.vault.kinds import PDF
from core.adapters.vault.pdfs import pdf_page

SHOWN = (520, 1000)
"""The widths at which every page is drawn when its file is given."""
ENLARGED = 2000
"""The width that is drawn when somebody first looks closer."""
WIDTHS = (*SHOWN, ENLARGED)
_TALLEST = 4
_QUALITY = 85


class Picture(NamedTuple):
    """One page as a JPEG.

    Units: pages counted from 1; `width` in pixels is the most it was allowed.
    """

    page: int
    width: int
    data: bytes


def pictures_of(
    data: bytes, media_type: str, pages: Iterable[int], widths: Iterable[int]
) -> Iterator[Picture]:
    """Draw pages in this very process; a page that is not there is passed over.

    Units: at most `width` pixels across and four times that down; a small picture is not blown up.
    """
    wanted = sorted(widths, reverse=True)
    for page in pages:
        drawn = pdf_page(data, page, wanted[0]) if media_type == PDF else _image_page(data, page, wanted[0])
        if drawn is None:
            continue
        for width in wanted:
            drawn.thumbnail((width, _TALLEST * width))
            yield Picture(page, width, _jpeg(drawn))


def packed(pictures: Iterable[Picture]) -> Iterator[bytes]:
    """Yield pictures as a room answers them: a line of JSON, then the bytes."""
    for picture in pictures:
        yield json.dumps([picture.page, picture.width, len(picture.data)]).encode() + b"\n" + picture.data


def unpacked(answer: bytes) -> tuple[Picture, ...]:
    """Return the pictures of an answer; one that was cut off is left out.

    Raises: ValueError when the room does not say what it should.
    """
    found: list[Picture] = []
    while answer:
        head, _, rest = answer.partition(b"\n")
        page, width, size = (int(number) for number in json.loads(head))
        if size <= len(rest):
            found.append(Picture(page, width, rest[:size]))
        answer = rest[max(size, 0) :]
    return tuple(found)


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def _image_page(data: bytes, number: int, width: int) -> Image.Image | None:
    page = image_page(data, number)
    if page is None:
        return None
    page.draft(None, (width, _TALLEST * width))
    # Two tones and palettes cannot be averaged, and a fax made small without averaging cannot be read.
    return page.convert("L" if page.mode in ("1", "L") else "RGB")
