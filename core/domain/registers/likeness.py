"""Whether two names are one person's: the same, partly alike, or alike in no part.

One rule: a name equal after the one folding is the same; one of which no part is alike, in any order, and
that stands in letters a register can write, is another; everything else is to be looked at.

Source: facts.md, screening practice; guide 2.3a.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from core.domain.name_keys import in_latin
from core.domain.registers.names import VOWELS, Name, NameFound, NameWords, Word
from core.domain.typed_text import canonical, without_joiners

Alike = Callable[[str, str], float]
"""How alike two words are, from 0 to 1, whichever comes first."""
APART = re.compile(r"[,;/\n]|\b(?:et|and|ou|or)\b|&", re.IGNORECASE)
"""What stands between several names written in one line."""
MOST_SHORT, SHORT_ALIKE = 4, 0.5
"""Letters of a short part, and the share that two of them must have in common: one slip weighs more there."""
CONTRACTED = 4
"""Letters that a name written short has at most: Fco, Hdz, Wm."""
NO_ROWS: frozenset[int] = frozenset()
RANKED: tuple[NameFound, ...] = ("same", "slight", "significant")


@dataclass(frozen=True)
class Likeness:
    """Compares names by what is known of them and by a library's measure of two words."""

    words: NameWords = field(repr=False)
    alike: Alike

    def verdict(self, one: Name, other: Name) -> NameFound:
        """Return what two names come to; `slight` is partly alike, `significant` is alike in no part."""
        if self._is_same(one, other):
            return "same"
        mine, theirs = self._comparable(one), self._comparable(other)
        if not (mine and theirs) or any(self.is_alike(part, its) for part in mine for its in theirs):
            return "slight"
        return "significant" if self._is_writable(one) and self._is_writable(other) else "slight"

    def verdict_of_line(self, line: str, other: Name) -> NameFound:
        """Return what a name written in one line comes to, family name first or last."""
        words = line.replace(",", " ").split()
        cuts = range(1, len(words) + 1)
        halves = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in cuts]
        names = [*(Name(*half) for half in halves), *(Name(last, first) for first, last in halves if last)]
        return best(self.verdict(name, other) for name in names)

    def verdict_of_others(self, others: str, given: str, listed: Name) -> NameFound:
        """Return what the best of several other names comes to: whole names, or family names alone."""
        names = [name for name in APART.split(others) if name.strip()]
        verdicts: list[NameFound] = [self.verdict(Name(name, given), listed) for name in names]
        return best(verdicts + [self.verdict_of_line(name, listed) for name in names])

    def may_be_one_person(self, one: Name, other: Name) -> bool:
        """Say whether every part of the shorter name is alike to one of the other's, and it has two."""
        mine, theirs = self._told(one), self._told(other)
        wholes = [{"".join(told), "".join(reversed(told))} for told in (mine, theirs)]
        if wholes[0] & wholes[1]:
            return True
        return min(len(mine), len(theirs)) > 1 and (self._has(mine, theirs) or self._has(theirs, mine))

    def _has(self, mine: list[str], theirs: list[str]) -> bool:
        return all(any(self.is_alike(part, its) for its in theirs) for part in mine)

    def is_alike(self, one: str, other: str) -> bool:
        """Say whether two parts may be one: spelled, sounded, shortened or translated otherwise."""
        shorter, longer = sorted((one, other), key=len)
        if one == other or self._is_form(one, other) or self._sound_alike(one, other):
            return True
        if _is_contraction(shorter, longer):
            return True
        if len(shorter) < 3:
            return len(shorter) == 1 and longer.startswith(shorter)
        starts, ends = longer.startswith(shorter), len(shorter) > 3 and longer.endswith(shorter)
        needed = self.words.alike if len(longer) > MOST_SHORT else SHORT_ALIKE
        return starts or ends or self.alike(one, other) >= needed

    def _is_form(self, one: str, other: str) -> bool:
        """Say whether two parts are known as forms of one name, as they are written or as they sound."""
        rows, said = self.words.rows_of, self.words.said
        mine, theirs = (rows.get(it, NO_ROWS) | rows.get(said(it), NO_ROWS) for it in (one, other))
        return bool(mine & theirs)

    def _sound_alike(self, one: str, other: str) -> bool:
        spoken = self.words.spoken(one), self.words.spoken(other)
        rough = self.words.roughly(one), self.words.roughly(other)
        if spoken[0] == spoken[1] or rough[0] == rough[1]:
            return True
        if min(map(len, (*spoken, *rough))) < 3:
            return False
        bones = [VOWELS.sub("", sound) for sound in spoken]
        return (
            max(self.alike(*spoken), self.alike(*rough)) >= self.words.alike
            or (bones[0] == bones[1] and len(bones[0]) > 1)
        )  # fmt: skip

    def _is_same(self, one: Name, other: Name) -> bool:
        mine, theirs = _groups(self.words, one), _groups(self.words, other)
        marks = list(map(_marks, mine, theirs))
        return any(mine) and None not in marks and _agree([pair for group in marks for pair in group or ()])

    def _comparable(self, name: Name) -> set[str]:
        """Return the parts of a name in Latin letters, and those that are sometimes written as one."""
        family, given = self.words.bare(self.words.parts(name.family)), self.words.parts(name.given)
        told = [tuple(map(in_latin, group)) for group in (family, given)]
        joined = {"".join(group) for group in told} | {
            "".join((*told[0], *told[1])),
            "".join((*told[1], *told[0])),
        }
        return {part for group in told for part in (*group, *map("".join, pairwise(group)))} | joined - {""}

    def _told(self, name: Name) -> list[str]:
        parts = (*self.words.bare(self.words.parts(name.family)), *self.words.parts(name.given))
        return [in_latin(part) for part in parts]

    def _is_writable(self, name: Name) -> bool:
        return all(self.words.writable.fullmatch(without_joiners(canonical(text))) for text in name)


def best(verdicts: Iterable[NameFound]) -> NameFound:
    """Return the best of several verdicts; nothing compared is alike in no part."""
    found = set(verdicts)
    return "same" if "same" in found else "slight" if "slight" in found else "significant"


def _groups(words: NameWords, name: Name) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """Return the words of family and given name as they are written; a single name is the family's."""
    family, given = (words.words(text) for text in name)
    return (family, given) if family else (given, ())


def _is_contraction(shorter: str, longer: str) -> bool:
    """Say whether a part is another written short: its first letter, its last, hardly a vowel."""
    if not 2 <= len(shorter) <= CONTRACTED or len(longer) < len(shorter) + 3:
        return False
    if (shorter[0], shorter[-1]) != (longer[0], longer[-1]) or len(VOWELS.findall(shorter)) > len(
        shorter
    ) - 2:
        return False
    letters = iter(longer)
    return all(letter in letters for letter in shorter)


def _marks(one: tuple[Word, ...], other: tuple[Word, ...]) -> list[tuple[str, str]] | None:
    """Return two groups of words as they are accented, side by side; None unless equal without accents."""
    mine, theirs = ("".join(word.plain for word in words) for words in (one, other))
    if mine != theirs:
        return None
    marks = [[word.marked for word in words] for words in (one, other)]
    if len(one) != len(other):
        marks = [["".join(words)] for words in marks]
    return list(zip(*marks, strict=True))


def _agree(marks: list[tuple[str, str]]) -> bool:
    """Say whether no accents contradict each other: one writing may have lost some, and not both."""
    differing = [(a.isascii(), b.isascii()) for a, b in marks if a != b]
    return (False, False) not in differing and len(set(differing)) < 2
