"""The QR codes on a returned page: what they say, which is untrusted, and where they lie."""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import zxingcpp
from numpy.typing import NDArray
from PIL import Image

from core.domain.accounts.hand_typed_codes import ALPHABET

# Its stubs leave the options untyped.
_ZXING: Any = zxingcpp
_REFERENCE = rf"RRA-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}"
_PAYLOAD = re.compile(
    rf"IMM5661\|({_REFERENCE})\|([1-9][0-9]?)\|(tl|tr|bl|br)\|([1-9][0-9]{{0,3}})\|([0-9a-f]{{16}})"
)
_LONGEST = 80
_POINTS = ("top_left", "top_right", "bottom_right", "bottom_left")


class Said(NamedTuple):
    """What the codes of one page say in common."""

    reference: str
    page: int
    print_number: int
    digest: str


class CornerCode(NamedTuple):
    """One code read.

    Shapes: `points` are its four corners as the code itself is upright, clockwise from the top left one.
    Units:  shares of the picture's width and height.
    """

    said: Said
    corner: str
    points: NDArray[np.float64]


def find_codes(picture: Image.Image) -> list[CornerCode]:
    """Return the form's codes in a picture, and none of anybody else's."""
    seen = _ZXING.read_barcodes(picture, _ZXING.BarcodeFormat.QRCode)
    return [code for barcode in seen if (code := _code(barcode, picture.size)) is not None]


def agreeing(codes: Iterable[CornerCode]) -> dict[str, CornerCode]:
    """Return the codes by their corner; none when they contradict each other or stand twice."""
    by_corner: dict[str, CornerCode] = {}
    for code in codes:
        twin = by_corner.setdefault(code.corner, code)
        if not np.allclose(twin.points, code.points, atol=0.01):
            return {}
    return by_corner if len({code.said for code in by_corner.values()}) == 1 else {}


def _code(barcode: Any, size: tuple[int, int]) -> CornerCode | None:
    read = understood(str(barcode.text))
    if read is None:
        return None
    places = [getattr(barcode.position, name) for name in _POINTS]
    points = np.array([(place.x, place.y) for place in places], np.float64) + 0.5
    return CornerCode(*read, points / np.array(size, np.float64))


def understood(text: str) -> tuple[Said, str] | None:
    """Return what a code says and which corner it names; None for anything that is not exactly ours."""
    found = _PAYLOAD.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None:
        return None
    reference, page, corner, print_number, digest = found.groups()
    return Said(reference, int(page), int(print_number), digest), corner
