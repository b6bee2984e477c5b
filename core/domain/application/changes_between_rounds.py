"""What changed from one submission of a request to the next, and what changed since and was not sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.domain.application.application import Answer, Submission
from core.domain.application.overview import current_answers


@dataclass(frozen=True)
class ChangedAnswer:
    """An answer that differs from the one sent before; None where there was none.

    Shapes: `sent_at` is when the one before was sent, `changed_at` when the other was given; `is_sent` says
            whether that one was sent too.
    """

    question: str
    before: Mapping[str, Any] | None
    now: Mapping[str, Any] | None
    sent_at: datetime
    changed_at: datetime
    is_sent: bool = True


@dataclass(frozen=True)
class RoundChanges:
    """What the latest submission brought, or came after it: answers that differ, the ids of new documents."""

    answers: tuple[ChangedAnswer, ...] = ()
    documents: frozenset[str] = frozenset()

    @property
    def questions(self) -> frozenset[str]:
        """Return the questions whose answers are not those sent before."""
        return frozenset(it.question for it in self.answers)


def changes_between(submissions: Sequence[Submission], rows: Sequence[Answer]) -> RoundChanges:
    """Return what the last of a request's submissions changed, and what was changed since.

    Shapes: submissions in the order of their numbers, rows as they were written; a first submission changes
            nothing.
    """
    if not submissions:
        return RoundChanges()
    latest = submissions[-1]
    unsent = _differing(latest, current_answers(rows)[0], rows, is_sent=False)
    if len(submissions) < 2:
        return RoundChanges(unsent)
    before = submissions[-2]
    return RoundChanges(
        (*_differing(before, latest.answers, rows, is_sent=True, until=latest.submitted_at), *unsent),
        frozenset(latest.document_ids) - frozenset(before.document_ids),
    )


def _differing(
    before: Submission,
    now: Mapping[str, Mapping[str, Any]],
    rows: Sequence[Answer],
    *,
    is_sent: bool,
    until: datetime | None = None,
) -> tuple[ChangedAnswer, ...]:
    written = {it.question: it.answered_at for it in rows if until is None or it.answered_at <= until}
    return tuple(
        ChangedAnswer(
            id, before.answers.get(id), now.get(id), before.submitted_at,
            written.get(id, until or before.submitted_at), is_sent,
        )
        for id in dict.fromkeys((*before.answers, *now))
        if before.answers.get(id) != now.get(id)
    )  # fmt: skip
