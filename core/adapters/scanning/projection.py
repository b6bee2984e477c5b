"""From the paper to its picture: where each place of the printed page lies in what came back."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.adapters.scanning.codes import CornerCode
from core.domain.form.papers import FormPlace

Points = NDArray[np.float64]

FEWEST_CODES = 2
# A flat sheet in a scanner fits to a tenth of a millimetre; more is a telephone's perspective.
_FLAT = 0.25
_FARTHEST = 2.5


class Projection(NamedTuple):
    """How a plane lies in another, and how well that fits the codes.

    Units: millimetres of paper to dots of a picture; `fault` in millimetres, `scale` in dots a millimetre.
    """

    matrix: NDArray[np.float64]
    scale: float = 1.0
    fault: float = 0.0

    def at(self, points: Points) -> Points:
        """Return where points of the paper lie in the picture."""
        told = np.hstack([points, np.ones((len(points), 1))]) @ self.matrix.T
        return told[:, :2] / told[:, 2:]


def corners_of(place: FormPlace) -> Points:
    """Return a place's corners on paper, clockwise from the top left one."""
    right, bottom = place.x + place.width, place.y + place.height
    return np.array([(place.x, place.y), (right, place.y), (right, bottom), (place.x, bottom)], np.float64)


def map_page(
    codes: Mapping[str, CornerCode], places: Sequence[FormPlace], size: tuple[int, int]
) -> Projection | None:
    """Return how a page lies in its picture, or None when too few codes were read or they lie wrong.

    Source: notes on scans: two codes are enough for a usable mapping.
    """
    paper, seen = _pairs(codes, places, size)
    if len(paper) < FEWEST_CODES * 4:
        return None
    flat = _fitted(_affine(paper, seen), paper, seen)
    best = flat if flat.fault <= _FLAT else _fitted(_projective(paper, seen), paper, seen)
    return best if best.fault <= _FARTHEST and _is_upright(best) else None


def rough_mapping(
    codes: Mapping[str, CornerCode], places: Sequence[FormPlace], size: tuple[int, int]
) -> Projection | None:
    """Return about how a page lies, from a single code if need be; enough to tell what is cut off."""
    paper, seen = _pairs(codes, places, size)
    return _fitted(_affine(paper, seen), paper, seen) if len(paper) else None


def _pairs(
    codes: Mapping[str, CornerCode], places: Sequence[FormPlace], size: tuple[int, int]
) -> tuple[Points, Points]:
    """Return the corners of the codes on paper, and the same in the picture."""
    known = {place.name: corners_of(place) for place in places}
    names = [corner for corner in codes if f"qr_{corner}" in known]
    paper = [known[f"qr_{corner}"] for corner in names]
    seen = [codes[corner].points * np.array(size, np.float64) for corner in names]
    return np.array(paper).reshape(-1, 2), np.array(seen).reshape(-1, 2)


def _fitted(matrix: NDArray[np.float64], paper: Points, seen: Points) -> Projection:
    scale = _reach(seen) / _reach(paper)
    with np.errstate(all="ignore"):
        away = np.sqrt(((Projection(matrix).at(paper) - seen) ** 2).sum(axis=1).mean())
    fault = float(away / scale) if scale else np.inf
    return Projection(matrix, scale, fault if np.isfinite(fault) else np.inf)


def _reach(points: Points) -> float:
    return float(np.sqrt(((points - points.mean(axis=0)) ** 2).sum(axis=1).mean()))


def _affine(paper: Points, seen: Points) -> NDArray[np.float64]:
    rows = np.hstack([paper, np.ones((len(paper), 1))])
    solved = np.linalg.lstsq(rows, seen, rcond=None)[0]
    return np.vstack([solved.T, [0.0, 0.0, 1.0]])


def _projective(paper: Points, seen: Points) -> NDArray[np.float64]:
    """Solve the direct linear transformation, both sides brought to the same scale first."""
    from_paper, from_seen = _scaling(paper), _scaling(seen)
    flat, bent = Projection(from_paper).at(paper), Projection(from_seen).at(seen)
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(flat.tolist(), bent.tolist(), strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, -u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, -v])
    solved = np.linalg.svd(np.array(rows))[2][-1].reshape(3, 3)
    matrix = np.linalg.inv(from_seen) @ solved @ from_paper
    return matrix / matrix[2, 2] if matrix[2, 2] else matrix


def _scaling(points: Points) -> NDArray[np.float64]:
    middle, reach = points.mean(axis=0), _reach(points) or 1.0
    return np.array([[1 / reach, 0, -middle[0] / reach], [0, 1 / reach, -middle[1] / reach], [0, 0, 1]])


def _is_upright(mapping: Projection) -> bool:
    """Say whether the paper shows its face: a mirrored or folded-over plane is no scan."""
    sheet = np.array([(0, 0), (215.9, 0), (215.9, 279.4), (0, 279.4)], np.float64)
    depth = np.hstack([sheet, np.ones((4, 1))]) @ mapping.matrix[2]
    x, y = mapping.at(sheet).T
    area = float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))
    return bool(depth.min() > 0 and area > 0)
