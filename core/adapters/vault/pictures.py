"""Pages as pictures, for the viewer, with the latest ones remembered."""

import io
import threading
from collections import OrderedDict

from PIL import Image

from core.adapters.vault.images import image_page
from core.adapters.vault.kinds import PDF
from core.adapters.vault.pdfs import pdf_page
from core.domain.errors import NotFoundError

_TALLEST = 4
_WIDEST = 4000
# One large picture at a time is decoded for looking at.
_ONE_AT_A_TIME = threading.Lock()

PageKey = tuple[str, int, int]


def picture_of(data: bytes, media_type: str, number: int, width: int) -> bytes:
    """Return one page as a PNG.

    Raises: NotFoundError when there is no such page.
    Units:  pixels, at most `width` across and four times that down; pages counted from 1.
    """
    across = max(1, min(width, _WIDEST))
    with _ONE_AT_A_TIME:
        page = pdf_page(data, number, across) if media_type == PDF else _image_page(data, number, across)
    if page is None:
        raise NotFoundError("page_not_found")
    out = io.BytesIO()
    page.save(out, "PNG")
    return out.getvalue()


def _image_page(data: bytes, number: int, width: int) -> Image.Image | None:
    page = image_page(data, number)
    if page is None:
        return None
    size = (width, _TALLEST * width)
    page.draft(None, size)
    # Two tones and palettes cannot be averaged, and a fax made small without averaging cannot be read.
    picture = page.convert("L" if page.mode in ("1", "L") else "RGB")
    picture.thumbnail(size)
    return picture


class PictureMemory:
    """The pictures asked for last, within a number of bytes."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._held = 0
        self._pictures: OrderedDict[PageKey, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, page: PageKey) -> bytes | None:
        """Return a picture if it is still remembered."""
        with self._lock:
            picture = self._pictures.get(page)
            if picture is not None:
                self._pictures.move_to_end(page)
            return picture

    def add(self, page: PageKey, picture: bytes) -> None:
        """Remember a picture, and forget the oldest ones beyond the limit."""
        with self._lock:
            self._held += len(picture) - len(self._pictures.pop(page, b""))
            self._pictures[page] = picture
            while self._held > self._most:
                self._held -= len(self._pictures.popitem(last=False)[1])
