"""One application as a screen shows it: answers that count, prints, documents, what is still to do."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from core.domain.application import (
    Answer,
    Application,
    Document,
    DocumentKind,
    DocumentRemoval,
    Print,
    State,
    Submission,
    days_left,
)
from core.domain.content import Questionnaire
from core.domain.questionnaire import known_values, next_question, progress


@dataclass(frozen=True)
class Overview:
    """Everything a screen needs about one application, read at once.

    Shapes: `answers` maps a question to its value; `removed` are questions whose answers fell away;
            `documents` maps a kind to the file that counts now.
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
        return tuple(kind for kind in DocumentKind if kind not in (self.documents or {}))

    @property
    def next_step(self) -> str:
        """Return the step to take now: the name of the screen it is done on."""
        if not self.is_open:
            return "confirmation" if self.submission else "home"
        if not self.is_complete:
            return "question"
        if not self.is_printed:
            return "form" if self.last_print else "review"
        return "form" if self.missing_documents == tuple(DocumentKind) else "documents"


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


def current_documents(
    rows: Iterable[Document], removals: Iterable[DocumentRemoval]
) -> dict[DocumentKind, Document]:
    """Return the file that counts for each kind: the newest that was not taken back.

    Shapes: rows in the order they were given.
    """
    gone = {removal.document_id for removal in removals}
    newest = {row.kind: row for row in rows}
    return {kind: row for kind, row in newest.items() if row.id not in gone}


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
