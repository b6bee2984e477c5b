"""Pictures: opened, drawn anew without anything but their pixels, and shown page by page."""

import io
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress

from PIL import Image, ImageOps

from core.adapters.vault.kinds import (
    JPEG,
    PNG,
    TIFF,
    CleanFile,
    refuse_by_pages,
    refuse_by_pixels,
    too_many_pixels,
)
from core.domain.errors import DocumentRefusedError
from core.domain.form.file_limits import MOST_BYTES

_QUALITIES = (90, 80, 70, 60)
_FORMATS = {JPEG: "JPEG", PNG: "PNG", TIFF: "TIFF"}


def clean_image(data: bytes, media_type: str) -> CleanFile:
    """Return a picture drawn anew in its own format: same pixels upright, no metadata.

    Raises: DocumentRefusedError.
    Source: guide 2.14.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if media_type == TIFF:
                # Pillow only warns of a list of pages cut short, and the last pages would be lost.
                warnings.filterwarnings("error", "Corrupt EXIF data")
            pages = [_plain(page) for page in _pages(data, media_type)]
            return CleanFile(_WRITERS[media_type](pages), media_type, len(pages))
    except (DocumentRefusedError, MemoryError):
        raise
    except Image.DecompressionBombError as fault:
        raise too_many_pixels() from fault
    except Exception as fault:  # Pillow's readers raise nearly anything when bytes are hostile
        raise DocumentRefusedError("image_damaged") from fault


def image_page(data: bytes, number: int) -> Image.Image | None:
    """Return one page of a picture, or None when there is no such page.

    Units: pages counted from 1.
    """
    image = Image.open(io.BytesIO(data), formats=tuple(_FORMATS.values()))
    try:
        image.seek(number - 1)
    except EOFError:
        return None
    return image


def _pages(data: bytes, media_type: str) -> Iterator[Image.Image]:
    formats = (_FORMATS[media_type],)
    with Image.open(io.BytesIO(data), formats=formats) as image:
        refuse_by_pixels(*image.size)
        image.verify()
    image = Image.open(io.BytesIO(data), formats=formats)
    # Only a TIFF has pages; the further frames of a JPEG or PNG are previews and animation.
    pages = int(getattr(image, "n_frames", 1)) if media_type == TIFF else 1
    refuse_by_pages(pages)
    pixels = 0
    for number in range(pages):
        image.seek(number)
        pixels = refuse_by_pixels(*image.size, before=pixels)
        image.load()
        yield image


def _plain(page: Image.Image) -> Image.Image:
    resolution = page.info.get("dpi", (1, 1))
    with suppress(Exception):  # a camera's faulty EXIF block must not cost a good picture
        page = ImageOps.exif_transpose(page)
    plain = _square(_flat(page).copy(), *resolution)
    plain.info = {}
    return plain


def _flat(page: Image.Image) -> Image.Image:
    if page.has_transparency_data:
        paper = Image.new("RGB", page.size, "white")
        page = page.convert("RGBA")
        paper.paste(page, mask=page.getchannel("A"))
        return paper
    if page.mode.startswith("I;16"):
        return page.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return page if page.mode in ("1", "L", "P", "RGB") else page.convert("RGB")


def _square(page: Image.Image, across: float, down: float) -> Image.Image:
    # A fax of 204 x 98 dots an inch would look half as high as the paper was.
    ratio = float(across) / float(down) if across and down else 1.0
    if abs(ratio - 1) < 0.1 or not 0.4 <= ratio <= 2.5:
        return page
    width, height = page.size
    size = (width, round(height * ratio)) if ratio > 1 else (round(width / ratio), height)
    return page.resize(size)


def _written(pages: list[Image.Image], image_format: str, **options: object) -> bytes:
    out = io.BytesIO()
    pages[0].save(out, image_format, **options)
    return out.getvalue()


def _as_jpeg(pages: list[Image.Image]) -> bytes:
    photo = [_in_tones(page) for page in pages[:1]]
    return _small_enough(lambda quality: _written(photo, "JPEG", quality=quality, optimize=True))


def _as_png(pages: list[Image.Image]) -> bytes:
    return _written(pages, "PNG")


def _as_tiff(pages: list[Image.Image]) -> bytes:
    two_tones = all(page.mode == "1" for page in pages)
    compression = "group4" if two_tones else "tiff_adobe_deflate"
    data = _written(pages, "TIFF", save_all=True, append_images=pages[1:], compression=compression)
    if len(data) <= MOST_BYTES or two_tones:
        return data
    return _as_photographic_tiff([_in_light_and_colour(page) for page in pages])


def _as_photographic_tiff(pages: list[Image.Image]) -> bytes:
    options = {"save_all": True, "append_images": pages[1:], "compression": "jpeg"}
    return _small_enough(lambda quality: _written(pages, "TIFF", quality=quality, **options))


def _small_enough(write: Callable[[int], bytes]) -> bytes:
    data = b""
    for quality in _QUALITIES:
        data = write(quality)
        if len(data) <= MOST_BYTES:
            break
    return data


def _in_tones(page: Image.Image) -> Image.Image:
    return page if page.mode in ("L", "RGB") else page.convert("L" if page.mode == "1" else "RGB")


def _in_light_and_colour(page: Image.Image) -> Image.Image:
    # A TIFF keeps a photograph in the colours it is given, and red, green and blue take three times the room.
    page = _in_tones(page)
    return page.convert("YCbCr") if page.mode == "RGB" else page


_WRITERS = {JPEG: _as_jpeg, PNG: _as_png, TIFF: _as_tiff}
