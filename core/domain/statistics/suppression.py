"""Hides small numbers in tables that are published, so that no arithmetic finds them again.

A number up to `most_hidden` is hidden, every other is rounded to a multiple of `base`. Where the parts of a
total are shown, a hidden one could be found by subtraction: then further parts are hidden with it, until each
small part could be any number from 0 to `most_hidden` and everything published would still be the same.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import log
from typing import NamedTuple


@dataclass(frozen=True)
class Protection:
    """Up to which number files are hidden, and to which multiple the others are rounded.

    Source: facts.md, small counts: 0 to 5 hidden and the rest rounded to 5.
    """

    most_hidden: int = 5
    base: int = 5

    def is_small(self, files: int) -> bool:
        """Say whether a number must be hidden."""
        return files <= self.most_hidden

    def rounded(self, files: int) -> int:
        """Return the nearest multiple of the base; halves go up."""
        return (2 * files + self.base) // (2 * self.base) * self.base


class PartOfTotal(NamedTuple):
    """One part of a total: its files, and how many there could be at most; None is without limit.

    Shapes: `is_hidden` is a part hidden for another reason, because what it is a share of is hidden.
    """

    files: int
    most: int | None = None
    is_hidden: bool = False


def lot_of(secret: str) -> float:
    """Return a lot between 0 and 1, the same whenever it is drawn from the same secret."""
    return (int.from_bytes(sha256(secret.encode()).digest()[:8]) + 1) / (2**64 + 1)


def hidden_parts(
    parts: Mapping[str, PartOfTotal], protection: Protection, lot: Callable[[str], float]
) -> set[str] | None:
    """Return which parts of a published total must not be shown; None when the total must not be either.

    The part hidden beside a small one is drawn by lot, small parts sooner than large ones: a rule that always
    took the smallest would say that it is the smallest.

    Shapes: `lot` draws for each part's name a number between 0 and 1 that nobody outside can know.
    """
    hidden = {name for name, part in parts.items() if part.is_hidden or protection.is_small(part.files)}
    others: list[str] | None = None
    while hidden and not _is_safe([parts[name] for name in hidden], protection):
        if others is None:
            shown = {name: part.files for name, part in parts.items() if name not in hidden}
            others = sorted(shown, key=lambda it: -log(lot(it)) * shown[it] ** 2, reverse=True)
        if not others:
            return None
        hidden.add(others.pop())
    return hidden


def _is_safe(hidden: Sequence[PartOfTotal], protection: Protection) -> bool:
    """Say whether each small part could be anything from 0 up while the hidden ones have the same sum."""
    if len(hidden) < 2 or protection.is_small(sum(part.files for part in hidden)):
        return False
    small = [part for part in hidden if protection.is_small(part.files)]
    room = _room(hidden)
    return room is None or all(room - _own(part) >= part.files for part in small)


def _room(hidden: Sequence[PartOfTotal]) -> int | None:
    """Return how many files the hidden parts could hold beyond their own; None is without limit."""
    if any(part.most is None for part in hidden):
        return None
    return sum(_own(part) for part in hidden)


def _own(part: PartOfTotal) -> int:
    return 0 if part.most is None else part.most - part.files
