"""Somebody sought in one edition of a register: by number, or by name where there is none.

Source: facts.md, screening practice; guide 2.3a, 2.8.
"""

from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from core.domain.ports import Transaction
from core.domain.registers.likeness import Likeness
from core.domain.registers.names import Name, NameFound
from core.domain.registers.register import (
    STANDINGS,
    MemberFound,
    RegisterEdition,
    RegisterMember,
    Sought,
    Through,
    member_id,
    number_key,
)
from core.domain.registers.sounds import Pair, pairs, sounds_sought


class Candidate(NamedTuple):
    """A member with how alike the best of the names given is, and which it was."""

    member: RegisterMember
    score: float
    through: Through


@dataclass(frozen=True)
class Search:
    """One person sought in one edition."""

    tx: Transaction
    likeness: Likeness
    edition: RegisterEdition
    sought: Sought

    def found(self) -> MemberFound:
        """Return what the edition says of the person."""
        return self._by_number() if number_key(self.sought.number) else self._by_name()

    def _by_number(self) -> MemberFound:
        members = self.tx.find(RegisterMember, id=member_id(self.edition.id, self.sought.number))
        return self._answer(self._candidate(members[0])) if members else self._nobody()

    def _by_name(self) -> MemberFound:
        """Return the member whose name is the most alike; what sounds a little otherwise is sought last."""
        found: dict[UUID, Candidate] = {}
        for columns in sounds_sought(self.likeness.words, self._own, self._pairs()):
            for column, wanted in columns.items():
                found |= {it.member.id: it for it in self._sounding(**{column: wanted})}
            if any(self._verdict(it) == "same" for it in found.values()):
                break
        if not found:
            return self._nobody()
        best = min(found.values(), key=lambda it: (-it.score, STANDINGS.index(it.member.standing)))
        namesakes = sum(it.score == best.score for it in found.values()) - 1
        return self._answer(best, namesakes)

    @property
    def _own(self) -> Name:
        return Name(self.sought.family_name, self.sought.given_names)

    def _pairs(self) -> set[Pair]:
        words, sought = self.likeness.words, self.sought
        return {
            *pairs(words, sought.family_name, sought.given_names),
            *pairs(words, sought.register_name),
            *pairs(words, sought.other_names, sought.given_names),
        }

    def _sounding(self, **wanted: Any) -> list[Candidate]:
        members = self.tx.find(RegisterMember, edition_id=self.edition.id, **wanted)
        candidates = (self._candidate(member) for member in members)
        return [it for it in candidates if self._verdict(it) != "significant"]

    def _candidate(self, member: RegisterMember) -> Candidate:
        """Return a member with the best of the names given, the first of those equally good."""
        likeness, sought, listed = self.likeness, self.sought, member.name
        scores: list[tuple[float, Through]] = [
            (likeness.score(self._own, listed), "name"),
            (likeness.score_of_line(sought.register_name, listed), "register_name"),
            (likeness.score_of_others(sought.other_names, sought.given_names, listed), "other_name"),
        ]
        return Candidate(member, *max(scores, key=lambda row: row[0]))

    def _verdict(self, found: Candidate) -> NameFound:
        return self.likeness.verdict(found.score)

    def _nobody(self) -> MemberFound:
        return MemberFound(in_register=False, name="none", standing="none", as_of=self.edition.as_of)

    def _answer(self, found: Candidate, namesakes: int = 0) -> MemberFound:
        verdict, member = self._verdict(found), found.member
        return MemberFound(
            in_register=True,
            name=verdict,
            standing=member.standing,
            as_of=self.edition.as_of,
            number=member.number,
            listed_name=", ".join(part for part in member.name if part),
            licence=member.licence,
            through=None if verdict == "significant" else found.through,
            namesakes=namesakes,
        )
