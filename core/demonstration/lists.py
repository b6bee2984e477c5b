"""The registers of today: the demonstration's own members, and those whose requests are new or under way."""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from core.adapters.operations.outside import Outside
from core.demonstration.workshop import Workshop
from core.domain.accounts.identity import PORTAL_ITSELF
from core.domain.application.content import Regulator
from core.domain.registers.likeness import Likeness
from core.domain.registers.names import Name
from core.domain.registers.register import MemberStanding
from core.domain.registers.register_file import ExpectedRows, RegisterRow, read
from core.domain.rules.register_care import Assent
from core.services.registers.registers import Registers
from core.services.rules.register_effects import register_effect

LISTED = "SELECT number, family, given, found, standing FROM draft.listed WHERE code = '{code}' ORDER BY key"
INVENTED = "Demonstration"
"""Why a register of invented people may turn many invented requests."""
OTHERWISE = (("e", ""), ("xe", ""), ("e", "o"), ("xette", "ovique"))
"""What is put after a family name and a given name until they differ as much as they should."""


class ListedMember(NamedTuple):
    """Somebody whom a register lists; `found` tells how the name there compares with the one given."""

    number: str
    family: str
    given: str
    found: str
    standing: MemberStanding


def list_members(workshop: Workshop, outside: Outside, folder: Path) -> None:
    """Import each regulator's register of today: the data folder's file, and who asks lately."""
    workshop.step("95_listed")
    registers = Registers(outside, register_effect)
    for regulator in outside.library.questionnaire.regulators:
        members = [ListedMember(*row) for row in workshop.rows(LISTED.format(code=regulator.code))]
        data = _written(outside, _together(outside, regulator, folder, members))
        proposal = registers.propose(PORTAL_ITSELF, regulator.code, data, outside.today())
        registers.apply(PORTAL_ITSELF, proposal, Assent(regulator.code, INVENTED))


def _together(
    outside: Outside, regulator: Regulator, folder: Path, members: Iterable[ListedMember]
) -> Iterator[RegisterRow]:
    """Yield whom the file lists, and who asks lately and is not in it."""
    expected = ExpectedRows(outside.library.registers, regulator.issues_member_numbers, regulator.numbers)
    rows, _ = read((folder / f"{regulator.code}.csv").read_bytes(), expected)
    yield from rows
    known = {regulator.numbers.key(row.number) for row in rows} - {""}
    for member in members:
        if regulator.numbers.key(member.number) not in known:
            yield RegisterRow(*_name(outside, member), member.number, member.standing, licence="")


def _written(outside: Outside, rows: Iterable[RegisterRow]) -> bytes:
    """Return members as the file of a register."""
    file = io.StringIO()
    lines = csv.writer(file)
    lines.writerow(RegisterRow._fields)
    standings = outside.library.registers.standings
    lines.writerows(row._replace(standing=standings[row.standing][0]) for row in rows)  # pyright: ignore[reportArgumentType] a word for it
    return file.getvalue().encode()


def _name(outside: Outside, member: ListedMember) -> Name:
    """Return the name as the register has it: the one given, or one that differs as much as it should."""
    given = Name(member.family, member.given)
    if member.found == "same":
        return given
    likeness = Likeness(outside.library.names, outside.alike)
    others = (Name(given.family + family, given.given + first) for family, first in OTHERWISE)
    return next((it for it in others if likeness.verdict(given, it) == member.found), given)
