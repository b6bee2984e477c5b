"""How long the next question and the review page take, at 20, 60 and 200 questions.

Run: python -m bench.questionnaire
Units: milliseconds of processor, median of 100 rounds of 10; the floor is a bare loop over a list of the
       same length, in this run. The first review is one whose dates and numbers were never written before.
"""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from core.adapters.operations.content_files import regulators
from core.domain.application.content import Choice, Part, Question, Questionnaire, Section, Text
from core.domain.application.display import answer_rows, day_text, phone_text
from core.domain.application.questionnaire import Answers, asked, known_values, next_question

ROUNDS, TIMES = 100, 10
SIZES = (20, 60, 200)
GOAL_NEXT, GOAL_REVIEW = 0.04, 1.0
TODAY = date(2026, 3, 8)
REGULATORS = Path(__file__).parents[1] / "data"
VALUES: dict[str, Any] = {
    "text": "Łukasz Ñuñez-O’Brien", "choice": "a", "yes_no": True, "date": "", "country": "VN", "phone": "",
    "regulator": "CICC", "many": ["a", "b"],
}  # fmt: skip
CHOICES = tuple(Choice(code=code, text=Text(fr=code, en=code)) for code in "abc")


def main() -> int:
    """Print the table; fail when a goal is missed."""
    print(f"{'questions':>9}  {'what':<16}{'median ms':>10}{'× floor':>9}{'goal ms':>9}")
    return int(sum(not _row(size) for size in SIZES) > 0)


def _row(size: int) -> bool:
    content, answers = questionnaire(size), _answers(size)
    some = {id: answers[id] for id in list(answers)[:-1]}
    known = known_values(content, some, TODAY)
    floor = _milliseconds(lambda: _bare_loop(content.questions, some))
    coming = _milliseconds(lambda: next_question(content, some, known))
    settled = _milliseconds(lambda: next_question(content, some, known_values(content, some, TODAY)))
    review = _milliseconds(lambda: _review(content, answers))
    first = _milliseconds(lambda: _first_review(content, answers))
    _print(size, "floor", floor, floor)
    _print(size, "next question", coming, floor, GOAL_NEXT)
    _print(size, "… from answers", settled, floor, GOAL_NEXT)
    _print(size, "review page", review, floor, GOAL_REVIEW)
    _print(size, "… the first", first, floor)
    return coming <= GOAL_NEXT and settled <= GOAL_NEXT and review <= GOAL_REVIEW


def _print(size: int, what: str, time: float, floor: float, goal: float | None = None) -> None:
    print(f"{size:>9}  {what:<16}{time:>10.4f}{time / floor:>9.1f}{goal or '':>9}")


def _review(content: Questionnaire, answers: Answers) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what the review page shows: every question that applies, with its answer as text."""
    known = known_values(content, answers, TODAY)
    return [(q.id, answer_rows(content, q, answers[q.id], "fr")) for q in asked(content, known)]


def _first_review(content: Questionnaire, answers: Answers) -> object:
    day_text.cache_clear()
    phone_text.cache_clear()
    return _review(content, answers)


def _bare_loop(questions: tuple[Question, ...], answers: Answers) -> int:
    found = 0
    for question in questions:
        if question.id in answers:
            found += 1
    return found


def questionnaire(size: int) -> Questionnaire:
    """Return a questionnaire of the kinds of questions the real one has; every third has a condition."""
    return Questionnaire(
        sections=(Section(id="one", title=Text(fr="x", en="x")),),
        questions=tuple(_question(number) for number in range(size)),
        glossary=(),
        regulators=tuple(regulators(REGULATORS)),
    )


def _kind(number: int) -> Any:
    return list(VALUES)[number % len(VALUES)]


def _question(number: int) -> Question:
    part = Part(id=f"part_{number}", kind=_kind(number), label=Text(fr="x", en="x"), choices=CHOICES)
    condition = number // len(VALUES) * len(VALUES) + 1
    ask_when = {f"part_{condition}": ["a", "b"]} if number % 3 == 0 and condition < number else {}
    return Question(
        id=f"q{number}", clause="2.3", section="one", title=Text(fr="x", en="x"), form="request",
        parts=(part,), ask_when=ask_when,
    )  # fmt: skip


def _answers(size: int) -> dict[str, dict[str, Any]]:
    return {f"q{number}": {f"part_{number}": _value(number)} for number in range(size)}


def _value(number: int) -> Any:
    """Return an answer; no two dates and no two telephone numbers are the same."""
    if _kind(number) == "date":
        return date.fromordinal(720_000 + number).isoformat()
    return f"+1819555{number:04}" if _kind(number) == "phone" else VALUES[_kind(number)]


def _milliseconds(work: Callable[[], object]) -> float:
    work()
    return median(_round(work) for _ in range(ROUNDS)) / TIMES * 1000


def _round(work: Callable[[], object]) -> float:
    start = process_time()
    for _ in range(TIMES):
        work()
    return process_time() - start


if __name__ == "__main__":
    sys.exit(main())
