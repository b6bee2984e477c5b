"""Several files given as one document, joined to one PDF: in the order of their codes, upright, small enough.

Source: guide 2.14.
"""

import io
import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pikepdf
from PIL import Image

from core.adapters.scanning.codes import CornerCode, find_codes
from core.adapters.vault.images import image_page, jpeg, small_enough
from core.adapters.vault.kinds import PDF, CleanFile, refuse_by_pages
from core.adapters.vault.pdfs import pdf_page, saved
from core.domain.form.file_limits import MOST_BYTES

_LOOK = 1400
"""How wide a page is drawn to look for its codes."""
_LETTER = (8.5, 11.0)
"""Inches: a picture is laid on a page no larger."""


class FilePage(NamedTuple):
    """A page of one of the files, with what its codes say.

    Shapes: `place` tells where it comes among its fellows; `turn` in degrees makes it upright.
    """

    file: CleanFile
    number: int
    place: tuple[str, int, int]
    turn: int


def joined(files: Sequence[CleanFile]) -> CleanFile:
    """Return one PDF of all pages; a single file stays as it is where that is small enough.

    Shapes: pages with codes stand in the form's order where any of them stood, others as they were given.
    Raises: DocumentRefusedError.
    """
    if len(files) == 1 and len(files[0].data) <= MOST_BYTES:
        return files[0]
    refuse_by_pages(sum(file.pages for file in files))
    pages = in_order([_file_page(file, number) for file in files for number in range(1, file.pages + 1)])
    data = _bound(_as_given(page) for page in pages)
    if len(data) > MOST_BYTES:
        data = small_enough(
            lambda longest, quality: _bound(_made_small(it, longest, quality) for it in pages)
        )
    left_out = tuple(dict.fromkeys(code for file in files for code in file.left_out))
    return CleanFile(data, PDF, len(pages), left_out)


def in_order(pages: Sequence[FilePage]) -> list[FilePage]:
    """Return pages with those of a form put into its order, in the places where any of them stood."""
    of_form = iter(sorted((it for it in pages if it.place[0]), key=lambda it: it.place))
    return [next(of_form) if it.place[0] else it for it in pages]


def _file_page(file: CleanFile, number: int) -> FilePage:
    picture = _drawn(file, number, _LOOK)
    codes = find_codes(picture.convert("RGB"))
    if not codes:
        return FilePage(file, number, ("", 0, 0), 0)
    read = codes[0].said
    return FilePage(
        file, number, (read.reference, read.print_number, read.page), _turn(codes[0], picture.size)
    )


def _turn(code: CornerCode, size: tuple[int, int]) -> int:
    """Return by how many degrees, against the clock, a page is turned to stand upright."""
    across, down = (code.points[1] - code.points[0]) * size
    return round(math.degrees(math.atan2(down, across)) / 90) * 90 % 360


def _drawn(file: CleanFile, number: int, width: int) -> Image.Image:
    page = pdf_page(file.data, number, width) if file.media_type == PDF else image_page(file.data, number)
    if page is None:
        raise AssertionError("unreachable: the page was counted")
    if file.media_type != PDF:
        page.draft(None, (width, 2 * width))
        page = page.convert("L" if page.mode in ("1", "L") else "RGB")
        page.thumbnail((width, 2 * width))
    return page


def _as_given(page: FilePage) -> pikepdf.Pdf:
    if page.file.media_type != PDF:
        picture = image_page(page.file.data, page.number)
        return _page_of(picture.rotate(page.turn, expand=True) if picture and page.turn else picture, 90)
    pdf = pikepdf.open(io.BytesIO(page.file.data))
    del pdf.pages[page.number :]
    del pdf.pages[: page.number - 1]
    if page.turn:
        pdf.pages[0].rotate(-page.turn, relative=True)
    return pdf


def _made_small(page: FilePage, longest: int | None, quality: int) -> pikepdf.Pdf:
    side = longest or 2600
    picture = _drawn(page.file, page.number, side)
    picture.thumbnail((side, side))
    return _page_of(picture.rotate(page.turn, expand=True) if page.turn else picture, quality)


def _page_of(picture: Image.Image | None, quality: int) -> pikepdf.Pdf:
    """Return a PDF of one page, no larger than a letter, that shows a picture."""
    if picture is None:
        raise AssertionError("unreachable: the page was counted")
    out = io.BytesIO()
    options = {} if picture.mode == "1" else {"quality": quality}
    if options:
        picture = Image.open(io.BytesIO(jpeg(picture, None, quality)))
    sides = sorted(picture.size)
    dots = max(side / inches for side, inches in zip(sides, _LETTER, strict=True))
    picture.save(out, "PDF", resolution=dots, **options)
    return pikepdf.open(out)


def _bound(pages: Iterator[pikepdf.Pdf]) -> bytes:
    # A page's own file must live until it is written.
    own = list(pages)
    with pikepdf.new() as pdf:
        for page in own:
            pdf.pages.extend(page.pages)
        return saved(pdf)
