"""A name as it is compared: its parts without case, accents, signs and titles, and how each sounds.

Source: facts.md, screening practice; guide 2.3a.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, field_validator

from core.domain.accounts.identity import APOSTROPHES, LETTERS

Parts = tuple[str, ...]
NameFound = Literal["same", "slight", "significant", "none"]
"""What comparing a name with those of a register comes to; none where nobody bears the number."""
MORE_LETTERS = LETTERS | str.maketrans(
    {"ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ŋ": "n", "ŧ": "t", "ə": "e"}
)
"""Letters that Unicode takes for letters of their own, and registers write with another."""
MOST_PARTS = 10
"""Parts of a name that are compared: nobody's has more, and comparing takes time for each."""
REMEMBERED = 65536
"""Words whose parts and sounds are kept: a register of 200,000 names repeats most of them."""
VOWELS = re.compile("[aeiou]")
MAC = re.compile(r"^mc(?=[a-z]{2})")


class Name(NamedTuple):
    """A name as it was written; `given` is empty for somebody who has one name only."""

    family: str
    given: str


class Score(BaseModel):
    """What each kind of difference leaves of a score of 1, and from where on names are the same or alike."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    same: float = Field(gt=0, le=1)
    slight: float = Field(gt=0, le=1)
    spelling: float = Field(gt=0, lt=1)
    initial: float = Field(gt=0, lt=1)
    diminutive: float = Field(gt=0, lt=1)
    consonants: float = Field(gt=0, lt=1)
    missing: float = Field(gt=0, lt=1)


class NameWords(BaseModel):
    """What is known of names: the scores, words left out, spellings of one sound, forms of one given name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    score: Score
    titles: frozenset[str]
    particles: frozenset[str]
    written_out: dict[str, str]
    spellings: tuple[tuple[re.Pattern[str], str], ...]
    forms: tuple[frozenset[str], ...]

    @field_validator("forms", mode="before")
    @classmethod
    def _in_rows(cls, rows: Sequence[str]) -> tuple[frozenset[str], ...]:
        return tuple(frozenset(row.split()) for row in rows)

    @cached_property
    def rows_of(self) -> dict[str, frozenset[int]]:
        """Return the rows of forms in which each form stands."""
        forms = {form for row in self.forms for form in row}
        return {form: frozenset(n for n, row in enumerate(self.forms) if form in row) for form in forms}

    @cached_property
    def parts(self) -> Callable[[str], Parts]:
        """Return what divides a name in its parts, written out and without titles."""
        return lru_cache(REMEMBERED)(self._parts)

    @cached_property
    def spoken(self) -> Callable[[str], str]:
        """Return what writes a part in one spelling of its sound."""
        return lru_cache(REMEMBERED)(self._spoken)

    @cached_property
    def sound(self) -> Callable[[str], str]:
        """Return what says how a part is sought: by its consonants, or the whole of a short one."""
        return lru_cache(REMEMBERED)(self._sound)

    def bare(self, parts: Parts) -> Parts:
        """Return the parts of a family name without its particles, unless it has no others."""
        return tuple(part for part in parts if part not in self.particles) or parts

    def _parts(self, text: str) -> Parts:
        written = tuple(self.written_out.get(part, MAC.sub("mac", part)) for part in plain(text).split())
        return (tuple(part for part in written if part not in self.titles) or written)[:MOST_PARTS]

    def _spoken(self, part: str) -> str:
        for pattern, sound in self.spellings:
            part = pattern.sub(sound, part)
        return part

    def _sound(self, part: str) -> str:
        spoken = self.spoken(part)
        consonants = VOWELS.sub("", spoken)
        return consonants if len(consonants) > 1 else spoken


def plain(text: str) -> str:
    """Return a text in small letters and digits without accents or signs; what stood apart has one space."""
    if text.isascii():
        return " ".join("".join(map(_kept_ascii, text)).casefold().split())
    straight = unicodedata.normalize("NFKD", text.translate(APOSTROPHES)).casefold()
    again = unicodedata.normalize("NFKD", straight).casefold().translate(MORE_LETTERS)
    return " ".join("".join(map(_kept, again)).split())


def _kept_ascii(sign: str) -> str:
    return sign if sign.isalnum() else "" if sign in "'`" else " "


def _kept(sign: str) -> str:
    kind = unicodedata.category(sign)
    if sign == "'" or kind[0] == "M" or kind in ("Lm", "Cf"):
        return ""
    return sign if kind[0] in "LN" else " "
