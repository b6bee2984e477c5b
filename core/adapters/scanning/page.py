"""Reads one page: its codes, its boxes, and what makes it hard to read; twice before it gives up."""

from collections.abc import Mapping, Sequence

from PIL import Image

from core.adapters.scanning.boxes import InkSeen, see_box
from core.adapters.scanning.codes import CornerCode, agreeing, find_codes
from core.adapters.scanning.pages import FIRST, SECOND, ScannedPage, darkest, lightest, sharpened, stretched
from core.adapters.scanning.projection import FEWEST_CODES, map_page
from core.adapters.scanning.quality import is_blank, qualities
from core.domain.form.papers import FormPlace
from core.domain.form.returned_form import BoxSeen, PageSeen

Places = Sequence[FormPlace]
Prints = Mapping[int, Places]
Codes = Mapping[str, CornerCode]


def read_page(page: ScannedPage, reference: str, prints: Prints, *, may_look_twice: bool = True) -> PageSeen:
    """Return what is seen of one page.

    Shapes: `reference` and `prints` are the request's own; boxes are measured on its pages only.
    """
    picture = page.picture(FIRST)
    codes = agreeing(find_codes(picture.convert("L")))
    boxes = _boxes(darkest(picture), codes, _places(codes, reference, prints))
    passes = 1
    if may_look_twice and (len(codes) < FEWEST_CODES or not all(it.is_final for it in boxes)):
        codes, boxes = _again(page, codes, boxes, reference, prints)
        passes = 2
    seen = _seen(page.number, codes, tuple(it.box for it in boxes), passes)
    if len(codes) == len(_CORNERS) and all(it.box.ink != "doubtful" for it in boxes):
        return seen
    grey, places = picture.convert("L"), _places(codes, reference, prints)
    blank = not codes and is_blank(grey)
    found = () if blank else qualities(grey, page.dots(), codes, places)
    return seen.hard_to_read(found, is_blank=blank)


_CORNERS = ("tl", "tr", "bl", "br")


def _again(
    page: ScannedPage, codes: Codes, boxes: Sequence[InkSeen], reference: str, prints: Prints
) -> tuple[Codes, Sequence[InkSeen]]:
    """Look once more, larger and with the contrast stretched; keep what the first look was sure of."""
    picture = page.picture(SECOND)
    greys = [stretched(channel) for channel in (picture.convert("L"), lightest(picture))]
    more = [code for grey in greys for code in find_codes(sharpened(grey))]
    codes = agreeing([*codes.values(), *more])
    sure = {it.box.name: it for it in boxes if it.is_final}
    now = _boxes(stretched(darkest(picture)), codes, _places(codes, reference, prints))
    return codes, [sure.get(it.box.name, it) for it in now]


def _places(codes: Codes, reference: str, prints: Prints) -> Places:
    """Return where things lie on the page that the codes name, when it is one of this request's."""
    said = next((code.said for code in codes.values()), None)
    if said is None or said.reference != reference:
        return ()
    return [place for place in prints.get(said.print_number, ()) if place.page == said.page]


def _boxes(grey: Image.Image, codes: Codes, places: Places) -> Sequence[InkSeen]:
    wished = [place for place in places if not place.name.startswith("qr_")]
    mapping = map_page(codes, places, grey.size) if wished else None
    if mapping is None:
        unseen = [BoxSeen(name=it.name, ink="doubtful", share=0.0, corners=()) for it in wished]
        return [InkSeen(box, is_final=False) for box in unseen]
    return [see_box(grey, mapping, place) for place in wished]


def _seen(number: int, codes: Codes, boxes: tuple[BoxSeen, ...], passes: int) -> PageSeen:
    said = next((code.said for code in codes.values()), None)
    return PageSeen(
        number=number,
        codes=len(codes),
        boxes=boxes,
        passes=passes,
        reference=said and said.reference,
        form_page=said and said.page,
        print_number=said and said.print_number,
        digest=said and said.digest,
    )
