"""The printed frame of a box, found in a patch around where it should be.

Units: dots of a patch, whose margin beyond the box is `MARGIN` millimetres.
"""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.adapters.scanning.strokes import PER_MM, Grey, Mask

Places = NDArray[np.float64]

MARGIN = 4.0
SMALL = 10.0
"""A box narrower than this is ticked, not written in; in millimetres."""
_SEEN = 0.1
# A sheet is never quite flat, and two codes leave it turned a little.
_REACH, _REACH_SMALL, _BENT, _SLANT = 3.0, 1.5, 1.5, 2.0
_INSET, _INSET_UNSURE = 0.7, 2.2
_NEAR, _FAR = 1.0, 3.6


class Frame(NamedTuple):
    """What lies within a box's frame, just above, below and left of it, and how many sides were seen."""

    inside: Mask
    above: Mask
    below: Mask
    left: Mask
    sides: int


class _Side(NamedTuple):
    """One side: its place at the start of the patch, its slope, and whether it was seen."""

    level: float
    slope: float
    is_seen: bool


def find_frame(dark: Grey) -> Frame:
    """Find a box's frame; a side that is not seen is taken where it should be, with more room beside it."""
    top, bottom = (_side(dark, is_far) for is_far in (False, True))
    left, right = (_side(dark.T, is_far) for is_far in (False, True))
    places = np.indices(dark.shape).astype(np.float64)
    y, x = np.asarray(places[0]), np.asarray(places[1])
    within = _beyond(left, x, y) & _short_of(right, x, y)
    inside = within & _beyond(top, y, x) & _short_of(bottom, y, x)
    return Frame(
        inside,
        above=within & _near(-1, top, y, x),
        below=within & _near(1, bottom, y, x),
        left=_beyond(top, y, x) & _short_of(bottom, y, x) & _near(-1, left, x, y),
        sides=sum(side.is_seen for side in (top, bottom, left, right)),
    )


def _near(outwards: int, side: _Side, here: Places, along: Places) -> Mask:
    """Return what lies outside a side, but not far."""
    away = outwards * (here - side.level - side.slope * along)
    return (away > _NEAR * PER_MM) & (away < _FAR * PER_MM)


def _beyond(side: _Side, here: Places, along: Places) -> Mask:
    return here > side.level + side.slope * along + _inset(side)


def _short_of(side: _Side, here: Places, along: Places) -> Mask:
    return here < side.level + side.slope * along - _inset(side)


def _inset(side: _Side) -> float:
    return (_INSET if side.is_seen else _INSET_UNSURE) * PER_MM


def _side(dark: Grey, is_far: bool) -> _Side:
    margin = MARGIN * PER_MM
    expected = len(dark) - margin if is_far else margin
    found = _line(dark, expected, round(margin) + PER_MM)
    return _Side(*found, is_seen=True) if found else _Side(expected, 0.0, is_seen=False)


def _line(dark: Grey, expected: float, start: int) -> tuple[float, float] | None:
    """Return a side's row at the left and its slope, sought in three parts of its length, or None."""
    end = dark.shape[1] - start
    is_small = end - start < SMALL * PER_MM
    parts = 1 if is_small else 3
    edges = [start + (end - start) * part // parts for part in range(parts + 1)]
    reach = (_REACH_SMALL if is_small else _REACH) * PER_MM
    low, high = round(expected - reach), round(expected + reach)
    found = [(pair, _dark_row(dark[:, slice(*pair)], low, high)) for pair in pairwise(edges)]
    seen = [(sum(pair) / 2, row) for pair, row in found if row is not None]
    if is_small:
        return (seen[0][1], 0.0) if seen else None
    return _straight(np.array(seen, np.float64), end - start) if len(seen) > 1 else None


def _straight(seen: Places, length: int) -> tuple[float, float] | None:
    """Return the line through places and their rows, unless it is bent or aslant."""
    slope, level = (float(value) for value in np.polyfit(seen[:, 0], seen[:, 1], 1))
    bent = float(np.abs(seen[:, 1] - (level + slope * seen[:, 0])).max())
    is_straight = bent <= _BENT * PER_MM and abs(slope) * length <= _SLANT * PER_MM
    return (level, slope) if is_straight else None


def _dark_row(dark: Grey, low: int, high: int) -> float | None:
    """Return the row that is dark along three quarters of its length, or None."""
    low, high = max(1, low), min(len(dark) - 1, high)
    band = dark[low - 1 : high + 1]
    thick = np.maximum(np.maximum(band[:-2], band[1:-1]), band[2:])
    cover = np.quantile(thick, 0.25, axis=1)
    best = int(cover.argmax())
    return _centre(band.mean(axis=1)[1:-1], best) + low if cover[best] >= _SEEN else None


def _centre(profile: NDArray[np.float32], best: int) -> float:
    low, high = max(0, best - 2), min(len(profile), best + 3)
    weights = profile[low:high]
    return float((np.arange(low, high) * weights).sum() / max(float(weights.sum()), 1e-6))
