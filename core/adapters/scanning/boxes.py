"""The boxes to fill by hand, found on a page's picture, and whether somebody wrote in them."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from PIL import Image

from core.adapters.scanning.frames import MARGIN, SMALL, Frame, find_frame
from core.adapters.scanning.ink import InkField, WrittenInk, written
from core.adapters.scanning.projection import Projection, corners_of
from core.adapters.scanning.strokes import PER_MM, Grey, Mask, strokes
from core.domain.form.papers import FormPlace
from core.domain.form.returned_form import BoxSeen, Ink


class Limits(NamedTuple):
    """How many square millimetres of strokes are surely writing, how many surely none, how many only dirt."""

    filled: int
    empty: int
    dirt: int


_WRITTEN_IN, _TICKED = Limits(filled=12, empty=4, dirt=2), Limits(filled=4, empty=1, dirt=1)
_SIDES_FILLED, _SIDES_EMPTY = 2, 3
_BELOW, _DIRT = 6, 3


class InkSeen(NamedTuple):
    """A box, and whether looking at it once more could tell more."""

    box: BoxSeen
    is_final: bool


def see_box(picture: Image.Image, mapping: Projection, place: FormPlace) -> InkSeen:
    """Return what one box holds and where it lies.

    Shapes: the picture is grey; corners are shares of its width and height.
    """
    corners = mapping.at(corners_of(place)) / np.array(picture.size, np.float64)
    told = tuple((round(float(x), 4), round(float(y), 4)) for x, y in corners)
    if not ((corners > 0) & (corners < 1)).all():
        return InkSeen(BoxSeen(name=place.name, ink="doubtful", share=0.0, corners=told), is_final=True)
    ink, share, is_odd = _read(_patch(picture, mapping, place), is_small=place.width < SMALL)
    box = BoxSeen(name=place.name, ink=ink, share=round(share, 4), corners=told)
    return InkSeen(box, is_final=is_odd or ink != "doubtful")


def _read(patch: Grey, *, is_small: bool) -> tuple[Ink, float, bool]:
    """Return what a box holds, how much of it is strokes, and whether something odd lies there."""
    limits = _TICKED if is_small else _WRITTEN_IN
    dark = strokes(patch)
    frame = find_frame(dark)
    found = written(patch, dark, InkField(frame.inside, limits.dirt + 1, is_small))
    ink = _judged(found, frame.sides, limits)
    around = [_all(written(patch, dark, InkField(near, _DIRT))) for near in _looked_at(frame, ink, is_small)]
    # Somebody may have signed under the box; and what comes in and goes out again is no tick.
    is_odd = around[0] >= _BELOW if ink == "empty" and around else sum(map(bool, around)) > 1
    return "doubtful" if is_odd else ink, found.share, is_odd or found.passing > limits.empty


def _looked_at(frame: Frame, ink: Ink, is_small: bool) -> Sequence[Mask]:
    """Return the places around a box that may shed doubt on what it seems to hold."""
    if is_small:
        return (frame.above, frame.below, frame.left) if ink == "filled" else ()
    return (frame.below,) if ink == "empty" else ()


def _judged(found: WrittenInk, sides: int, limits: Limits) -> Ink:
    # Where a stain lies, its remains must not pass for writing.
    enough = limits.filled + found.passing // 2
    if found.cells >= enough and sides >= _SIDES_FILLED:
        return "filled"
    return "empty" if _all(found) <= limits.empty and sides >= _SIDES_EMPTY else "doubtful"


def _all(found: WrittenInk) -> int:
    return found.cells + found.passing


def _patch(picture: Image.Image, mapping: Projection, place: FormPlace) -> Grey:
    """Return a box and a margin around it as if the paper lay straight."""
    size = (round((place.width + 2 * MARGIN) * PER_MM), round((place.height + 2 * MARGIN) * PER_MM))
    left, top = place.x - MARGIN, place.y - MARGIN
    to_paper = np.array([[1 / PER_MM, 0, left], [0, 1 / PER_MM, top], [0, 0, 1]], np.float64)
    matrix = mapping.matrix @ to_paper
    told = (matrix / matrix[2, 2]).ravel()[:8].tolist()
    flat = picture.transform(size, Image.Transform.PERSPECTIVE, told, Image.Resampling.BILINEAR)
    return np.asarray(flat, np.float32)
