"""Proposals to change the rule book: kept, discussed, tried on what was decided, published or dropped."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from core.domain.records import Audited, Record
from core.domain.rules.rule_book import RuleCase
from core.domain.rules.rule_changes import RuleChange
from core.domain.rules.rules import Rule


class ProposalState(StrEnum):
    """Where a proposal stands."""

    OPEN = "open"
    PUBLISHED = "published"
    DROPPED = "dropped"


@dataclass(frozen=True)
class ProposalWording:
    """What the author of a proposal writes, over the edition of a number."""

    title: str
    base: int
    rules: list[dict[str, Any]]
    cases: dict[str, Any]
    effective_from: date


class RuleProposal(Audited):
    """A change of the rule book that is proposed; `chain` is the digest of its latest audit entry.

    Shapes: `author` is nobody for a change of the data folder. `base` is the number of the edition whose
            texts it changes; `rules` are all texts of each rule it touches, `cases` theirs, as JSON.
            `revision` counts its wordings from 1. `edition` is the number of the edition that it became;
            `closed_by` published or dropped it.
    """

    title: str
    author: UUID | None
    made_at: datetime
    base: int
    rules: list[dict[str, Any]]
    cases: dict[str, Any]
    effective_from: date
    revision: int = 1
    revised_by: UUID | None = None
    revised_at: datetime
    state: ProposalState = ProposalState.OPEN
    closed_by: UUID | None = None
    closed_at: datetime | None = None
    edition: int | None = None
    events: int = 0
    chain: str = ""
    version: int = 1

    def revised(self, wording: ProposalWording, by: UUID | None, at: datetime) -> Self:
        """Return it with another wording."""
        return self.but(**vars(wording), revision=self.revision + 1, revised_by=by, revised_at=at)

    def published_as(self, edition: int, base: int) -> Self:
        """Return it become an edition, over the one before."""
        return self.but(edition=edition, base=base)

    def closed(self, state: ProposalState, by: UUID, at: datetime) -> Self:
        """Return it published or dropped."""
        return self.but(state=state, closed_by=by, closed_at=at)

    @property
    def change(self) -> RuleChange:
        """Return what it would change."""
        return RuleChange(
            rules=tuple(Rule.model_validate(rule) for rule in self.rules),
            cases={
                id: tuple(RuleCase.model_validate(row) for row in rows) for id, rows in self.cases.items()
            },
            effective_from=self.effective_from,
        )


class ProposalNote(Record):
    """What somebody wrote about a proposal."""

    proposal_id: UUID
    author: UUID
    written_at: datetime
    text: str


class ReplayReport(Record):
    """What a proposal would have done to the applications decided in a period; never changed afterwards.

    Shapes: `edition` is the number of the edition it was compared with, `revision` the proposal's wording;
            the period goes from `since` to `until`, both included; `figures` are `ReplayFigures`, as JSON.
    """

    proposal_id: UUID
    revision: int
    edition: int
    made_at: datetime
    made_by: UUID
    since: date
    until: date
    figures: dict[str, Any]


class RuleFile(Record):
    """The rule book of the data folder as a start of the portal found it; a row for each that differs.

    Shapes: `number` counts them; `proposal_id` is the proposal by which its changes were offered.
    """

    number: int
    digest: str
    rules: list[dict[str, Any]]
    seen_at: datetime
    proposal_id: UUID | None = None
