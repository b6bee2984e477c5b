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
Unknown = Literal[
    "no_register", "register_too_old", "no_number", "several_of_this_name", "nobody_of_this_name"
]
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


class RegisterWithdrawal(Record):
    """A withdrawal: from an instant on an edition counts no longer, and the one before it counts again."""

    regulator: str
    edition_id: UUID
    withdrawn_at: datetime
    withdrawn_by: UUID | None
    reason: str


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

    @property
    def own_name(self) -> Name:
        """Return the name as the person gave it as her own."""
        return Name(self.family_name, self.given_names)


class Candidate(BaseModel):
    """A member who may be the one sought, as the register lists them, and what speaks for it.

    Shapes: `through` says which of the names given was compared best, None where none is alike in any part;
            `is_alike` that a whole name is: every part of it, as far as both have them.
    """

    model_config = ConfigDict(frozen=True)
    id: UUID
    number: str
    listed_name: str
    standing: MemberStanding
    licence: str
    name: NameFound
    is_alike: bool
    through: Through | None


class MemberFound(BaseModel):
    """What the register of a day says of somebody; None means unknown and nothing else.

    Shapes: `taken` is the member who bears the number, or without numbers the only one who bears the name;
            `others` were not taken. Where the whole name is not alike, the standing is not known.
    """

    model_config = ConfigDict(frozen=True)
    in_register: bool | None = None
    unknown_because: Unknown | None = None
    as_of: date | None = None
    taken: Candidate | None = None
    others: tuple[Candidate, ...] = ()

    @property
    def name(self) -> NameFound | None:
        """Return how the name compares with the entry's."""
        return self.taken.name if self.taken else None

    @property
    def is_certain(self) -> bool:
        """Say whether the entry is the person's as far as number and name can tell."""
        return self.taken is not None and self.taken.is_alike

    @property
    def standing(self) -> MemberStanding | None:
        """Return the standing, where it is certainly hers."""
        return self.taken.standing if self.taken and self.is_certain else None


def member_id(edition_id: UUID, key: str, line: int = 0) -> UUID:
    """Return the id of a member: of the number's key, or of the line where there is no number."""
    return uuid5(edition_id, key or f"line {line}")


def older_number_key(number: str) -> str:
    """Return the key by which editions imported before numbers had one key find a member."""
    return BETWEEN_DIGITS.sub("", number).casefold()
