"""Text as people type and paste it, made canonical once, at the door: what nobody can see is left out.

Source: Unicode 16, Default_Ignorable_Code_Point, White_Space, General_Category and compatibility mappings.
"""

import re
import unicodedata

LINE_BREAKS = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
SPACES = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000]+")
"""Spaces of every kind, and the empty sign of Braille."""
JOINERS = "\u200c\u200d"
"""What parts or joins two letters in Persian, Hindi or Sinhala: shown, and never compared."""
IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""What Unicode lets a screen leave out: variation selectors, fillers and marks of direction among them."""
UNSEEN = re.compile(f"[{IGNORABLE}]")
UNSEEN_KINDS = frozenset({"Cc", "Cf", "Cs"})
"""Control and format characters, and halves of a pair."""
WIDE = re.compile("[\uff01-\uff60\uffe0-\uffe6]")


def canonical(text: str) -> str:
    """Return a text of one line without anything nobody can see, its letters composed, its spaces single."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return SPACES.sub(" ", _seen(LINE_BREAKS.sub(" ", text))).strip(" " + JOINERS)


def canonical_lines(text: str) -> str:
    """Return a text of several lines the same way, with its line breaks, and its spaces of one kind."""
    lines = (SPACES.sub(_as_many, _seen(line)).rstrip() for line in LINE_BREAKS.split(text))
    return "\n".join(lines).strip()


def without_joiners(text: str) -> str:
    """Return a canonical text as it is compared."""
    return text if text.isascii() else unicodedata.normalize("NFC", re.sub(f"[{JOINERS}]", "", text))


def _as_many(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _seen(text: str) -> str:
    """Return what can be seen of a line, composed; wide letters and digits are made plain."""
    plain = WIDE.sub(lambda wide: unicodedata.normalize("NFKC", wide[0]), UNSEEN.sub("", text))
    kept = "".join(sign for place, sign in enumerate(plain) if _is_kept(plain, place, sign))
    return unicodedata.normalize("NFC", kept)


def _is_kept(text: str, place: int, sign: str) -> bool:
    if sign == "\t":
        return True
    if sign in JOINERS:  # between plain letters and digits they do nothing but deceive
        return not (text[place - 1 : place] + text[place + 1 : place + 2]).isascii()
    return unicodedata.category(sign) not in UNSEEN_KINDS
