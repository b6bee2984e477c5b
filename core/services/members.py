"""Somebody sought in one edition of a register: by number, or by name where there is none.

Source: facts.md, screening practice; guide 2.3a, 2.8.
"""

from dataclasses import dataclass
from typing import Any, NamedTuple

from core.domain.facts import NameFound
from core.domain.likeness import Likeness
from core.domain.names import Name
from core.domain.ports import Transaction
from core.domain.register import (
    STANDINGS,
    MemberFound,
    RegisterEdition,
    RegisterMember,
    Sought,
    Through,
    member_id,
    number_key,
    sounds,
)


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
        """Return the member whose name is the most alike, by the sound of the family or the given name."""
        found = self._sounding_like("family_sound")
        if not any(self._verdict(it) == "same" for it in found):
            known = {it.member.id for it in found}
            found += [it for it in self._sounding_like("given_sound") if it.member.id not in known]
        if not found:
            return self._nobody()
        best = min(found, key=lambda it: (-it.score, STANDINGS.index(it.member.standing)))
        return self._answer(best, namesakes=sum(it.score == best.score for it in found) - 1)

    def _sounding_like(self, column: str) -> list[Candidate]:
        wanted: dict[str, Any] = {column: sounds(self.likeness.words, self.sought)}
        members = self.tx.find(RegisterMember, edition_id=self.edition.id, **wanted)
        candidates = (self._candidate(member) for member in members)
        return [it for it in candidates if self._verdict(it) != "significant"]

    def _candidate(self, member: RegisterMember) -> Candidate:
        """Return a member with the best of the names given, the first of those equally good."""
        likeness, sought, listed = self.likeness, self.sought, member.name
        scores: list[tuple[float, Through]] = [
            (likeness.score(Name(sought.family_name, sought.given_names), listed), "name"),
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
