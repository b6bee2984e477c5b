"""How the questions read since the demonstration began, and the one whose help was written anew."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date
from hashlib import sha256
from typing import Any

from core.adapters.operations.outside import Outside
from core.demonstration.calendar import OfficeSpan
from core.demonstration.seeded_outside import SeededSecrets
from core.demonstration.workshop import Workshop
from core.domain.application.content import Question
from core.domain.application.question_wording import WordingEdition, wording_digest

Told = Mapping[str, Any]
COLUMNS = {"question": "VARCHAR", "place": "INTEGER", "terms": "VARCHAR", "opened": "DOUBLE"}


def keep_wordings(
    workshop: Workshop, outside: Outside, seeded: SeededSecrets, span: OfficeSpan, told: Told
) -> None:
    """Keep the questions' wordings as of the first day, and lay out how often each one's help is opened."""
    questions = outside.library.questionnaire.questions
    reworded_on = span.at(told["changed"]).replace(day=1)
    with outside.store.write() as tx:
        tx.erase(WordingEdition, id=[it.id for it in tx.find(WordingEdition)])
        for question in questions:
            for row in _wordings(
                seeded, span, question, reworded_on if question.id == told["question"] else None
            ):
                tx.add(row)
    rows = (
        {
            "question": it.id, "place": place, "terms": " ".join(it.terms),
            "opened": told["opened"].get(it.id, told["opened"]["elsewhere"]),
        }
        for place, it in enumerate(questions, 1)
    )  # fmt: skip
    workshop.table("question", COLUMNS, rows)
    workshop.learn(
        reworded_on=reworded_on, reworded_question=told["question"], questions=[it.id for it in questions]
    )


def _wordings(
    seeded: SeededSecrets, span: OfficeSpan, question: Question, reworded_on: date | None
) -> Iterator[WordingEdition]:
    """Yield a question's wording of today, and before it the one that it replaced."""
    now = wording_digest(question)
    since = {span.begins: now} if reworded_on is None else {span.begins: _former(now), reworded_on: now}
    for day, digest in since.items():
        instant = span.midnight(day).replace(tzinfo=UTC)
        yield WordingEdition(id=seeded.id(instant), question=question.id, digest=digest, since=instant)


def _former(digest: str) -> str:
    return sha256(f"before {digest}".encode()).hexdigest()
