"""Draws the pictures of documents that nobody holds: SPECIMEN stands across each of them."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from math import sin
from time import struct_time
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from core.adapters.printing.sheet import BOLD, REGULAR
from core.domain.form.papers import FormPlace

Color = tuple[int, int, int]
INK: Color = (24, 38, 110)
GREY: Color = (90, 90, 90)
RED: Color = (170, 30, 40)
SIGNED = ("representative_signature", "attestor_signature")
SAID = {
    "representative_date": "2026-01-15", "attestor_date": "2026-01-16", "attestor_telephone": "613 555-0142",
    "attestor_address": "12, rue Fictive", "attestor_statement": "X",
}  # fmt: skip


class Card(NamedTuple):
    """A document as it is drawn: its titles, its colour, and what stands on its lines."""

    titles: tuple[str, str]
    color: Color
    lines: tuple[str, ...]
    has_photo: bool = False
    is_letter: bool = False


def drawn(card: Card) -> bytes:
    """Return a document's picture as JPEG."""
    size = (1000, 1290) if card.is_letter else (1012, 638)
    picture = Image.new("RGB", size, (252, 252, 248))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, size[0], 96), fill=card.color)
    pen.text((32, 12), card.titles[0], font=_type(BOLD, 34), fill=(255, 255, 255))
    pen.text((32, 52), card.titles[1], font=_type(REGULAR, 30), fill=(255, 255, 255))
    left = 330 if card.has_photo else 60
    if card.has_photo:
        _nobody(pen, (50, 140, 290, 450))
    for place, line in enumerate(card.lines):
        pen.text((left, 140 + place * 56), line, font=_type(REGULAR, 34), fill=GREY)
    _across(picture)
    return _jpeg(picture)


def by_hand(
    page: Image.Image, places: Iterable[FormPlace], number: int, hand: int, said: Mapping[str, str] = SAID
) -> None:
    """Fill the boxes of one page of the form as somebody would with a pen; each hand writes another way."""
    scale = page.width / 215.9
    pen = ImageDraw.Draw(page)
    for place in places:
        box = tuple(value * scale for value in (place.x, place.y, place.width, place.height))
        if place.page == number and place.name in SIGNED:
            _signature(pen, box, hand + SIGNED.index(place.name))
        elif place.page == number and place.name in said:
            size = round(min(box[3] * 0.6, scale * 6))
            pen.text((box[0] + scale, box[1] + scale), said[place.name], font=_type(REGULAR, size), fill=INK)


def scanned(pages: list[Image.Image], dpi: int) -> bytes:
    """Return pictures of pages as one PDF, as a scanner makes it; the same pages make the same file."""
    paper, same = BytesIO(), struct_time((2026, 1, 15, 12, 0, 0, 3, 15, 0))
    first, *others = [page.convert("L") for page in pages]
    first.save(
        paper, "PDF", save_all=True, append_images=others, resolution=dpi, quality=60,
        creationDate=same, modDate=same,
    )  # fmt: skip
    return paper.getvalue()


def across(page: Image.Image) -> None:
    """Write SPECIMEN across a page, pale enough for the codes to be read."""
    _across(page, faint=True)


def _signature(pen: ImageDraw.ImageDraw, box: tuple[float, ...], hand: int) -> None:
    x, y, width, height = box
    steps = range(120)
    line = [
        (
            x + width * (0.08 + 0.8 * step / 120),
            y + height * (0.5 + 0.3 * sin(step / (4 + hand)) * sin(step / (17 - hand))),
        )
        for step in steps
    ]
    pen.line(line, fill=INK, width=max(2, round(height / 28)), joint="curve")


def _nobody(pen: ImageDraw.ImageDraw, box: tuple[int, int, int, int]) -> None:
    left, top, right, bottom = box
    middle = (left + right) // 2
    pen.rectangle(box, fill=(214, 222, 230), outline=GREY, width=2)
    pen.ellipse((middle - 60, top + 50, middle + 60, top + 190), fill=(150, 160, 172))
    pen.pieslice((middle - 105, top + 200, middle + 105, bottom + 150), 180, 360, fill=(150, 160, 172))


def _across(picture: Image.Image, *, faint: bool = False) -> None:
    word = Image.new("L", (picture.width, picture.width // 4), 0)
    pen = ImageDraw.Draw(word)
    size = picture.width // 8
    pen.text(
        (picture.width // 2, picture.width // 8), "SPÉCIMEN – SPECIMEN", anchor="mm",
        font=_type(BOLD, round(size * 0.66)), fill=70 if faint else 150,
    )  # fmt: skip
    turned = word.rotate(24, expand=True)
    where = ((picture.width - turned.width) // 2, (picture.height - turned.height) // 2)
    picture.paste(Image.new("RGB", turned.size, RED), where, turned)


def _type(file: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(file, size)


def _jpeg(picture: Image.Image) -> bytes:
    kept = BytesIO()
    picture.save(kept, "JPEG", quality=72)
    return kept.getvalue()
