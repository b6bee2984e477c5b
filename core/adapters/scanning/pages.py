"""The pages of a file as pictures of two sizes: one to read at once, a larger one before giving up."""

import io
import math
from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol, cast

import pypdfium2
from PIL import Image, ImageChops, ImageFilter, ImageOps

from core.adapters.vault.kinds import PDF, media_type_of
from core.domain.form.file_limits import MOST_PAGES

# pypdfium2 carries no types.
_PDFIUM: Any = pypdfium2
_POINTS = 72


class Look(NamedTuple):
    """How large a page is looked at.

    Units: dots an inch for what has a size on paper; no more dots in all than `most`; a small picture is
           enlarged so many times.
    """

    dpi: int
    most: int
    enlarged: float


FIRST, SECOND = Look(200, 4_200_000, 1.0), Look(300, 9_500_000, 1.5)


class ScannedPage(Protocol):
    """One page of a file.

    Units: pages counted from 1.
    """

    number: int

    def picture(self, wanted: Look) -> Image.Image:
        """Draw the page in colour, no larger than wanted."""
        ...

    def dots(self) -> int | None:
        """Return how many dots its longer side has in the file; None for what is drawn, not scanned."""
        ...


class PdfPage:
    """A page of a PDF, scanned or born digital."""

    def __init__(self, pdf: Any, number: int) -> None:
        self._pdf, self.number = pdf, number

    def picture(self, wanted: Look) -> Image.Image:
        """Draw the page in colour, no larger than wanted."""
        page = self._pdf[self.number - 1]
        area = max(1.0, page.get_width() * page.get_height())
        scale = min(wanted.dpi / _POINTS, math.sqrt(wanted.most / area))
        return cast(Image.Image, page.render(scale=scale, prefer_bgrx=True).to_pil()).convert("RGB")

    def dots(self) -> int | None:
        """Return how many dots the longer side of its largest picture has; None where there is none."""
        pictures = self._pdf[self.number - 1].get_objects(filter=[_PDFIUM.raw.FPDF_PAGEOBJ_IMAGE])
        return max((max(picture.get_px_size()) for picture in pictures), default=None)


class PicturePage:
    """A page of a picture file; a TIFF has several."""

    def __init__(self, image: Image.Image, number: int) -> None:
        self._image, self.number = image, number

    def picture(self, wanted: Look) -> Image.Image:
        """Draw the page in colour, no larger than wanted."""
        image = self._image
        image.seek(self.number - 1)
        scale = min(math.sqrt(wanted.most / (image.width * image.height)), wanted.enlarged)
        size = (max(1, int(image.width * scale)), max(1, int(image.height * scale)))
        if scale < 1:
            image.draft("RGB", size)
        # Made small before it is made coloured: a large picture would take three times the memory.
        plain = image if image.mode in ("L", "RGB") else image.convert("L" if image.mode == "1" else "RGB")
        way = Image.Resampling.BOX if scale < 1 else Image.Resampling.BICUBIC
        return (plain if size == plain.size else plain.resize(size, way)).convert("RGB")

    def dots(self) -> int | None:
        """Return how many dots its longer side has."""
        self._image.seek(self.number - 1)
        return max(self._image.size)


def pages_of(data: bytes) -> Sequence[ScannedPage]:
    """Return the pages of a file, no more than the vault accepts.

    Raises: nearly anything when the bytes are hostile.
    """
    if media_type_of(data) == PDF:
        pdf = _PDFIUM.PdfDocument(data)
        # Filled boxes of a form are drawn only when its form layer is open.
        pdf.init_forms()
        return [PdfPage(pdf, number) for number in range(1, min(len(pdf), MOST_PAGES) + 1)]
    image = Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "TIFF"))
    frames = int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1
    return [PicturePage(image, number) for number in range(1, min(frames, MOST_PAGES) + 1)]


def darkest(picture: Image.Image) -> Image.Image:
    """Return the darkest of a picture's three colours, in which every ink is dark."""
    red, green, blue = picture.split()
    return ImageChops.darker(red, ImageChops.darker(green, blue))


def lightest(picture: Image.Image) -> Image.Image:
    """Return the lightest of a picture's three colours, in which coloured stamps all but vanish."""
    red, green, blue = picture.split()
    return ImageChops.lighter(red, ImageChops.lighter(green, blue))


def stretched(picture: Image.Image) -> Image.Image:
    """Return a grey picture with its darkest dots black and its lightest white."""
    return ImageOps.autocontrast(picture, cutoff=(0.5, 2))


def sharpened(picture: Image.Image) -> Image.Image:
    """Return a picture whose edges are drawn out: a blurred code may be read again."""
    return picture.filter(ImageFilter.UnsharpMask(4, 300, 0))
