"""Pictures: opened, drawn anew without anything but their pixels, and shown page by page."""

import io
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pi_heif
from PIL import Image, ImageOps

from core.adapters.vault.kinds import (
    HEIC,
    JPEG,
    PNG,
    TIFF,
    WEBP,
    CleanFile,
    refuse_by_pages,
    refuse_by_pixels,
    too_many_pixels,
)
from core.domain.errors import DocumentRefusedError
from core.domain.form.file_limits import MEGABYTES, MOST_BYTES

# It carries no types. One thread: each would reserve memory that the room does not have.
_HEIF: Any = pi_heif
_HEIF.register_heif_opener(thumbnails=False)
_HEIF.options.DECODE_THREADS = 1
STEPS = ((None, 90), (None, 80), (2400, 80), (2200, 70), (1800, 65), (1600, 55), (1200, 50))
"""How a picture is made small enough: the longer side in dots, and the quality of its JPEG."""
_FORMATS = {JPEG: "JPEG", PNG: "PNG", TIFF: "TIFF", HEIC: "HEIF", WEBP: "WEBP"}
_TURNED = (5, 6, 7, 8)
"""The orientations that lie on their side."""


def clean_image(data: bytes, media_type: str) -> CleanFile:
    """Return a picture drawn anew, in its own format where everybody opens that: upright, no metadata.

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
            data = _WRITERS[media_type](pages)
            # A drawing too large for its own format is kept as a photograph of it.
            kept_as = JPEG if data.startswith(_JPEG_BEGINS) else media_type
            return CleanFile(data, kept_as, len(pages))
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
        dots = _resolution(image)  # once loaded it stands upright, and its tags no longer say how it lay
        image.load()
        image.info["dots"] = dots
        yield image


def _plain(page: Image.Image) -> Image.Image:
    resolution = page.info["dots"]
    with suppress(Exception):  # a camera's faulty EXIF block must not cost a good picture
        page = ImageOps.exif_transpose(page)
    plain = _square(_flat(page).copy(), *resolution)
    plain.info = {}
    return plain


def _resolution(page: Image.Image) -> tuple[float, float]:
    """Return how close dots lie across and down the page as it is seen; it may have been scanned sideways."""
    tags: Any = getattr(page, "tag_v2", None)
    if tags is None:
        return page.info.get("dpi", (1, 1))
    across, down = float(tags.get(282, 1)), float(tags.get(283, 1))
    return (down, across) if tags.get(274) in _TURNED else (across, down)


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
    photo = _in_tones(pages[0])
    return small_enough(lambda longest, quality: jpeg(photo, longest, quality))


def jpeg(page: Image.Image, longest: int | None, quality: int) -> bytes:
    """Return a picture as a JPEG, its longer side no longer than so many dots."""
    page = _in_tones(page)
    if longest and max(page.size) > longest:
        page = page.copy()
        page.thumbnail((longest, longest))
    return _written([page], "JPEG", quality=quality, optimize=True)


def _as_png(pages: list[Image.Image]) -> bytes:
    data = _written(pages, "PNG")
    return data if len(data) <= MOST_BYTES else _as_jpeg(pages)


def _as_tiff(pages: list[Image.Image]) -> bytes:
    two_tones = all(page.mode == "1" for page in pages)
    compression = "group4" if two_tones else "tiff_adobe_deflate"
    data = _written(pages, "TIFF", save_all=True, append_images=pages[1:], compression=compression)
    if len(data) <= MOST_BYTES or two_tones:
        return data
    return _as_photographic_tiff([_in_light_and_colour(page) for page in pages])


def _as_photographic_tiff(pages: list[Image.Image]) -> bytes:
    def written(longest: int | None, quality: int) -> bytes:
        for page in pages if longest else ():
            page.thumbnail((longest or 0, longest or 0))
        return _written(
            pages, "TIFF", save_all=True, append_images=pages[1:], compression="jpeg", quality=quality
        )

    return small_enough(written)


def small_enough(write: Callable[[int | None, int], bytes]) -> bytes:
    """Return what is written by the first step that makes it small enough.

    Raises: DocumentRefusedError when none does.
    """
    for longest, quality in STEPS:
        data = write(longest, quality)
        if len(data) <= MOST_BYTES:
            return data
    raise DocumentRefusedError("file_stays_large", megabytes=MEGABYTES)


def _in_tones(page: Image.Image) -> Image.Image:
    return page if page.mode in ("L", "RGB") else page.convert("L" if page.mode == "1" else "RGB")


def _in_light_and_colour(page: Image.Image) -> Image.Image:
    # A TIFF keeps a photograph in the colours it is given, and red, green and blue take three times the room.
    page = _in_tones(page)
    return page.convert("YCbCr") if page.mode == "RGB" else page


_JPEG_BEGINS = b"\xff\xd8\xff"
_WRITERS = {JPEG: _as_jpeg, PNG: _as_png, TIFF: _as_tiff, HEIC: _as_jpeg, WEBP: _as_jpeg}
