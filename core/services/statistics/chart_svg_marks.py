"""What pictures are made of: type, colours that everybody can tell apart, legends."""

from collections.abc import Sequence
from html import escape
from textwrap import wrap
from typing import NamedTuple

WIDTH = 520
TYPE = 'font-family="Source Sans Pro, Source Sans, sans-serif" font-size="13"'
INK, FAINT = "#1f1f1f", "#f1f2f3"
HEAT = ((0xF7, 0xFB, 0xFF), (0x08, 0x30, 0x6B))
"""From pale to dark in one hue: the order is seen without telling hues apart."""


class Paint(NamedTuple):
    """How one of several things is drawn: told apart by its fill, its line and its dashes."""

    fill: str
    line: str
    dashes: str


PAINTS = (
    Paint("#0072b2", "#0072b2", ""),
    Paint("#ffffff", "#545961", "7 4"),
    Paint("#d55e00", "#d55e00", "2 3"),
    Paint("#009e73", "#009e73", "10 3 2 3"),
    Paint("#cc79a7", "#a04a7e", "4 4"),
)
"""Source: Okabe and Ito 2008, told apart in every kind of colour blindness; here with dashes beside."""


class Drawn(NamedTuple):
    """A drawing and its height."""

    body: str
    height: int


def said(x: float, y: float, text: str, *, size: int = 13, weight: int = 400, anchor: str = "start",
         ink: str = INK) -> str:  # fmt: skip
    """Return a line of text."""
    how = f'font-size="{size}" font-weight="{weight}" text-anchor="{anchor}" fill="{ink}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {how}>{escape(text)}</text>'


def legend(names: Sequence[str]) -> str:
    """Return what tells several things apart; nothing for one alone."""
    if len(names) < 2:
        return ""
    body, x = "", 0.0
    for name, paint in zip(names, PAINTS, strict=False):
        body += box(x, 2, 24, 11, paint.fill, paint.line)
        body += said(x + 30, 13, name, size=12)
        x += 30 + 6.6 * len(name) + 18
    return body


def box(x: float, y: float, width: float, height: float, fill: str, line: str) -> str:
    """Return a rectangle."""
    place = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
    return f'<rect {place} fill="{fill}" stroke="{line}"/>'


def stroke(paint: Paint) -> str:
    """Return how a line is drawn."""
    return f'fill="none" stroke="{paint.line}" stroke-width="2.2" stroke-dasharray="{paint.dashes or "none"}"'


def mix(ends: tuple[tuple[int, int, int], tuple[int, int, int]], share: float) -> str:
    """Return the colour that lies so far between two."""
    told = (round(one + (other - one) * share) for one, other in zip(*ends, strict=True))
    return "#" + "".join(f"{part:02x}" for part in told)


def wrapped(text: str, width: int) -> list[str]:
    """Return a text in lines of so many letters."""
    return wrap(text, width) or [""]
