"""How much is written in a box, once the lines and stains that run through it are set apart.

Units: cells are square millimetres.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.adapters.scanning.components import InkPart, parts_of
from core.adapters.scanning.lines import without_level_lines, without_lines
from core.adapters.scanning.strokes import PER_MM, STAIN, Grey, Mask, marked, strokes, widened

# A cell holds a stroke when this share of it is dark: a fine pen covers a fifth of the cells it crosses.
_LEAST_OF_CELL = 0.08
# A stroke is thinner than a stain and broader than the grain of a bad picture; in millimetres.
_THIN, _BROAD = 0.27, 1.9
# How much longer than its span the way along a stroke may be, for it to be a plain arc or line.
_ARC, _SLASH, _STRAIGHT, _LONG = 1.38, 1.0, 1.15, 12
# A signature too large for its box comes and goes more often than a ring or a line does.
_MOST_ARCS, _CROSSED = 3, 16


class WrittenInk(NamedTuple):
    """What lies in a box.

    Units: `cells` hold writing, `passing` what may be none: an arc, a stain, a crooked line;
           `share` of the box's area is strokes.
    """

    cells: int
    passing: int
    share: float


class InkField(NamedTuple):
    """Where to look.

    Shapes: in a small field a tick goes from side to side, and only what is quite straight is no sure tick.
    Units:  a group of fewer cells than `least` is dirt.
    """

    inside: Mask
    least: int
    is_small: bool = False


NOTHING = WrittenInk(0, 0, 0.0)


def written(patch: Grey, dark: Grey, field: InkField) -> WrittenInk:
    """Measure what is written in a field of a patch.

    Shapes: `dark` is the patch's strokes.
    """
    mask = marked(dark, field.inside)
    if not _parts(mask, field):
        return NOTHING
    stain = _stain(patch, field)
    edge = _edge(field.inside)
    mask, passing = _without_what_passes(mask & ~stain, edge, field)
    parts = [part for part in _parts(without_lines(mask, field.inside), field) if not part.lies_in(edge)]
    cells = sum(part.size for part in parts if _THIN <= part.breadth < _BROAD)
    odd = sum(part.size for part in parts) - cells + int(stain.sum()) // PER_MM**2
    return WrittenInk(cells, passing + odd, float(mask.sum() / field.inside.sum()))


def _parts(mask: Mask, field: InkField) -> list[InkPart]:
    return [part for part in parts_of(mask, PER_MM, _LEAST_OF_CELL) if part.size >= field.least]


def _stain(patch: Grey, field: InkField) -> Mask:
    """Return what is a band broader than any pen's, such as the ring of a cup, and a little around it."""
    mask = marked(strokes(patch, STAIN), field.inside)
    found = np.zeros(mask.shape, np.bool_)
    for part in _parts(mask, field):
        if part.breadth >= _BROAD:
            found |= part.dots(mask, PER_MM)
    return widened(found, PER_MM)


def _without_what_passes(mask: Mask, edge: Mask, field: InkField) -> tuple[Mask, int]:
    """Take out plain arcs and lines; return what is left, and the cells of those not quite straight."""
    plain = [part for part in _parts(mask, field) if _is_plain(part, edge, field)]
    if sum(part.meets(edge) for part in plain) > _MOST_ARCS:
        return mask, 0
    passing = 0
    for part in plain:
        dots = part.dots(mask, PER_MM)
        rest = _crossing(part, dots, field)
        mask = mask & ~dots | rest
        is_line = not _parts(without_lines(dots, field.inside), field)
        passing += 0 if is_line or rest.any() else part.size
    return mask, passing


def _is_plain(part: InkPart, edge: Mask, field: InkField) -> bool:
    """Say whether a group is one stroke that never turns back: from the edge of the box, or a long one."""
    if part.meets(edge):
        return part.path <= (_SLASH if field.is_small else _ARC) * part.span
    return part.span >= _LONG and part.path <= _STRAIGHT * part.span


def _crossing(part: InkPart, dots: Mask, field: InkField) -> Mask:
    """Return the writing that hangs on a straight line through the box; nothing of an arc."""
    nothing = np.zeros(dots.shape, np.bool_)
    is_level = without_level_lines(dots, field.inside).sum() < dots.sum()
    # An arc that rises or falls is all but straight: its remains beside a line are no writing.
    if not is_level and part.path <= _STRAIGHT * part.span:
        return nothing
    rest = without_lines(dots, field.inside)
    is_more = rest.sum() < dots.sum() and sum(it.size for it in _parts(rest, field)) >= _CROSSED
    return rest if is_more else nothing


def _edge(inside: Mask) -> NDArray[np.bool_]:
    """Return the cells along the edge of a field."""
    tall, wide = (length // PER_MM for length in inside.shape)
    field = inside[: tall * PER_MM, : wide * PER_MM].reshape(tall, PER_MM, wide, PER_MM).any(axis=(1, 3))
    around = np.pad(field, 1)
    shifts = [(y, x) for y in (0, 1, 2) for x in (0, 1, 2)]
    deep = np.logical_and.reduce([around[y : y + tall, x : x + wide] for y, x in shifts])
    return field & ~deep
