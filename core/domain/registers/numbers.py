"""Members' numbers: the one key by which they are compared, and the forms that regulators give them.

Source: facts.md, regulators and membership; guide 2.3a, 3.R1.
"""

import re
import unicodedata
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict

from core.domain.typed_text import canonical, without_joiners

NumberForm = Literal["expected", "transitional", "unexpected", "none"]
ANY_DIGIT = re.compile(r".*\d.*")
ACRONYM = re.compile(r"\b(?:[a-z]\.){2,}")
ORDINALS = str.maketrans({"°": "o", "˚": "o"})
"""The degree sign that stands for the small o of « n° »."""


class NumberWriting(BaseModel):
    """How one regulator's numbers are written, as far as is known.

    Shapes: `leads` are words that are no part of a number, wherever they stand apart, and in front of it;
            `letter` stands before a number of so many `digits` even where it is left out; `usual` and
            `transitional` are forms of the key.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    leads: tuple[str, ...] = ()
    leading_zeros: bool = False
    letter: str = ""
    digits: int = 0
    usual: re.Pattern[str] | None = None
    transitional: re.Pattern[str] | None = None

    @cached_property
    def _words(self) -> str:
        folded = {_plain(lead) for lead in self.leads}
        words = sorted((re.findall(r"\w+", lead) for lead in folded), key=lambda it: (-len("".join(it)), it))
        return "|".join(r"\W*".join(lead) for lead in words)

    @cached_property
    def _lead(self) -> re.Pattern[str]:
        return re.compile(rf"^(?:\W*(?>{self._words}))++\W*(?=(?:[a-z]\W*)?\d)")

    @cached_property
    def _apart(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{self._words})\b(?:\W+(?:de|du|of)\b)?")

    def key(self, number: str) -> str:
        """Return a number as it is compared: its letters and digits, whatever stands around or between."""
        if number.isascii() and number.isalnum():
            bare = number.casefold()
        else:
            bare = self._without_words(_plain(number))
        if self.leads and not bare[:1].isdigit():
            bare = self._lead.sub("", bare)
        kept = bare if bare.isalnum() else "".join(sign for sign in bare if sign.isalnum())
        if not self.leading_zeros and kept.startswith("0"):
            kept = kept.lstrip("0") or "0"
        return f"{self.letter}{kept}" if self.letter and len(kept) == self.digits and kept.isdigit() else kept

    def _without_words(self, bare: str) -> str:
        """Return a number without the words that stand apart, unless nothing of a number is left then."""
        if not self.leads or bare.isalnum():
            return bare
        left = self._apart.sub(" ", ACRONYM.sub(lambda found: found[0].replace(".", ""), bare))
        return left if ANY_DIGIT.fullmatch(left) else bare

    def form(self, number: str) -> NumberForm:
        """Return whether a number looks as this regulator's do; where no form is known, it has a digit.

        Source: facts.md, transitional members.
        """
        key = self.key(number)
        if self.transitional and self.transitional.fullmatch(key):
            return "transitional"
        usual = self.usual or ANY_DIGIT
        return "expected" if not key or usual.fullmatch(key) else "unexpected"


def _plain(text: str) -> str:
    straight = unicodedata.normalize("NFKD", without_joiners(canonical(text)).translate(ORDINALS))
    return "".join(map(_plain_sign, straight.casefold()))


def _plain_sign(sign: str) -> str:
    """Return a sign without its accent, a digit of any script as ours."""
    digit = unicodedata.digit(sign, None)
    return "" if unicodedata.combining(sign) else sign if digit is None else str(digit)
