"""What a new edition of a register changes: who is new, who is gone, and what is told otherwise."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from heapq import nsmallest
from typing import Literal, NamedTuple

from core.domain.name_keys import plain
from core.domain.registers.numbers import NumberWriting
from core.domain.registers.register_file import RegisterRow

Kind = Literal["new", "gone", "standing", "name", "licence"]
KINDS: tuple[Kind, ...] = ("new", "gone", "standing", "name", "licence")
FIRST = 10
"""Changes of a kind that are told one by one; all are counted."""


class MemberChange(NamedTuple):
    """One member's change of one kind; a new member was nothing before, and who is gone is nothing after."""

    number: str
    name: str
    before: str
    after: str


class MemberChanges(NamedTuple):
    """The changes of one kind: how many, and the first of them by number and name."""

    many: int
    first: tuple[MemberChange, ...]


def difference(
    numbers: NumberWriting, before: Sequence[RegisterRow], after: Sequence[RegisterRow]
) -> dict[Kind, MemberChanges]:
    """Return what changes from one edition to the next, by kind; members are the same by their number.

    Shapes: where no numbers are issued members are the same by name, so a new name is somebody new.
    """
    old, new = _keyed(numbers, before), _keyed(numbers, after)
    both = [(old[key], row) for key, row in new.items() if key in old and old[key] != row]
    return {
        "new": _changes(
            MemberChange(*_who(row), "", row.standing) for key, row in new.items() if key not in old
        ),
        "gone": _changes(
            MemberChange(*_who(row), row.standing, "") for key, row in old.items() if key not in new
        ),
        "standing": _changed(both, lambda row: row.standing),
        "name": _changed(both, _name),
        "licence": _changed(both, lambda row: row.licence),
    }


def touched(
    numbers: NumberWriting, before: Sequence[RegisterRow], after: Sequence[RegisterRow]
) -> list[RegisterRow]:
    """Return the rows of either edition that the other has not, or tells otherwise."""
    old, new = _keyed(numbers, before), _keyed(numbers, after)
    return [
        *(row for key, row in old.items() if new.get(key) != row),
        *(row for key, row in new.items() if old.get(key) != row),
    ]


def _keyed(numbers: NumberWriting, rows: Sequence[RegisterRow]) -> dict[str, RegisterRow]:
    """Return the rows by number, or by name where there is none; the second of one name is another member."""
    keyed: dict[str, RegisterRow] = {}
    without: list[RegisterRow] = []
    for row in rows:
        if key := numbers.key(row.number):
            keyed[key] = row
        else:
            without.append(row)
    seen: Counter[str] = Counter()
    for row in sorted(without):
        name = f"{plain(row.family_name)}, {plain(row.given_names)}"
        seen[name] += 1
        keyed[f"{name}, {seen[name]}"] = row
    return keyed


def _changed(
    both: Iterable[tuple[RegisterRow, RegisterRow]], told: Callable[[RegisterRow], str]
) -> MemberChanges:
    return _changes(
        MemberChange(*_who(row), told(old), told(row)) for old, row in both if told(old) != told(row)
    )


def _changes(found: Iterable[MemberChange]) -> MemberChanges:
    kept = list(found)
    return MemberChanges(len(kept), tuple(nsmallest(FIRST, kept)))


def _who(row: RegisterRow) -> tuple[str, str]:
    return row.number, _name(row)


def _name(row: RegisterRow) -> str:
    return f"{row.family_name}, {row.given_names}" if row.given_names else row.family_name
