"""Whether two names are one person's: the same, slightly different, or significantly.

Source: facts.md, screening practice; guide 2.3a.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from core.domain.registers.names import VOWELS, Name, NameFound, NameWords, Parts

Alike = Callable[[str, str], float]
"""How alike two words are, from 0 to 1, whichever comes first."""
LEAST_CONSONANTS = 3
LONGEST_JOIN = 4
APART = re.compile(r"[,;/\n]|\b(?:et|and|ou|or)\b|&", re.IGNORECASE)
"""What stands between several names written in one line."""


class _Part(NamedTuple):
    """One part of a name, and whether it belongs to the family name."""

    text: str
    is_family: bool


class _Pair(NamedTuple):
    """A part of one name and the part of the other that stands for it, by their places."""

    score: float
    one: int
    other: int


@dataclass(frozen=True)
class Likeness:
    """Compares names by what is known of them and by a library's measure of two words."""

    words: NameWords = field(repr=False)
    alike: Alike

    def verdict(self, score: float) -> NameFound:
        """Return what a score means."""
        if score >= self.words.score.same:
            return "same"
        return "slight" if score >= self.words.score.slight else "significant"

    def score(self, one: Name, other: Name) -> float:
        """Return how alike two names are, whichever comes first and whichever of their names is the family's.

        Units: 1 is the same name, 0 is nothing in common or a contradiction.
        """
        mine = self.words.parts(one.family), self.words.parts(one.given)
        theirs = self.words.parts(other.family), self.words.parts(other.given)
        straight = self._score(mine, theirs)
        if straight >= self.words.score.same or not _cross(mine, theirs):
            return straight
        # particles are left out of what stands as the family's, so it matters which of the two is turned
        return max(straight, self._score(_turned(mine), theirs), self._score(mine, _turned(theirs)))

    def score_of_line(self, line: str, other: Name) -> float:
        """Return how alike a name written in one line is, family name first or last."""
        parts = self.words.parts(line)
        cuts = range(1, len(parts))
        scores = (self.score(Name(" ".join(parts[:cut]), " ".join(parts[cut:])), other) for cut in cuts)
        return max(scores, default=0.0)

    def score_of_others(self, others: str, given: str, listed: Name) -> float:
        """Return how alike the best of several other names is: whole names, or family names alone."""
        names = [name for name in APART.split(others) if name.strip()]
        alone = (self.score(Name(name, given), listed) for name in names)
        whole = (self.score_of_line(name, listed) for name in names)
        return max(*alone, *whole, 0.0, 0.0)

    def _score(self, one: tuple[Parts, Parts], other: tuple[Parts, Parts]) -> float:
        (family, given), (their_family, their_given) = one, other
        families = list(self._readings(family, their_family, bare=True))
        givens = list(self._readings(given, their_given, bare=False))
        return max(self._aligned((f, g), (tf, tg)) for f, tf in families for g, tg in givens)

    def _readings(self, one: Parts, other: Parts, *, bare: bool) -> Iterator[tuple[Parts, Parts]]:
        """Yield the ways to read two groups of parts: put together as the other is, and as one word each."""
        joined = _joined(one, other), _joined(other, one)
        yield (self.words.bare(joined[0]), self.words.bare(joined[1])) if bare else joined
        if one and other and len(one) != len(other):
            yield ("".join(one),), ("".join(other),)

    def _aligned(self, one: tuple[Parts, Parts], other: tuple[Parts, Parts]) -> float:
        mine, theirs = _told(one), _told(other)
        if sorted(part.text for part in mine) == sorted(part.text for part in theirs):
            return 1.0 if mine else 0.0
        pairs = self._pairs(mine, theirs)
        left = [part for place, part in enumerate(mine) if place not in {pair.one for pair in pairs}]
        lost = [part for place, part in enumerate(theirs) if place not in {pair.other for pair in pairs}]
        if _contradict(left, lost) or not _covered(mine, theirs, pairs):
            return 0.0
        missing = sum(len(part.text) > 1 for part in (*left, *lost))
        return self._least(mine, theirs, pairs) * self.words.score.missing**missing

    def _pairs(self, mine: list[_Part], theirs: list[_Part]) -> list[_Pair]:
        """Return the best pairs, the most alike first; each part stands in one at most."""
        found = [
            (_Pair(score, i, j), tuple(sorted((one.text, other.text))))
            for i, one in enumerate(mine)
            for j, other in enumerate(theirs)
            if (score := self._likeness(one, other)) >= self.words.score.slight
        ]
        taken: list[_Pair] = []
        for pair, _ in sorted(found, key=lambda it: (-it[0].score, it[1])):
            if all(pair.one != it.one and pair.other != it.other for it in taken):
                taken.append(pair)
        return taken

    def _likeness(self, one: _Part, other: _Part) -> float:
        if one.text == other.text:
            return 1.0
        if one.is_family != other.is_family:
            return 0.0
        if not one.is_family and _is_initial(one.text, other.text):
            return self.words.score.initial
        return self._alike(one.text, other.text, is_given=not one.is_family)

    def _alike(self, one: str, other: str, *, is_given: bool) -> float:
        score, rows = self.words.score, self.words.rows_of
        spoken = self.words.spoken(one), self.words.spoken(other)
        if spoken[0] == spoken[1]:
            return score.spelling
        consonants = VOWELS.sub("", spoken[0])
        return max(
            self.alike(one, other),
            self.alike(*spoken),
            score.diminutive if is_given and rows.get(one, frozenset()) & rows.get(other, frozenset()) else 0,
            score.consonants
            if len(consonants) >= LEAST_CONSONANTS and consonants == VOWELS.sub("", spoken[1])
            else 0,
        )

    def _least(self, mine: list[_Part], theirs: list[_Part], pairs: list[_Pair]) -> float:
        """Return the score of the worst pair; an initial beside an equal given name costs nothing."""
        givens = (p for p in pairs if not (mine[p.one].is_family or theirs[p.other].is_family))
        has_equal = any(pair.score == 1.0 and len(mine[pair.one].text) > 1 for pair in givens)
        return min(
            1.0 if has_equal and _is_initial(mine[pair.one].text, theirs[pair.other].text) else pair.score
            for pair in pairs
        )


def _cross(mine: tuple[Parts, Parts], theirs: tuple[Parts, Parts]) -> bool:
    """Say whether a part of one's family name is a given name of the other's, so that two may be turned."""
    return bool(set(mine[0]) & set(theirs[1]) or set(mine[1]) & set(theirs[0]))


def _turned(groups: tuple[Parts, Parts]) -> tuple[Parts, Parts]:
    return groups[1], groups[0]


def _told(groups: tuple[Parts, Parts]) -> list[_Part]:
    return [*(_Part(text, True) for text in groups[0]), *(_Part(text, False) for text in groups[1])]


def _joined(parts: Parts, other: Parts) -> Parts:
    """Return the parts with those put together that are one part of the other name: Mac Donald, MacDonald."""
    joined: list[str] = []
    place = 0
    while place < len(parts):
        widths = range(min(LONGEST_JOIN, len(parts) - place), 1, -1)
        width = next((it for it in widths if "".join(parts[place : place + it]) in other), 1)
        joined.append("".join(parts[place : place + width]))
        place += width
    return tuple(joined)


def _is_initial(one: str, other: str) -> bool:
    return one[0] == other[0] and 1 in (len(one), len(other)) and one != other


def _contradict(left: list[_Part], lost: list[_Part]) -> bool:
    """Say whether each name has a part of the same kind that the other knows nothing of."""
    return bool({part.is_family for part in left} & {part.is_family for part in lost})


def _covered(mine: list[_Part], theirs: list[_Part], pairs: list[_Pair]) -> bool:
    """Say whether family name stands for family name and given name for given name, where both have them."""
    kinds = {part.is_family for part in mine} & {part.is_family for part in theirs}
    placed = [(mine[pair.one].is_family, theirs[pair.other].is_family) for pair in pairs]
    return bool(pairs) and kinds <= {kind for kind, same in placed if kind == same}
