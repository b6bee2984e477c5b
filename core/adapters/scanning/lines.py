"""Straight lines that run through a whole box, printed or scanned: found, and taken out.

Units: dots of the patch.
"""

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Places = NDArray[np.int64]

_THROUGH = 0.87
_MOST_LINES = 2
_SLANT, _MOST_SLANT = 0.12, 24
_SAMPLES = 160
_THICKEST = 9


def without_lines(mask: Mask, inside: Mask) -> Mask:
    """Return a mask without the lines that run through; where there are many, it is writing and stays."""
    # Both ways on the same mask: where two lines cross, taking one out would break the other.
    return mask & ~_lines(mask, inside) & ~_lines(mask.T, inside.T).T


def without_level_lines(mask: Mask, inside: Mask) -> Mask:
    """Return a mask without the lines that run from the left side to the right one, unless there are many."""
    return mask & ~_lines(mask, inside)


def _lines(mask: Mask, box: Mask) -> Mask:
    """Return the bands of the lines from the left side to the right one; none where there are many."""
    found = np.zeros(mask.shape, np.bool_)
    for _ in range(_MOST_LINES):
        line = _line_through(mask & ~found, box)
        if line is None:
            return found
        found = found | line
    return np.zeros(mask.shape, np.bool_) if _line_through(mask & ~found, box) is not None else found


def _line_through(mask: Mask, box: Mask) -> Mask | None:
    """Return the band of the clearest line from the left side to the right one, or None."""
    rows, columns = _range(box, 1), _range(box, 0)
    near = np.logical_or.reduce([np.roll(mask, shift, axis=0) for shift in (-2, -1, 0, 1, 2)])
    crossed: Mask = near[:, columns].max(axis=0, initial=False)
    if len(rows) < 2 or len(columns) < 2 or crossed.mean() < _THROUGH:
        return None
    starts, changes, cover = _covers(near, rows, columns)
    if cover.max() < _THROUGH:
        return None
    best = np.argwhere(cover == cover.max())
    row, column = best[len(best) // 2]
    return _band(mask, columns, float(starts[row]), float(changes[column]))


def _range(box: Mask, axis: int) -> Places:
    """Return the rows or columns that a field has."""
    held: Mask = box.max(axis=axis, initial=False)
    return np.flatnonzero(held).astype(np.int64)


def _covers(near: Mask, rows: Places, columns: Places) -> tuple[Places, Places, NDArray[np.float64]]:
    """Return where lines may start, how far they may sink or rise, and how much of each is dark."""
    slant = min(round(_SLANT * len(columns)), _MOST_SLANT)
    starts = np.arange(int(rows[0]), int(rows[-1]) + 1, dtype=np.int64)
    changes = np.arange(-slant, slant + 1, dtype=np.int64)
    along = np.linspace(0, 1, min(len(columns), _SAMPLES))
    y = np.rint(starts[:, None, None] + changes[None, :, None] * along).astype(np.int64)
    x = np.rint(columns[0] + along * (columns[-1] - columns[0])).astype(np.int64)
    hit = near[np.clip(y, 0, len(near) - 1), x] & (y >= rows[0]) & (y <= rows[-1])
    return starts, changes, np.asarray(hit.mean(axis=-1), np.float64)


def _band(mask: Mask, columns: Places, start: float, change: float) -> Mask:
    """Return the dots of a line, as thick as it is."""
    first, last = int(columns[0]), int(columns[-1])
    across = np.arange(mask.shape[1], dtype=np.float64)
    level = start + change * (across - first) / max(1, last - first)
    away = np.arange(mask.shape[0], dtype=np.float64)[:, None] - level[None, :]
    inner = slice(first, last + 1)
    above, below = (_thickness(mask[:, inner], side * away[:, inner]) for side in (-1, 1))
    return (away >= -above) & (away <= below)


def _thickness(mask: Mask, away: NDArray[np.float64]) -> float:
    for reach in range(1, _THICKEST + 1):
        ring = (away > reach - 0.5) & (away <= reach + 0.5)
        if mask[ring].sum() < 0.25 * max(1, int(ring.sum())):
            return reach + 0.5
    return _THICKEST + 0.5
