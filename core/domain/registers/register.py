"""The members' registers of the regulators, kept by date, and what is found in them.

Source: facts.md, screening practice; guide 2.3a, 2.8.
"""

import re
from datetime import date, datetime
from typing import Literal
from uuid import UUID, uuid5

from pydantic import BaseModel, ConfigDict

from core.domain.records import Audited, Record
from core.domain.registers.names import Name, NameFound

MemberStanding = Literal["active", "restricted", "not_practising", "suspended", "former", "student"]
STANDINGS: tuple[MemberStanding, ...] = (
    "active", "restricted", "not_practising", "suspended", "former", "student",
)  # fmt: skip
Standing = Literal[MemberStanding, "none"]
Through = Literal["name", "register_name", "other_name"]
"""Which of the names that somebody gave was found."""
Unknown = Literal["no_register", "register_too_old"]
BETWEEN_DIGITS = re.compile(r"[\s.\u00ad\u2010-\u2015\u2212\ufe63\uff0d-]+")


class Register(Audited):
    """A regulator's register; its editions follow one another, and each import is an entry of its chain."""

    regulator: str
    events: int = 0
    chain: str = ""
    version: int = 1


class RegisterEdition(Record):
    """A register as it stood on a day; it never changes, so that an old judgement sees that day's.

    Shapes: `number` counts the register's imports; `imported_by` is nobody for the command line;
            `digest` is that of the members, in whichever order and form the file had them.
    """

    regulator: str
    number: int
    as_of: date
    imported_at: datetime
    imported_by: UUID | None
    members: int
    digest: str


class RegisterMember(Record):
    """A member as an edition lists them.

    Shapes: the key follows from the edition and the number, so that a number is found at once in any
            register; the sounds are what a member without a number is sought by.
    """

    edition_id: UUID
    number: str
    family_name: str
    given_names: str
    name_sound: str
    family_sound: str
    given_sound: str
    last_sound: str
    standing: MemberStanding
    licence: str = ""

    @property
    def name(self) -> Name:
        """Return the name as it is listed."""
        return Name(self.family_name, self.given_names)


class Sought(BaseModel):
    """Whom to look up: the names as they were given, whatever their form.

    Shapes: `register_name` is a whole name in one line, `other_names` several with commas between them.
    """

    model_config = ConfigDict(frozen=True)
    regulator: str
    number: str = ""
    family_name: str
    given_names: str
    register_name: str = ""
    other_names: str = ""


class MemberFound(BaseModel):
    """What the register of a day says of somebody; None means unknown and nothing else.

    Shapes: `number`, `listed_name` and `licence` are as listed, empty when nobody was found; `through` says
            which of the names given was compared best, and `namesakes` how many others bear it too.
    """

    model_config = ConfigDict(frozen=True)
    in_register: bool | None = None
    name: NameFound | None = None
    standing: Standing | None = None
    unknown_because: Unknown | None = None
    as_of: date | None = None
    number: str = ""
    listed_name: str = ""
    licence: str = ""
    through: Through | None = None
    namesakes: int = 0


def number_key(number: str) -> str:
    """Return a number for comparison: without spaces, dots, hyphens and case."""
    # most numbers have nothing to leave out, and a register has 200,000
    return (number if number.isalnum() else BETWEEN_DIGITS.sub("", number)).casefold()


def member_id(edition_id: UUID, number: str, line: int = 0) -> UUID:
    """Return the key of a member: of the number, or of the line where there is none."""
    return uuid5(edition_id, number_key(number) or f"line {line}")
