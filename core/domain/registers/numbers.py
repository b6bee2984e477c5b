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
ORDINALS = str.maketrans({"°": "o", "˚": "o"})
"""The degree sign that stands for the small o of « n° »."""


class NumberWriting(BaseModel):
    """How one regulator's numbers are written, as far as is known.

    Shapes: `leads` are words in front that are no part of a number, folded; `letter` stands before a number
            of so many `digits` even where it is left out; `usual` and `transitional` are forms of the key.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    leads: tuple[str, ...] = ()
    leading_zeros: bool = False
    letter: str = ""
    digits: int = 0
    usual: re.Pattern[str] | None = None
    transitional: re.Pattern[str] | None = None

    @cached_property
    def _lead(self) -> re.Pattern[str]:
        words = sorted((re.escape(lead).replace(r"\ ", r"\W*") for lead in self.leads), key=len, reverse=True)
        return re.compile(rf"^(?:\W*(?:{'|'.join(words)}))+\W*(?=(?:[a-z]\W*)?\d)")

    def key(self, number: str) -> str:
        """Return a number as it is compared: its letters and digits, whatever stands in front or between."""
        if number.isascii() and number.isalnum():
            bare = number.casefold()
        else:
            straight = unicodedata.normalize("NFKD", without_joiners(canonical(number)).translate(ORDINALS))
            bare = "".join(map(_plain_sign, straight.casefold()))
        if self.leads and not bare[:1].isdigit():
            bare = self._lead.sub("", bare)
        kept = bare if bare.isalnum() else "".join(sign for sign in bare if sign.isalnum())
        if not self.leading_zeros and kept.startswith("0"):
            kept = kept.lstrip("0") or "0"
        return f"{self.letter}{kept}" if self.letter and len(kept) == self.digits and kept.isdigit() else kept

    def form(self, number: str) -> NumberForm:
        """Return whether a number looks as this regulator's do; where no form is known, it has a digit.

        Source: facts.md, transitional members.
        """
        key = self.key(number)
        if self.transitional and self.transitional.fullmatch(key):
            return "transitional"
        usual = self.usual or ANY_DIGIT
        return "expected" if not key or usual.fullmatch(key) else "unexpected"


def _plain_sign(sign: str) -> str:
    """Return a sign without its accent, a digit of any script as ours."""
    digit = unicodedata.digit(sign, None)
    return "" if unicodedata.combining(sign) else sign if digit is None else str(digit)
