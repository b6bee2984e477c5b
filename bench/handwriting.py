"""Handwriting made up for tests of the reader: signatures of many kinds, initials, crosses, dates, ticks.

Units: millimetres, from the top left corner of the box written in.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from PIL import Image, ImageDraw

Stroke = list[tuple[float, float]]
FINER = 4


@dataclass(frozen=True)
class Pen:
    """What one writes with."""

    color: tuple[int, int, int]
    width: float
    cover: float = 1.0


PENS: dict[str, tuple[tuple[int, int, int], float, float, float]] = {
    "black": ((25, 25, 30), 0.35, 0.8, 0.95),
    "blue": ((35, 55, 165), 0.3, 0.7, 0.92),
    "light blue": ((80, 110, 215), 0.3, 0.6, 0.85),
    "pencil": ((70, 70, 75), 0.3, 0.6, 0.6),
    "felt tip": ((15, 15, 20), 0.8, 1.3, 1.0),
    "fine": ((30, 30, 60), 0.22, 0.3, 0.9),
}


def pen(hand: Random, kind: str = "") -> Pen:
    """Return a pen, of one kind or of any."""
    color, thin, thick, cover = PENS[kind or hand.choice(list(PENS))]
    return Pen(color, hand.uniform(thin, thick), cover * hand.uniform(0.9, 1.0))


def flourish(hand: Random, width: float, height: float) -> list[Stroke]:
    """Return a signature in one looping line, sometimes with a line under it."""
    length, loops = width * hand.uniform(0.25, 0.7), hand.uniform(3, 9)
    tall, lean = height * hand.uniform(0.12, 0.38), hand.uniform(-0.2, 0.6)
    phase, other = hand.uniform(0, 6.3), hand.uniform(0.4, 0.8)
    curl = length / loops * hand.uniform(0.1, 0.45)
    steps = range(int(loops * 18))
    line: Stroke = []
    for step in steps:
        turn = step / 18 * 2 * math.pi
        fade = 0.45 + 0.55 * abs(math.sin(turn * 0.13 + phase))
        y = tall * fade * math.sin(turn) + tall * 0.3 * math.sin(turn * other + phase)
        line.append((length * step / len(steps) + curl * math.cos(turn) - lean * y, y))
    strokes = [line]
    if hand.random() < 0.3:
        strokes.append(_bowed(hand, (-3, tall * 1.2), (length + 3, tall * hand.uniform(0.9, 1.6))))
    return _placed(hand, strokes, width, height)


def written(hand: Random, width: float, height: float) -> list[Stroke]:
    """Return a name in letters that hardly touch."""
    tall = hand.uniform(2.5, 5.0)
    return _placed(hand, _letters(hand, hand.randint(6, 14), tall), width, height)


def initials(hand: Random, width: float, height: float) -> list[Stroke]:
    """Return two or three letters."""
    return _placed(hand, _letters(hand, hand.randint(2, 3), hand.uniform(5, 10)), width, height)


def cross(hand: Random, width: float, height: float) -> list[Stroke]:
    """Return the cross of somebody who does not write."""
    size = min(hand.uniform(5, 13), height * 0.7)
    strokes = [
        _bowed(hand, (0, 0), (size * hand.uniform(0.8, 1.2), size)),
        _bowed(hand, (size, 0), (0, size * hand.uniform(0.8, 1.2))),
    ]
    return _placed(hand, strokes, width, height)


def overflowing(hand: Random, width: float, height: float) -> list[Stroke]:
    """Return a signature larger than its box."""
    strokes = flourish(hand, width, height * hand.uniform(2.2, 2.8))
    low = height * 0.6
    return [[(x, y - low) for x, y in stroke] for stroke in strokes]


def lines(hand: Random, width: float, height: float) -> list[Stroke]:
    """Return an address on two lines."""
    tall = hand.uniform(2.0, 3.2)
    made: list[Stroke] = []
    for row in range(hand.choice([1, 2, 2])):
        for stroke in _letters(hand, hand.randint(8, 22), tall):
            made.append([(x + 4, y + 4.5 + row * tall * 2.1) for x, y in stroke])
    return [[(min(x, width - 2), min(y, height - 2)) for x, y in stroke] for stroke in made]


def digits(hand: Random, width: float, height: float) -> list[Stroke]:
    """Return a date or a telephone number."""
    return _placed(hand, _letters(hand, hand.randint(6, 10), hand.uniform(2.5, 5)), width, height)


def tick(hand: Random, width: float, height: float) -> list[Stroke]:
    """Return what one ticks a box with: a hook, or a cross."""
    size = hand.uniform(0.4, 0.8) * width
    left, top = (width - size) / 2 + hand.uniform(-1, 1), (height - size) / 2 + hand.uniform(-1, 1)
    if hand.random() < 0.5:
        hook = [(0.0, 0.55 * size), (0.35 * size, size), (size, 0.0)]
        strokes = [hook]
    else:
        strokes = [_bowed(hand, (0, 0), (size, size)), _bowed(hand, (size, 0), (0, size))]
    return [[(x + left, y + top) for x, y in stroke] for stroke in strokes]


SIGNATURES: dict[str, Callable[[Random, float, float], list[Stroke]]] = {
    "flourish": flourish,
    "written": written,
    "initials": initials,
    "cross": cross,
    "overflowing": overflowing,
}


def signature(hand: Random, width: float, height: float, kind: str = "") -> list[Stroke]:
    """Return a signature, of one kind or of any."""
    kinds = ("flourish", "flourish", "written", "initials", "cross", "overflowing")
    return SIGNATURES[kind or hand.choice(kinds)](hand, width, height)


def fill(hand: Random, name: str, width: float, height: float, kind: str = "") -> list[Stroke]:
    """Return what somebody writes in a box of the form, a signature of one kind or of any."""
    if name.endswith("_signature"):
        return signature(hand, width, height, kind)
    if name.endswith("_statement"):
        return tick(hand, width, height)
    return (lines if name.endswith("_address") else digits)(hand, width, height)


def draw(picture: Image.Image, strokes: list[Stroke], pen: Pen, left: float, top: float, dpmm: float) -> None:
    """Draw strokes on a picture, their box at a place of it.

    Units: millimetres; dots a millimetre.
    """
    points = [point for stroke in strokes for point in stroke]
    margin = pen.width + 1
    x0, y0 = (min(axis) - margin for axis in zip(*points, strict=True))
    x1, y1 = (max(axis) + margin for axis in zip(*points, strict=True))
    fine = dpmm * FINER
    mask = Image.new("L", (int((x1 - x0) * fine) + 1, int((y1 - y0) * fine) + 1))
    drawing, width = ImageDraw.Draw(mask), max(1, round(pen.width * fine))
    for stroke in strokes:
        line = [((x - x0) * fine, (y - y0) * fine) for x, y in stroke]
        drawing.line(line, fill=round(255 * pen.cover), width=width, joint="curve")
    small = mask.resize((max(1, mask.width // FINER), max(1, mask.height // FINER)), Image.Resampling.BOX)
    place = (round((left + x0) * dpmm), round((top + y0) * dpmm))
    picture.paste(Image.new("RGB", small.size, pen.color), place, small)


def _letters(hand: Random, count: int, tall: float) -> list[Stroke]:
    strokes: list[Stroke] = []
    x = 0.0
    for _ in range(count):
        wide = tall * hand.uniform(0.4, 0.9)
        corners = hand.randint(3, 6)
        stroke = [
            (x + wide * hand.uniform(0, 1), tall * hand.choice([0.0, 0.5, 1.0]) + hand.uniform(-0.3, 0.3))
            for _ in range(corners)
        ]
        strokes.append(_rounded(stroke))
        x += wide + tall * hand.uniform(0.15, 0.5)
    return strokes


def _rounded(stroke: Stroke) -> Stroke:
    made: Stroke = [stroke[0]]
    for one, two, three in zip(stroke, stroke[1:], stroke[2:] + stroke[-1:], strict=False):
        end = ((two[0] + three[0]) / 2, (two[1] + three[1]) / 2)
        for step in range(1, 7):
            t = step / 6
            a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
            made.append((a * one[0] + b * two[0] + c * end[0], a * one[1] + b * two[1] + c * end[1]))
    return made


def _bowed(hand: Random, start: tuple[float, float], end: tuple[float, float]) -> Stroke:
    bow = hand.uniform(-0.12, 0.12)
    dx, dy = end[0] - start[0], end[1] - start[1]
    steps = [step / 12 for step in range(13)]
    return [
        (
            start[0] + dx * t - dy * bow * math.sin(math.pi * t),
            start[1] + dy * t + dx * bow * math.sin(math.pi * t),
        )
        for t in steps
    ]


def _placed(hand: Random, strokes: list[Stroke], width: float, height: float) -> list[Stroke]:
    """Return strokes moved to somewhere inside a box."""
    points = [point for stroke in strokes for point in stroke]
    left, top = (min(axis) for axis in zip(*points, strict=True))
    wide, tall = (max(axis) - low for axis, low in zip(zip(*points, strict=True), (left, top), strict=True))
    across = hand.uniform(2, max(2.1, width - wide - 3)) - left
    down = hand.uniform(1.5, max(1.6, height - tall - 1.5)) - top
    return [[(x + across, y + down) for x, y in stroke] for stroke in strokes]
