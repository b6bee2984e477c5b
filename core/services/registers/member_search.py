"""Somebody sought in one edition of a register: by number, or by name where the regulator gives none.

Source: facts.md, screening practice; guide 2.3a, 2.8.
"""

from dataclasses import dataclass
from typing import Any

from core.domain.application.content import Regulator
from core.domain.ports.store import Transaction
from core.domain.registers.likeness import RANKED, Likeness
from core.domain.registers.names import Name, NameFound
from core.domain.registers.register import (
    Candidate,
    MemberFound,
    RegisterEdition,
    RegisterMember,
    Sought,
    Through,
    member_id,
    older_number_key,
)
from core.domain.registers.sounds import Pair, pairs, sounds_sought

MOST_OTHERS = 5
"""Candidates beside the one taken that somebody is shown."""


@dataclass(frozen=True)
class Search:
    """One person sought in one edition."""

    tx: Transaction
    likeness: Likeness
    edition: RegisterEdition
    regulator: Regulator
    sought: Sought

    def found(self, *, with_others: bool = False) -> MemberFound:
        """Return what the edition says of the person, and on request who else is alike."""
        found = self._by_number() if self.regulator.issues_member_numbers else self._by_name()
        if not with_others:
            return found
        return found.model_copy(update={"others": self._others(found)})

    def _by_number(self) -> MemberFound:
        number = self.sought.number
        key = self.regulator.numbers.key(number)
        if not key:
            return self._unknown("no_number")
        keys = dict.fromkeys((key, older_number_key(number)))
        ids = [member_id(self.edition.id, it) for it in keys]
        members = sorted(self.tx.find(RegisterMember, id=ids), key=lambda it: ids.index(it.id))
        if not members:
            return MemberFound(in_register=False, as_of=self.edition.as_of)
        return self._taken(self._candidate(members[0]))

    def _by_name(self) -> MemberFound:
        """Return the only member whose name is equal; several of one name, or none, leave it unknown."""
        _, by_name, by_half = sounds_sought(self.likeness.words, self.sought.own_name, self._pairs())
        equal = [it for it in self._sounding(by_name | by_half) if it.name == "same"]
        if len(equal) == 1:
            return self._taken(equal[0])
        return self._unknown("several_of_this_name" if equal else "nobody_of_this_name")

    def _others(self, found: MemberFound) -> tuple[Candidate, ...]:
        """Return the members alike by name who were not taken, the most alike first."""
        _, by_name, by_half = sounds_sought(self.likeness.words, self.sought.own_name, self._pairs())
        alike = self._sounding(by_name | by_half)
        taken = found.taken.id if found.taken else None
        told = sorted(alike, key=lambda it: (RANKED.index(it.name), it.listed_name, it.number))
        return tuple(it for it in told if it.id != taken)[:MOST_OTHERS]

    def _pairs(self) -> set[Pair]:
        words, sought = self.likeness.words, self.sought
        return {
            *pairs(words, sought.family_name, sought.given_names),
            *pairs(words, sought.register_name),
            *pairs(words, sought.other_names, sought.given_names),
        }

    def _sounding(self, columns: dict[str, Any]) -> list[Candidate]:
        """Return the members under any of some sounds who may be one person with the one sought."""
        found = [
            member
            for column, wanted in columns.items()
            for member in self.tx.find(RegisterMember, edition_id=self.edition.id, **{column: wanted})
        ]
        members = {it.id: it for it in found}.values()
        return [it for it in map(self._candidate, members) if it.is_alike]

    def _candidate(self, member: RegisterMember) -> Candidate:
        """Return a member with the best of the names given, the first of those equally good."""
        likeness, sought, listed = self.likeness, self.sought, member.name
        told: dict[Through, NameFound] = {"name": likeness.verdict(self.sought.own_name, listed)}
        if sought.register_name:
            told["register_name"] = likeness.verdict_of_line(sought.register_name, listed)
        if sought.other_names:
            told["other_name"] = likeness.verdict_of_others(sought.other_names, sought.given_names, listed)
        through = min(told, key=lambda it: RANKED.index(told[it]))
        return Candidate(
            id=member.id,
            number=member.number,
            listed_name=", ".join(part for part in listed if part),
            standing=member.standing,
            licence=member.licence,
            name=told[through],
            is_alike=told[through] == "same"
            or any(likeness.may_be_one_person(it, listed) for it in self._names),
            through=None if told[through] == "significant" else through,
        )

    @property
    def _names(self) -> list[Name]:
        """Return the names given, each with all its parts."""
        sought = self.sought
        lines = [Name(sought.register_name, ""), Name(sought.other_names, sought.given_names)]
        return [sought.own_name, *(name for name in lines if name.family)]

    def _unknown(self, because: Any) -> MemberFound:
        return MemberFound(unknown_because=because, as_of=self.edition.as_of)

    def _taken(self, candidate: Candidate) -> MemberFound:
        return MemberFound(in_register=True, as_of=self.edition.as_of, taken=candidate)
