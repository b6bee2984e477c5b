"""A view of the desk: the queue, the filters, the order, the place in it."""

from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from core.domain.name_keys import name_key
from core.domain.records import Record
from core.domain.typed_text import canonical

LONGEST_TEXT = 100
SHORTEST_NEAR = 4
"""Letters a word must have to be sought with one of them wrong."""


@dataclass(frozen=True)
class View:
    """What somebody looks at; an empty filter filters nothing.

    Shapes: `near` seeks names with one wrong letter too, where what was written is found nowhere.
    Units:  `age` counts working days.
    """

    queue: str
    state: str = ""
    regulator: str = ""
    province: str = ""
    age: int = 0
    reason: str = ""
    officer: UUID | None = None
    text: str = ""
    sort: str = ""
    lane: str = ""
    when: str = ""
    near: bool = False

    @property
    def told(self) -> dict[str, str]:
        """Return the view as codes, as a saved view holds it."""
        return {name: str(value) for name, value in vars(self).items() if value and name != "near"}

    @property
    def is_filtered(self) -> bool:
        """Say whether anything of the queue may be left out."""
        return bool(set(self.told) - {"queue", "sort"})


@dataclass(frozen=True)
class Mark:
    """A row's place in an order: the value it is sorted by, and its id."""

    value: Any
    id: UUID


@dataclass(frozen=True)
class Place:
    """Where a page begins: after one row, or before one; at the beginning without either."""

    after: Mark | None = None
    before: Mark | None = None


class SavedView(Record):
    """A view that somebody keeps under a name.

    Shapes: `wanted` holds the codes of the view.
    """

    account_id: UUID
    name: str
    wanted: dict[str, str]
    version: int = 1

    def renamed(self, name: str) -> Self:
        """Return it under another name."""
        return self.but(name=name)


def words_of(text: str) -> list[str]:
    """Return the words sought, folded as the search key is: no case, accents, hyphens or apostrophes."""
    return [key for word in canonical(text)[:LONGEST_TEXT].split() if (key := name_key(word))]


def one_letter_off(word: str) -> str:
    """Return a regular expression of a word with one letter wrong, missing, too many or in another's place.

    Shapes: of letters and digits only; a word under four signs is sought as it is.
    """
    if len(word) < SHORTEST_NEAR:
        return word
    inner = range(1, len(word) - 1)
    wrong = (f"{word[:at]}.{word[at + 1 :]}" for at in range(len(word)))
    missing = (f"{word[:at]}.{word[at:]}" for at in range(1, len(word)))
    too_many = (word[:at] + word[at + 1 :] for at in inner)
    swapped = (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1))
    return "|".join(dict.fromkeys((*wrong, *missing, *too_many, *swapped)))


def search_key(*told: str) -> str:
    """Return the text in which a name, a membership number, a reference and an e-mail address are sought."""
    return " ".join(key for text in told if (key := name_key(text)))
