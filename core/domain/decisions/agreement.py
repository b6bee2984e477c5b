"""How rules and officers agree, and what a team or an officer has decided: tallies over past decisions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeVar
from uuid import UUID

from core.domain.application.application import Outcome
from core.domain.decisions.review_port import ContestedDecision, DraftedDecision, ReviewedDecision
from core.domain.rules.rules import Rule

Row = TypeVar("Row", ReviewedDecision, DraftedDecision, ContestedDecision)


@dataclass(frozen=True)
class Agreement:
    """One rule over the decisions before which it failed.

    Shapes: officers followed it, overruled it with a reason, or left it open by asking for documents.
    """

    rule: Rule
    followed: int
    overruled: int
    left_open: int

    @property
    def settled(self) -> int:
        """Return how many decisions said yes or no to the rule."""
        return self.followed + self.overruled


@dataclass(frozen=True)
class DecisionFigures:
    """What a team or an officer has decided.

    Units: `days` is the median of working days from the latest submission; None where there is none.
    """

    name: str
    approved: int
    refused: int
    documents_required: int
    overruling: int
    days: float | None

    @property
    def decided(self) -> int:
        """Return how many outcomes were given in all."""
        return self.approved + self.refused + self.documents_required


def agreements(
    rows: Iterable[ReviewedDecision], editions: Mapping[int, Sequence[Rule]]
) -> tuple[Agreement, ...]:
    """Return each rule of refusal that failed before a decision, the most often overruled first.

    Shapes: `editions` maps an edition to its rules, in the order of the verdicts; the newest words are told.
    """
    rules: dict[str, Rule] = {}
    counts: dict[str, list[int]] = {}
    for row in rows:
        for rule, fails in zip(editions.get(row.edition, ()), row.verdicts, strict=False):
            if fails and rule.severity == "refusal" and row.judged_on and rule.is_in_force(row.judged_on):
                rules[rule.id] = rule
                counts.setdefault(rule.id, [0, 0, 0])[_answer(row, rule)] += 1
    told = (Agreement(rules[id], *count) for id, count in counts.items())
    return tuple(sorted(told, key=lambda it: (-it.overruled, -it.settled, it.rule.id)))


def _answer(row: ReviewedDecision, rule: Rule) -> int:
    """Return what a decision said to a failing rule: 0 followed, 1 overruled, 2 left open."""
    if row.outcome is Outcome.DOCUMENTS_REQUIRED:
        return 2
    return 0 if row.outcome is Outcome.REFUSED and rule.reason in row.reason_codes else 1


def figures(name: str, rows: Sequence[ReviewedDecision], days: Sequence[int]) -> DecisionFigures:
    """Return what was decided in some rows.

    Units: `days` are the working days each of them took.
    """
    count = {outcome: sum(row.outcome is outcome for row in rows) for outcome in Outcome}
    return DecisionFigures(
        name=name,
        approved=count[Outcome.APPROVED],
        refused=count[Outcome.REFUSED],
        documents_required=count[Outcome.DOCUMENTS_REQUIRED],
        overruling=sum(bool(row.overruled) for row in rows),
        days=median(days) if days else None,
    )


def by_team(rows: Iterable[Row], teams: Mapping[UUID, str]) -> dict[str, list[Row]]:
    """Return decisions by the team of whoever gave them, by name; those of no team under an empty name."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(teams.get(row.officer_id, ""), []).append(row)
    return dict(sorted(found.items()))
