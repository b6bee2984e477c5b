"""What makes a page hard to read: too dark, too small, blurred, cut off; or nothing on it at all."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.adapters.scanning.codes import CornerCode
from core.adapters.scanning.projection import corners_of, rough_mapping
from core.domain.form.papers import FormPlace
from core.domain.form.returned_form import Quality

_DARK, _FEWEST_DOTS = 115, 950
# The steepest edges of sharp print rise by half its contrast from one dot to the next.
_SOFT, _CONTRAST = 0.25, 40
# Every so many rows say enough of a whole page.
_EVERY = 5
# A code whose middle is so near the picture's edge, in millimetres, is not whole.
_CUT = 7.0
_BLANK, _MARGIN = 0.0004, 0.03


def qualities(
    grey: Image.Image, dots: int | None, codes: Mapping[str, CornerCode], places: Sequence[FormPlace]
) -> tuple[Quality, ...]:
    """Return what is wrong with a page's picture.

    Units: `dots` on the longer side of what was scanned or photographed, None for a drawing.
    """
    seen = np.asarray(grey)
    found: dict[Quality, bool] = {
        "too_dark": _level(seen, 0.95) < _DARK,
        "too_small": dots is not None and dots < _FEWEST_DOTS,
        "blurred": _is_soft(seen),
        "cut_off": _is_cut(grey.size, codes, places),
    }
    return tuple(quality for quality, is_so in found.items() if is_so)


def is_blank(grey: Image.Image) -> bool:
    """Say whether a page is a white sheet, as the back of a page is that a scanner took along."""
    seen = np.asarray(grey)
    edge = [max(1, round(length * _MARGIN)) for length in seen.shape]
    field = seen[edge[0] : -edge[0], edge[1] : -edge[1]]
    return bool((field < 0.8 * _level(seen, 0.5)).mean() < _BLANK)


def _level(seen: NDArray[np.uint8], share: float) -> float:
    """Return the brightness that a share of the picture stays under."""
    return float(np.quantile(seen[::_EVERY, ::_EVERY], share))


def _is_soft(seen: NDArray[np.uint8]) -> bool:
    contrast = _level(seen, 0.99) - _level(seen, 0.01)
    if contrast < _CONTRAST:
        return False
    rows = seen[::_EVERY].astype(np.int16)
    steps = np.abs(np.diff(rows, axis=1))
    return float(np.quantile(steps, 0.999)) < _SOFT * contrast


def _is_cut(size: tuple[int, int], codes: Mapping[str, CornerCode], places: Sequence[FormPlace]) -> bool:
    """Say whether a corner of the sheet lies outside the picture."""
    missing = [place for place in places if place.name.startswith("qr_") and place.name[3:] not in codes]
    mapping = rough_mapping(codes, places, size) if codes and missing else None
    if mapping is None:
        return False
    middles = mapping.at(np.array([corners_of(place).mean(axis=0) for place in missing]))
    near = _CUT * mapping.scale
    return bool(((middles < near) | (middles > np.array(size) - near)).any())
