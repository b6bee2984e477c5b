"""The one folding of names: without case, accents and signs, in letters that every register has.

Source: facts.md, screening practice; guide 2.3a, 4.11.
"""

import re
import unicodedata

from anyascii import anyascii

from core.domain.typed_text import canonical, without_joiners

APOSTROPHES = dict.fromkeys(map(ord, "’ʼ‘`´ʻʾʿ′＇"), "'")
LETTERS = str.maketrans(
    {
        "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ŋ": "n",
        "ŧ": "t", "ə": "e", "ɓ": "b", "ɗ": "d", "ɛ": "e", "ɔ": "o", "ƙ": "k", "ƴ": "y", "ĸ": "k", "ſ": "s",
    }
)  # fmt: skip
"""Letters that Unicode takes for letters of their own, and registers write with others."""
OTHER_SCRIPTS = re.compile("[^ -~]+")


def plain(text: str) -> str:
    """Return a text in small letters and digits without accents or signs; what stood apart has one space."""
    if text.isascii():
        return " ".join("".join(map(_kept_ascii, text)).casefold().split())
    straight = without_joiners(canonical(text)).translate(APOSTROPHES)
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", straight).casefold()).casefold()
    return " ".join("".join(map(_kept, bare.translate(LETTERS))).split())


def marked(text: str) -> str:
    """Return a text in small letters with its accents, and without its signs.

    Shapes: the two i of Turkish are one, because capitals confuse them.
    """
    if text.isascii():
        return plain(text)
    small = without_joiners(canonical(text)).translate(APOSTROPHES).casefold()
    composed = unicodedata.normalize("NFC", small.replace("i\u0307", "i").replace("ı", "i"))
    kept = (sign if unicodedata.category(sign)[0] == "M" else _kept(sign) for sign in composed)
    return " ".join("".join(kept).split())


def folded(text: str) -> str:
    """Return a text plain, and in Latin letters whatever its script."""
    return in_latin(plain(text))


def in_latin(plain_text: str) -> str:
    """Return a plain text in Latin letters: a guess, because most scripts lose something on the way."""
    if plain_text.isascii():
        return plain_text
    return plain(OTHER_SCRIPTS.sub(lambda found: anyascii(found[0]), plain_text))


def name_key(name: str) -> str:
    """Return a name for comparison: folded, in one word.

    Source: guide 4.11.
    """
    return folded(name).replace(" ", "")


def person_key(given_names: str, family_name: str) -> str:
    """Return both names of a person as one key for comparison.

    Source: guide 4.11.
    """
    return f"{name_key(given_names)} {name_key(family_name)}"


def _kept_ascii(sign: str) -> str:
    return sign if sign.isalnum() else "" if sign in "'`" else " "


def _kept(sign: str) -> str:
    kind = unicodedata.category(sign)
    if sign == "'" or kind[0] == "M" or kind in ("Lm", "Cf"):
        return ""
    return sign if kind[0] in "LN" else " "
