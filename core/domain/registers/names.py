"""A name as it is compared: its parts without case, accents, signs and titles, and how each sounds.

Source: facts.md, screening practice; guide 2.3a.
"""

import re
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, field_validator

from core.domain.name_keys import marked, plain

Parts = tuple[str, ...]
NameFound = Literal["same", "slight", "significant", "none"]
"""What comparing a name with a register's comes to: the same, partly alike, or alike in no part; `none` stood
once for somebody who is not in the register."""
MOST_PARTS = 10
"""Parts of a name that are compared: nobody's has more, and comparing takes time for each."""
REMEMBERED = 65536
"""Words whose parts and sounds are kept: a register of 200,000 names repeats most of them."""
VOWELS = re.compile("[aeiou]")
MAC = re.compile(r"^mc(?=[a-z]{2})")
Spellings = tuple[tuple[re.Pattern[str], str], ...]


class Name(NamedTuple):
    """A name as it was written; `given` is empty for somebody who has one name only."""

    family: str
    given: str


class Word(NamedTuple):
    """A word of a name: without accents, and with them where it has any."""

    plain: str
    marked: str


class NameWords(BaseModel):
    """What is known of names.

    Shapes: `alike` is how alike two parts must be, `writable` what a register's letters can write;
            `spellings` write one sound in one way, `rough` those of other romanisations; `forms` are those
            of one name.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    alike: float = Field(gt=0, lt=1)
    writable: re.Pattern[str]
    titles: frozenset[str]
    particles: frozenset[str]
    written_out: dict[str, str]
    spellings: Spellings
    rough: Spellings
    forms: tuple[frozenset[str], ...]

    @field_validator("forms", mode="before")
    @classmethod
    def _in_rows(cls, rows: Sequence[str]) -> tuple[frozenset[str], ...]:
        return tuple(frozenset(row.split()) for row in rows)

    @cached_property
    def rows_of(self) -> dict[str, frozenset[int]]:
        """Return the rows in which each form stands, as it is written and as it sounds."""
        told = [{spelling for form in row for spelling in (form, self.said(form))} for row in self.forms]
        forms = {form for row in told for form in row}
        return {form: frozenset(n for n, row in enumerate(told) if form in row) for form in forms}

    def said(self, part: str) -> str:
        """Return how a part sounds in a row of forms, where a last h is silent."""
        return self.spoken(part).rstrip("h") or part

    @cached_property
    def words(self) -> Callable[[str], tuple[Word, ...]]:
        """Return what divides a name in its words as they are written, without titles."""
        return lru_cache(REMEMBERED)(self._words)

    @cached_property
    def parts(self) -> Callable[[str], Parts]:
        """Return what divides a name in its parts, written out and without titles."""
        return lru_cache(REMEMBERED)(self._parts)

    @cached_property
    def spoken(self) -> Callable[[str], str]:
        """Return what writes a part in one spelling of its sound."""
        return lru_cache(REMEMBERED)(self._spoken)

    @cached_property
    def roughly(self) -> Callable[[str], str]:
        """Return what writes a part as every romanisation would."""
        return lru_cache(REMEMBERED)(self._roughly)

    @cached_property
    def sound(self) -> Callable[[str], str]:
        """Return what says how a part is sought: by its consonants, or the whole of a short one."""
        return lru_cache(REMEMBERED)(self._sound)

    def bare(self, parts: Parts) -> Parts:
        """Return the parts of a family name without its particles, unless it has no others."""
        return tuple(part for part in parts if part not in self.particles) or parts

    def _words(self, text: str) -> tuple[Word, ...]:
        words = ((plain(word), word) for word in marked(text).split())
        told = [Word(self.written_out.get(bare, bare), word) for bare, word in words]
        return tuple(self._untitled([word for word in told if word.plain]))

    def _parts(self, text: str) -> Parts:
        told = [self.written_out.get(part, MAC.sub("mac", part)) for part in plain(text).split()]
        return tuple(word.plain for word in self._untitled([Word(part, part) for part in told if part]))

    def _untitled(self, told: list[Word]) -> list[Word]:
        return ([word for word in told if word.plain not in self.titles] or told)[:MOST_PARTS]

    def _spoken(self, part: str) -> str:
        for pattern, sound in self.spellings:
            part = pattern.sub(sound, part)
        return part

    def _roughly(self, part: str) -> str:
        for pattern, sound in self.rough:
            part = pattern.sub(sound, part)
        return part

    def _sound(self, part: str) -> str:
        spoken = self.spoken(part)
        consonants = VOWELS.sub("", spoken)
        return consonants if len(consonants) > 1 else spoken
