"""What a name is sought by in a register without numbers: how it sounds, whichever letters write it.

Shapes: a key is the sound of one part and something of another, so that few members share it; one slip in
        either part still leaves a key in common.
"""

from collections.abc import Iterator
from itertools import permutations
from typing import Any, NamedTuple

from core.domain.registers.names import Name, NameWords

Pair = tuple[str, str]
"""A part that may be the family name's, and one that may be the given name's; empty where there is none."""


class Sounds(NamedTuple):
    """The keys of a listed name: both sounds, or one sound and the first letter of the other part."""

    name_sound: str
    family_sound: str
    given_sound: str
    last_sound: str


def sounds(words: NameWords, name: Name) -> Sounds:
    """Return the keys of a listed name, from the longest part of the family name and the first given name.

    Shapes: the third tells the other half of a compound family name, the last another given name, so that
            who uses only the half or the last name is found too.
    """
    family, given = words.bare(words.parts(name.family)), words.parts(name.given)
    longest, half = max(family, key=len, default=""), family[-1] if family else ""
    if half == longest:
        half = next((part for part in family if part != longest), longest)
    first, last = (given[0], given[-1]) if given else ("", "")
    heard, heard_first = words.sound(longest), words.sound(first)
    return Sounds(
        name_sound=f"{heard} {heard_first}",
        family_sound=f"{heard} {_letter(words, first)}",
        given_sound=f"{heard_first} {_letter(words, half)}",
        last_sound=f"{words.sound(last)} {_letter(words, longest)}",
    )


def sounds_sought(words: NameWords, name: Name, pairs: set[Pair]) -> tuple[dict[str, Any], ...]:
    """Return the keys under which a name may be listed, by column: the surest first, the dearest last."""
    names = {f"{words.sound(family)} {words.sound(given)}" for family, given in pairs}
    families = {
        f"{words.sound(family)} {letter}" for family, given in pairs for letter in _letters(words, given)
    }
    givens = sorted({f"{words.sound(given)} {_letter(words, family)}" for family, given in pairs})
    return (
        {"name_sound": sounds(words, name).name_sound},
        {"name_sound": sorted(names)},
        {"family_sound": sorted(families), "given_sound": givens, "last_sound": givens},
    )


def pairs(words: NameWords, *written: str) -> Iterator[Pair]:
    """Yield every two parts of a name by which somebody may be listed, whichever is the family's."""
    fields = [words.parts(text) for text in written]
    parts = {part for field in fields for part in (*field, "".join(field)) if part}
    yield from permutations(sorted(parts), 2)
    for part in parts:
        yield part, ""


def _letter(words: NameWords, part: str) -> str:
    return words.spoken(part)[:1]


def _letters(words: NameWords, part: str) -> set[str]:
    """Return the letters a given name or a form of it begins with: b and r for Bob."""
    forms = (form for row in words.rows_of.get(part, ()) for form in words.forms[row])
    return {_letter(words, form) for form in (part, *forms)}
