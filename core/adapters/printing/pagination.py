"""Lays pieces of paper on pages: no piece is split, no heading stands alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

GAP = 4.0


@dataclass(frozen=True)
class Piece:
    """Something drawn whole at an ordinate.

    Units: millimetres.
    """

    height: float
    draw: Callable[[float], None]


NOTHING = Piece(0, lambda _: None)


@dataclass(frozen=True)
class PrintedSection:
    """Pieces under a heading, which is repeated on each page that the section reaches."""

    pieces: tuple[Piece, ...]
    opening: Piece = NOTHING
    reopening: Piece = NOTHING


def paginate(sections: Sequence[PrintedSection], room: float) -> list[list[tuple[Piece, float]]]:
    """Return the pages, each a list of pieces with the ordinate where they start.

    Units: millimetres from the top of a body that is `room` high.
    """
    pages: list[list[tuple[Piece, float]]] = [[]]
    y = 0.0
    for section in sections:
        y += GAP if pages[-1] else 0
        for place, piece in enumerate(section.pieces):
            group = (piece,) if place else (section.opening, piece)
            if pages[-1] and y + sum(part.height for part in group) > room:
                pages.append([])
                y = 0.0
                group = (section.reopening if place else section.opening, piece)
            for part in group:
                pages[-1].append((part, y))
                y += part.height
    return pages
