"""Groups of strokes that touch each other: how far they reach, how long the way along them is, how broad.

Units: cells are squares of a patch, `side` dots wide; lengths are in cells.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]

# The reach of a group is looked at in so many directions.
_DIRECTIONS = np.array([(np.cos(turn), np.sin(turn)) for turn in np.linspace(0, np.pi, 12, endpoint=False)])
# An outline of dots goes around corners that the stroke does not have.
_STAIRS = 0.85


class InkPart(NamedTuple):
    """One group: its number of cells, from its one end to the other, along it, and how broad it is."""

    places: NDArray[np.int64]
    span: float
    path: float
    breadth: float

    @property
    def size(self) -> int:
        """Return how many cells it has."""
        return len(self.places)

    def dots(self, mask: Mask, side: int) -> Mask:
        """Return its own dots of a mask."""
        own = np.zeros(tuple(length // side for length in mask.shape), np.bool_)
        own[tuple(self.places.T)] = True
        tall, wide = (length % side for length in mask.shape)
        return mask & np.pad(own.repeat(side, 0).repeat(side, 1), ((0, tall), (0, wide)))

    def meets(self, edge: Mask) -> bool:
        """Say whether it reaches an edge."""
        return bool(edge[tuple(self.places.T)].any())

    def lies_in(self, edge: Mask) -> bool:
        """Say whether it is all along an edge, as what is left of a printed frame is."""
        return bool(edge[tuple(self.places.T)].all())


def parts_of(mask: Mask, side: int, least: float) -> list[InkPart]:
    """Return the groups of cells that hold at least a share of strokes and touch, also by a corner."""
    area, edges = _by_cell(mask, side), _by_cell(_outline(mask), side) * side
    waiting = set(zip(*(axis.tolist() for axis in np.nonzero(area >= least)), strict=True))
    found: list[InkPart] = []
    for group in _groups(waiting):
        places = np.array(sorted(group), np.int64)
        rows, columns = places.T
        reach = places @ _DIRECTIONS.T
        span = float((reach.max(axis=0) - reach.min(axis=0)).max()) + 1
        path = float(edges[rows, columns].sum()) / 2 * _STAIRS
        breadth = float(area[rows, columns].sum()) / max(path, 1e-6)
        found.append(InkPart(places, span, path, breadth))
    return found


def _by_cell(dots: NDArray[np.bool_] | NDArray[np.int8], side: int) -> NDArray[np.float64]:
    tall, wide = (length // side for length in dots.shape)
    return dots[: tall * side, : wide * side].reshape(tall, side, wide, side).mean(axis=(1, 3))


def _outline(mask: Mask) -> NDArray[np.int8]:
    """Return on how many of its four sides each dot of a mask borders on none."""
    padded = np.pad(mask, 1)
    around = (padded[:-2, 1:-1], padded[2:, 1:-1], padded[1:-1, :-2], padded[1:-1, 2:])
    return sum((mask & ~beside).astype(np.int8) for beside in around)  # type: ignore[return-value]


def _groups(waiting: set[tuple[int, int]]) -> Iterator[set[tuple[int, int]]]:
    while waiting:
        yield _taken(waiting)


def _taken(waiting: set[tuple[int, int]]) -> set[tuple[int, int]]:
    edge = [waiting.pop()]
    part: set[tuple[int, int]] = set()
    while edge:
        y, x = edge.pop()
        part.add((y, x))
        near = {(y + dy, x + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)} & waiting
        waiting -= near
        edge.extend(near)
    return part
