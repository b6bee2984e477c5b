"""What happens around a decision: notices and their answers, second signatures, undoing, reconsideration."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from core.domain.application.application import Decision, DocumentKind, Outcome
from core.domain.application.given_reasons import GivenReason, OverruledRule, without_whys, without_words
from core.domain.application.outcome_draft import Draft, WantedDocument
from core.domain.records import Record

LONGEST_ANSWER = 4000
"""Characters of what an applicant may write in answer to a notice, or to ask for reconsideration."""


class WantedRow(TypedDict):
    """A document asked for, as a draft keeps it."""

    kind: str
    again: bool
    name: str
    reason: str


class DecisionColumns(TypedDict):
    """What every record made of a draft keeps of it."""

    outcome: Outcome
    reasons: list[GivenReason]
    overruled: list[OverruledRule]
    without_notice: str


class Notice(Record):
    """A notice that a request will be refused for reasons that its applicant can mend; it is no outcome.

    Shapes: `reasons` lists code, text, the ids of the remedies told and of the questions opened; `answer_by`
            is the last day.
    """

    application_id: UUID
    number: int
    round: int
    reasons: list[GivenReason]
    reason_codes: tuple[str, ...]
    officer_id: UUID
    given_at: datetime
    answer_by: date

    @property
    def questions(self) -> tuple[str, ...]:
        """Return the questions whose answers it opens to be changed, each once."""
        opened = (question for row in self.reasons for question in row.get("questions", ()))
        return tuple(dict.fromkeys(opened))

    def without_texts(self) -> Self:
        """Return it without what its officer wrote."""
        return self.but(reasons=without_words(self.reasons))


class NoticeAnswer(Record):
    """What the applicant answered to a notice; the documents given with it bear the notice's id."""

    application_id: UUID
    notice_id: UUID
    text: str
    answered_at: datetime

    def without_texts(self) -> Self:
        """Return it without what the applicant wrote."""
        return self.but(text="")


class DraftDecision(Record):
    """A decision that another officer must countersign before it takes effect.

    Shapes: `cause` says why it must be: reason, objection, first or sample; the rest is as a decision has it.
    """

    application_id: UUID
    number: int
    outcome: Outcome
    reasons: list[GivenReason]
    wanted: list[WantedRow] = Field(default_factory=list[WantedRow])
    overruled: list[OverruledRule] = Field(default_factory=list[OverruledRule])
    without_notice: str = ""
    officer_id: UUID
    cause: str
    drafted_at: datetime

    def without_texts(self) -> Self:
        """Return it without what its officer wrote."""
        reasons, overruled = without_words(self.reasons), without_whys(self.overruled)
        wanted: list[WantedRow] = [{**it, "name": "", "reason": ""} for it in self.wanted]
        return self.but(reasons=reasons, overruled=overruled, wanted=wanted, without_notice="")


class Countersignature(Record):
    """A second officer's verdict on a draft: `agrees`, or objects and says why.

    Shapes: `decision_id` is the decision that an agreement let take effect.
    """

    application_id: UUID
    draft_id: UUID
    officer_id: UUID
    agrees: bool
    why: str
    given_at: datetime
    decision_id: UUID | None = None

    def without_texts(self) -> Self:
        """Return it without what its officer wrote."""
        return self.but(why="")


class UndoneDecision(Record):
    """Marks a decision that was taken back before its letter left: it stays, and counts nowhere."""

    application_id: UUID
    decision_id: UUID
    officer_id: UUID
    decided_by: UUID
    undone_at: datetime


class Reconsideration(Record):
    """An applicant's request to have a refusal looked at again, by another officer; once only.

    Shapes: `decision_id` is the refusal; the documents given with it bear that id too.
    """

    application_id: UUID
    decision_id: UUID
    text: str
    asked_at: datetime

    def without_texts(self) -> Self:
        """Return it without what the applicant wrote."""
        return self.but(text="")


@dataclass(frozen=True)
class Proceedings:
    """All of that about one request, each in its order."""

    notices: tuple[Notice, ...] = ()
    answers: tuple[NoticeAnswer, ...] = ()
    drafts: tuple[DraftDecision, ...] = ()
    countersignatures: tuple[Countersignature, ...] = ()
    undone: tuple[Decision, ...] = ()
    reconsideration: Reconsideration | None = None

    @property
    def notice(self) -> Notice | None:
        """Return the latest notice."""
        return self.notices[-1] if self.notices else None

    @property
    def draft(self) -> DraftDecision | None:
        """Return the latest draft, whatever became of it."""
        return self.drafts[-1] if self.drafts else None

    def answer_to(self, notice: Notice) -> NoticeAnswer | None:
        """Return what was answered to a notice."""
        return next((it for it in self.answers if it.notice_id == notice.id), None)

    def verdict_on(self, draft: DraftDecision) -> Countersignature | None:
        """Return what the second officer said of a draft."""
        return next((it for it in self.countersignatures if it.draft_id == draft.id), None)

    @property
    def objection(self) -> Countersignature | None:
        """Return the latest verdict where it is an objection, which nothing has answered yet."""
        last = self.countersignatures[-1] if self.countersignatures else None
        return last if last and not last.agrees else None


NOTHING = Proceedings()


def drafted(draft: Draft) -> DecisionColumns:
    """Return what a record keeps of a draft."""
    return {
        "outcome": draft.outcome,
        "reasons": [{"code": code, "text": text.strip()} for code, text in draft.reasons],
        "overruled": [{"rule": rule, "why": why.strip()} for rule, why in draft.overruled],
        "without_notice": draft.without_notice.strip(),
    }


def wanted_rows(wanted: Iterable[WantedDocument]) -> list[WantedRow]:
    """Return documents asked for as a record keeps them."""
    return [
        {"kind": str(it.kind), "again": it.again, "name": it.name.strip(), "reason": it.reason.strip()}
        for it in wanted
    ]


def draft_of(kept: DraftDecision | Decision, wanted: Iterable[WantedDocument] = ()) -> Draft:
    """Return the draft that a record was made of.

    Shapes: `wanted` are the documents that a decision asked for; a draft knows its own.
    """
    if isinstance(kept, DraftDecision):
        wanted = (
            WantedDocument(DocumentKind(row["kind"]), row["again"], row["name"], row["reason"])
            for row in kept.wanted
        )
    return Draft(
        outcome=Outcome(kept.outcome),
        reasons=tuple((row["code"], row["text"]) for row in kept.reasons),
        wanted=tuple(wanted),
        overruled=tuple((row["rule"], row["why"]) for row in kept.overruled),
        without_notice=kept.without_notice,
    )
