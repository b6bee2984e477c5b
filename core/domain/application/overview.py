"""One application as a screen shows it: answers that count, prints, documents, what is still to do."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from core.domain.application.application import (
    EXPECTED,
    Answer,
    Application,
    Decision,
    Document,
    DocumentKind,
    DocumentRemoval,
    DocumentRequest,
    Outcome,
    Print,
    State,
    Submission,
)
from core.domain.application.content import Questionnaire
from core.domain.application.days import days_left, is_notice_over
from core.domain.application.proceedings import NOTHING, Notice, Proceedings
from core.domain.application.questionnaire import known_values, next_question, progress

ASKING = (State.DOCUMENTS_REQUIRED, State.NOTICE_GIVEN, State.REFUSED)
"""Where only documents asked for may be given; of a refusal, those for its reconsideration."""


@dataclass(frozen=True)
class Slot:
    """One document the applicant is to give now, and what was given for it.

    Source: guide 2.13, 3.5.
    """

    kind: DocumentKind
    document: Document | None
    request: DocumentRequest | None = None

    @property
    def state(self) -> str:
        """Return where it stands: attached, expected, requested_again or not_provided."""
        if self.document is not None:
            return "attached"
        if self.request is None:
            return "expected"
        return "requested_again" if self.request.again else "not_provided"

    @property
    def is_needed(self) -> bool:
        """Say whether nothing can be sent without it."""
        return self.request is None or not self.request.may_stay_empty


@dataclass(frozen=True)
class Overview:
    """Everything a screen needs about one application, read at once.

    Shapes: `answers` maps a question to its value; `removed` are questions whose answers fell away;
            `documents` maps a kind to the file that counts now; `decisions` are those that stand.
    """

    application: Application
    answers: Mapping[str, Mapping[str, Any]]
    removed: tuple[str, ...]
    known: Mapping[str, Any]
    today: date
    answered: int
    asked: int
    next_question: str | None
    prints: tuple[Print, ...] = ()
    documents: Mapping[DocumentKind, Document] | None = None
    submission: Submission | None = None
    given: tuple[Document, ...] = ()
    requests: tuple[DocumentRequest, ...] = ()
    decisions: tuple[Decision, ...] = ()
    proceedings: Proceedings = NOTHING

    @property
    def decision(self) -> Decision | None:
        """Return the latest decision."""
        return self.decisions[-1] if self.decisions else None

    @property
    def stage(self) -> int:
        """Return a number that grows whenever the request changes hands: what an officer has seen."""
        return self.application.round + len(self.decisions) + self.application.turns

    @property
    def was_just_decided(self) -> bool:
        """Say whether nothing but documents came after the latest decision."""
        application, decision = self.application, self.decision
        if decision is None or not application.turns:
            return decision is not None
        return application.changed_at == decision.decided_at

    @property
    def asked_now(self) -> tuple[DocumentRequest, ...]:
        """Return the documents the applicant may give now, because they were asked for.

        Shapes: by the latest decision, by a notice, or by herself for a reconsideration.
        """
        state = self.application.state
        if state is State.REFUSED and not self.may_ask_reconsideration:
            return ()
        return tuple(row for row in self.requests if row.decision_id == self.asked_last and state in ASKING)

    @property
    def asked_last(self) -> UUID | None:
        """Return what the latest documents were asked for by: a notice or a decision."""
        if self.proceedings.notice and self.notice_is_latest:
            return self.proceedings.notice.id
        return self.decision.id if self.decision else None

    @property
    def notice_is_latest(self) -> bool:
        """Say whether a notice, answered or not, came after the latest decision."""
        notice = self.proceedings.notice
        return notice is not None and (self.decision is None or self.decision.round < notice.round)

    @property
    def open_notice(self) -> Notice | None:
        """Return the notice that the applicant may answer now."""
        is_given = self.application.state is State.NOTICE_GIVEN
        return self.proceedings.notice if is_given and not self.notice_is_over else None

    @property
    def opened_questions(self) -> tuple[str, ...]:
        """Return the questions that a notice opens: its own, and those that a changed answer then asks."""
        notice = self.open_notice
        if notice is None or not notice.questions:
            return ()
        return (*notice.questions, *([self.next_question] if self.next_question else []))

    @property
    def has_changed_answers(self) -> bool:
        """Say whether an answer is another than the one sent last."""
        return self.submission is not None and self.submission.answers_digest != self.digest

    @property
    def notice_is_over(self) -> bool:
        """Say whether the days to answer have passed."""
        return is_notice_over(self.application, self.today)

    @property
    def may_ask_reconsideration(self) -> bool:
        """Say whether the applicant may ask to have the refusal looked at again: once, and in time."""
        if self.application.state is not State.REFUSED or self.decision is None:
            return False
        last = self.decision.reconsider_by
        return self.proceedings.reconsideration is None and last is not None and self.today <= last

    @property
    def is_reconsidered(self) -> bool:
        """Say whether the office now looks again at what was refused."""
        decided = any(decision.reconsidered for decision in self.decisions)
        return self.proceedings.reconsideration is not None and not decided

    @property
    def owes_documents(self) -> bool:
        """Say whether the latest decision asks for documents that were not sent since."""
        decision = self.decision
        if decision is None or decision.outcome is not Outcome.DOCUMENTS_REQUIRED:
            return False
        return decision.round == self.application.round

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Return the documents to give now, in order.

        Source: guide 2.13, 3.5.
        """
        if self.application.state not in ASKING:
            return tuple(Slot(kind, (self.documents or {}).get(kind)) for kind in EXPECTED)
        given = {row.request_id: row for row in self.given if row.request_id}
        return tuple(Slot(row.kind, given.get(row.id), row) for row in self.asked_now)

    @property
    def days_left(self) -> int:
        """Return the days left to submit; 0 on the last day.

        Source: guide 2.17.
        """
        return days_left(self.application, self.today)

    @property
    def is_open(self) -> bool:
        """Say whether the applicant may still work on it."""
        return self.application.state is State.OPEN and self.days_left >= 0

    @property
    def has_expired(self) -> bool:
        """Say whether the 30 days are over, whether or not that was recorded yet."""
        return self.application.state is State.EXPIRED or (
            self.application.state is State.OPEN and self.days_left < 0
        )

    @property
    def is_complete(self) -> bool:
        """Say whether every question that applies has its answer."""
        return self.next_question is None

    @property
    def digest(self) -> str:
        """Return the digest of the answers, which the printed form carries."""
        return answers_digest(self.application.reference, self.answers)

    @property
    def last_print(self) -> Print | None:
        """Return the newest print."""
        return self.prints[-1] if self.prints else None

    @property
    def is_printed(self) -> bool:
        """Say whether the newest print bears the current answers.

        Source: guide 2.12.
        """
        return self.is_complete and self.last_print is not None and self.last_print.digest == self.digest

    @property
    def missing_documents(self) -> tuple[DocumentKind, ...]:
        """Return the documents still expected, in order.

        Source: guide 2.15.
        """
        return tuple(slot.kind for slot in self.slots if slot.document is None and slot.is_needed)

    @property
    def next_step(self) -> str:
        """Return the step to take now: the name of the screen it is done on."""
        if self.application.state is State.DOCUMENTS_REQUIRED:
            return "documents"
        if self.open_notice:
            return "notice"
        if not self.is_open:
            return "confirmation" if self.submission else "home"
        if not self.is_complete:
            return "question"
        if not self.is_printed:
            return "form" if self.last_print else "review"
        return "form" if self.missing_documents == EXPECTED else "documents"


def answers_digest(reference: str, answers: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the digest of a request's answers, the same for the same answers whatever their order."""
    told = json.dumps([reference, answers], sort_keys=True, ensure_ascii=False, default=dict)
    return sha256(told.encode()).hexdigest()


def current_answers(rows: Iterable[Answer]) -> tuple[dict[str, Mapping[str, Any]], tuple[str, ...]]:
    """Return the answers that count, and the questions whose answers were withdrawn.

    Shapes: rows in the order they were written.
    """
    newest: dict[str, Mapping[str, Any] | None] = {}
    for row in rows:
        newest[row.question] = row.value
    kept = {question: value for question, value in newest.items() if value is not None}
    return kept, tuple(question for question, value in newest.items() if value is None)


def documents_that_count(
    rows: Iterable[Document], removals: Iterable[DocumentRemoval]
) -> tuple[Document, ...]:
    """Return the newest file for each document expected or asked for, unless it was taken back.

    Shapes: rows in the order they were given; a new copy stands beside the one it was asked for.
    """
    gone = {removal.document_id for removal in removals}
    newest = {(row.kind, row.request_id): row for row in rows}
    return tuple(row for row in newest.values() if row.id not in gone)


def by_kind(given: Iterable[Document]) -> dict[DocumentKind, Document]:
    """Return the file that counts for each kind: the newest of those given."""
    return {row.kind: row for row in sorted(given, key=lambda row: row.given_at)}


def overview(
    content: Questionnaire, application: Application, rows: Iterable[Answer], today: date
) -> Overview:
    """Return an application with its answers, not yet its papers."""
    answers, removed = current_answers(rows)
    known = known_values(content, answers, today)
    coming = next_question(content, answers, known)
    answered, asked = progress(content, answers, known)
    return Overview(
        application, answers, removed, known, today, answered, asked, coming.id if coming else None
    )
