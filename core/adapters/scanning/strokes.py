"""Strokes as thin as a pen's, told from paper, shadows and stains by how dark they are beside what is near.

Units: dots of a patch that has `PER_MM` of them a millimetre.
"""

import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.float32]
Mask = NDArray[np.bool_]

PER_MM = 6
"""Dots a millimetre in the patches measured."""
PEN, STAIN = 2.5, 5.0
"""How broad a dark detail may be to be found, in millimetres: a pen's stroke, or a cup's ring as well."""
_FAINTEST, _DARK, _NOISES = 0.11, 0.35, 5.0
_TILE = 6 * PER_MM


def strokes(patch: Grey, broadest: float = PEN) -> Grey:
    """Return how much darker than the paper around it each dot is, for details up to a breadth.

    Shapes: 0 is paper, 1 is black; what is broader counts as paper.
    Units:  `broadest` in millimetres.
    """
    soft = _blurred(patch)
    paper = np.maximum(_closed(soft, round(broadest * PER_MM)), 1.0)
    return np.clip(1.0 - soft / paper, 0.0, 1.0).astype(np.float32)


def marked(dark: Grey, inside: Mask) -> Mask:
    """Return the dots of a field that are dark enough to be strokes: darker where the picture is rough."""
    return (dark > _thresholds(dark, inside)) & inside


def widened(mask: Mask, width: int) -> Mask:
    """Return a mask and what lies within a window of it."""
    return _widest(mask.astype(np.float32), width) > 0


def _thresholds(dark: Grey, inside: Mask) -> Grey:
    tall, wide = (-(-length // _TILE) for length in dark.shape)
    found = np.full((tall, wide), _FAINTEST, np.float32)
    for y in range(tall):
        for x in range(wide):
            tile = (slice(y * _TILE, (y + 1) * _TILE), slice(x * _TILE, (x + 1) * _TILE))
            seen = dark[tile][inside[tile]]
            found[y, x] = _threshold(seen) if len(seen) >= _TILE else _FAINTEST
    # Noise does not end where a tile does.
    near = _widest(found, 3).repeat(_TILE, 0).repeat(_TILE, 1)
    return near[: dark.shape[0], : dark.shape[1]]


def _threshold(dark: NDArray[np.float32]) -> float:
    # Up to two thirds of a small box may be ink: what the lighter third is like says how rough the paper is.
    lightest, light = (float(level) for level in np.quantile(dark, (0.05, 0.3)))
    noise = (light - lightest) / 1.12
    return min(max(_FAINTEST, light + (0.52 + _NOISES) * noise), _DARK)


def _blurred(patch: Grey) -> Grey:
    padded = np.pad(patch, 1, mode="edge")
    rows = padded[:-2] + padded[1:-1] + padded[2:]
    return ((rows[:, :-2] + rows[:, 1:-1] + rows[:, 2:]) / 9).astype(np.float32)


def _closed(patch: Grey, width: int) -> Grey:
    """Return a patch without the dark details narrower than so many dots, whichever way they run."""
    return -_highest_around(-_highest_around(patch, width), width)


def _highest_around(patch: Grey, width: int) -> Grey:
    """Return for each dot the highest value in an eight-sided window around it.

    Shapes: a square window would take a slanting band for narrower than a level one.
    """
    side = 0.414 * width
    for down, right, length in ((1, 0, side), (0, 1, side), (1, 1, side * 0.707), (1, -1, side * 0.707)):
        patch = _highest_along(patch, down, right, max(1, round(length) + 1))
    return patch


def _widest(patch: Grey, width: int) -> Grey:
    """Return for each dot the highest value in a square window around it."""
    return _highest_along(_highest_along(patch, 1, 0, width), 0, 1, width)


def _highest_along(patch: Grey, down: int, right: int, length: int) -> Grey:
    """Return for each dot the highest value among so many along a direction, itself in their middle."""
    tall, wide = patch.shape
    found = np.pad(patch, length, mode="edge")
    reach = 1
    # Doubling the reach at each step finds the maximum of a window in a handful of passes.
    while reach < length:
        step = min(reach, length - reach)
        found = np.maximum(found, np.roll(found, (-step * down, -step * right), (0, 1)))
        reach += step
    top, left = length - down * (length // 2), length - right * (length // 2)
    return found[top : top + tall, left : left + wide]
