"""Paper as people handle it: the printed form signed by hand and scanned, identity cards photographed."""

import io
import random

import pypdfium2
from PIL import Image, ImageDraw

DPI = 150
MILLIMETRE = 72 / 25.4
LINE_OR_FIELD = 18 * MILLIMETRE
"""Boxes at least this high are written or signed in; the square one is ticked."""
SMALLEST, NARROWEST = 7 * MILLIMETRE, 30 * MILLIMETRE


def text_of(pdf):
    """Return everything written on a printed paper."""
    return "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))


def signed(pdf, but=()):
    """Return the pages of a printed form as pictures, with every empty box filled by hand but on these pages.

    Shapes: a list of greyscale pictures at 150 dpi; pages are counted from 1.
    """
    pages = enumerate(pypdfium2.PdfDocument(pdf), 1)
    return [_scanned(page) if number in but else _page_filled(page) for number, page in pages]


def _scanned(page):
    return page.render(scale=DPI / 72, grayscale=True).to_pil()


def _page_filled(page):
    picture = _scanned(page)
    pen = ImageDraw.Draw(picture)
    for left, bottom, right, top in _boxes(page):
        corners = (left, page.get_height() - top, right, page.get_height() - bottom)
        _write(pen, *(round(point * DPI / 72) for point in corners))
    return picture


def _boxes(page):
    """Return the boxes to be filled by hand: frames with nothing printed inside them."""
    text = page.get_textpage()
    frames = {
        tuple(round(edge, 1) for edge in drawn.get_bounds())
        for drawn in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH])
    }
    return sorted(
        frame for frame in frames if _is_for_hand(frame) and not text.get_text_bounded(*frame).strip()
    )


def _is_for_hand(frame):
    left, bottom, right, top = frame
    width, height = right - left, top - bottom
    is_field = width >= NARROWEST and height >= LINE_OR_FIELD
    is_tick = SMALLEST <= height <= LINE_OR_FIELD and abs(width - height) < 1
    return is_field or is_tick


def _write(pen, left, top, right, bottom):
    """Draw a wavering line from one side of a box to the other."""
    hand = random.Random(left * 7 + top)
    inside = range(left + 12, right - 12, 9)
    middle, reach = (top + bottom) // 2, (bottom - top) // 3
    pen.line([(x, middle + hand.randint(-reach, reach)) for x in inside], fill=20, width=4, joint="curve")


def as_pdf(pictures):
    """Return scanned pages as one PDF, as a scanner makes it."""
    return _bound(pictures, "PDF", resolution=DPI)


def as_tiff(pictures):
    """Return scanned pages as one TIFF of several pages."""
    return _bound(pictures, "TIFF", compression="tiff_lzw", dpi=(DPI, DPI))


def _bound(pictures, kind, **more):
    out = io.BytesIO()
    first, *others = [
        picture.copy() for picture in pictures
    ]  # Pillow leaves one kind's settings on a picture
    first.save(out, kind, save_all=True, append_images=others, **more)
    return out.getvalue()


def picture(*lines):
    """Return a picture of an invented document that bears these lines."""
    card = Image.new("RGB", (1012, 638), "#e8eef4")
    pen = ImageDraw.Draw(card)
    pen.rectangle((40, 150, 290, 510), fill="#9aa7b5")
    pen.ellipse((105, 190, 225, 330), fill="#5c6670")
    for place, line in enumerate(("SPECIMEN", *lines)):
        pen.text((330, 150 + 70 * place), line, fill="#222222", font_size=34)
    return card


def identity_card(*lines, kind="JPEG"):
    """Return the file of such a picture, as a telephone makes it."""
    out = io.BytesIO()
    picture(*lines).save(out, kind)
    return out.getvalue()
