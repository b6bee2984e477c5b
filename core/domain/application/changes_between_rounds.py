"""What changed from one submission of a request to the next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.domain.application.application import Submission


@dataclass(frozen=True)
class ChangedAnswer:
    """An answer that differs between two submissions; None where there was none."""

    question: str
    before: Mapping[str, Any] | None
    now: Mapping[str, Any] | None


@dataclass(frozen=True)
class RoundChanges:
    """What the latest submission brought: answers that differ, and the ids of documents that are new."""

    answers: tuple[ChangedAnswer, ...] = ()
    documents: frozenset[str] = frozenset()


def changes_between(submissions: Sequence[Submission]) -> RoundChanges:
    """Return what the last of a request's submissions changed; a first one changes nothing.

    Shapes: submissions in the order of their numbers.
    """
    if len(submissions) < 2:
        return RoundChanges()
    before, now = submissions[-2:]
    asked = dict.fromkeys((*before.answers, *now.answers))
    pairs = (ChangedAnswer(it, before.answers.get(it), now.answers.get(it)) for it in asked)
    return RoundChanges(
        answers=tuple(it for it in pairs if it.before != it.now),
        documents=frozenset(now.document_ids) - frozenset(before.document_ids),
    )
