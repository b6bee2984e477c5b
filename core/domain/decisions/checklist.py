"""The officers' checklist: what a person must look at and a rule cannot see.

Source: guide 3.0.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from core.domain.application.content import ChecklistContent, ChecklistItem
from core.domain.application.given_reasons import CheckedItem
from core.domain.records import Record


class ChecklistAnswer(Record):
    """What one officer said of one item, about one submission; the latest counts.

    Shapes: `round` numbers the submission.
    """

    application_id: UUID
    account_id: UUID
    round: int
    code: str
    holds: bool
    answered_at: datetime


@dataclass(frozen=True)
class Checklist:
    """What is asked of one officer about one request, and what she answered so far, by code."""

    items: tuple[ChecklistItem, ...]
    answers: Mapping[str, bool]

    @property
    def unanswered(self) -> tuple[ChecklistItem, ...]:
        """Return the items without an answer."""
        return tuple(it for it in self.items if it.code not in self.answers)

    @property
    def failing(self) -> tuple[ChecklistItem, ...]:
        """Return the items that do not hold."""
        return tuple(it for it in self.items if self.answers.get(it.code) is False)

    @property
    def rows(self) -> list[CheckedItem]:
        """Return the answers as a decision keeps them."""
        return [
            {"code": it.code, "holds": self.answers[it.code]} for it in self.items if it.code in self.answers
        ]


def checklist(
    content: ChecklistContent, given: Collection[str], said: Iterable[ChecklistAnswer]
) -> Checklist:
    """Return what is asked where documents of these kinds were given, section by section.

    Shapes: `said` are the officer's answers, the oldest first.
    """
    order = {it.code: place for place, it in enumerate(content.sections)}
    asked = (it for it in content.items if not it.until and it.document in given)
    items = tuple(sorted(asked, key=lambda it: order[it.section]))
    codes = {it.code for it in items}
    return Checklist(items, {it.code: it.holds for it in said if it.code in codes})
