"""Files of pairs, compared as the rules compare them: names, and members' numbers."""

import csv
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from core.domain.application.content import Questionnaire
from core.domain.registers.likeness import Likeness
from core.domain.registers.names import Name

Row = Mapping[str, str]
TOLD = {"same": "same", "slight": "look", "significant": "different", "none": "look"}
"""What an officer does about a verdict on two names: nothing, look, or doubt that they are one person's."""
NAMES = ("family_1", "given_1", "family_2", "given_2")
NUMBERS = ("regulator", "number_1", "number_2")


def names_compared(likeness: Likeness) -> Callable[[Row], str]:
    """Return what says of a row's two names whether they are the same, to be looked at, or different."""

    def told(row: Row) -> str:
        family_1, given_1, family_2, given_2 = (row[name] for name in NAMES)
        return TOLD[likeness.verdict(Name(family_1, given_1), Name(family_2, given_2))]

    return told


def numbers_compared(content: Questionnaire) -> Callable[[Row], str]:
    """Return what says of a row's two numbers whether they are the same or different."""

    def told(row: Row) -> str:
        code, one, other = (row[name] for name in NUMBERS)
        numbers = content.numbers_of(code.strip().upper())
        return "same" if numbers.key(one) == numbers.key(other) != "" else "different"

    return told


def rows_told(file: Path, wanted: tuple[str, ...], told: Callable[[Row], str]) -> Iterator[list[str]]:
    """Yield the rows of a CSV file with a column more, the head first.

    Raises: ValueError when a column is missing.
    """
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines, restval="")
        head = list(rows.fieldnames or ())
        if missing := [name for name in wanted if name not in head]:
            raise ValueError(f"missing columns: {', '.join(missing)}")
        yield [*head, "verdict"]
        for row in rows:
            yield [*(row[name] for name in head), told(row)]
