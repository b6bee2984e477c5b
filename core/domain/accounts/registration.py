"""What a registration for a GCKey must hold."""

from pydantic import BaseModel, ConfigDict

from core.domain.accounts.identity import normalised, password_fault, user_code_fault
from core.domain.errors import MalformedAnswerError
from core.domain.typed_text import canonical

RECOVERY_QUESTIONS = 3
SHORTEST_ANSWER = 2
LONGEST_ANSWER = 72
"""Bytes of an answer once normalised; the hash reads no more."""
LONGEST_QUESTION = 200


class Registration(BaseModel):
    """What somebody typed to get a GCKey.

    Source: guide 1.5.
    """

    model_config = ConfigDict(frozen=True)
    user_code: str
    password: str
    password_again: str
    questions: tuple[tuple[str, str], ...]
    edition: str
    language: str


def refuse_faults(wanted: Registration, edition: str) -> None:
    """Refuse a registration that breaks a rule, naming each faulty part.

    Raises: MalformedAnswerError.
    Source: facts.md, Credentials.
    """
    faults = {
        "user_code": user_code_fault(canonical(wanted.user_code)),
        "password": password_fault(wanted.password, canonical(wanted.user_code)),
        "password_again": None if wanted.password == wanted.password_again else "passwords_differ",
        "terms": None if wanted.edition == edition else "terms_required",
    } | question_faults(wanted.questions, RECOVERY_QUESTIONS)
    found = {part: fault for part, fault in faults.items() if fault}
    if found:
        raise MalformedAnswerError(found)


def question_faults(questions: tuple[tuple[str, str], ...], wanted: int) -> dict[str, str | None]:
    """Return what is wrong with each question and answer, or None; all questions must differ."""
    faults: dict[str, str | None] = {}
    seen: set[str] = set()
    for place, (question, answer) in enumerate(questions, 1):
        faults[f"question_{place}"] = _question_fault(question, seen)
        faults[f"answer_{place}"] = _answer_fault(normalised(answer))
        seen.add(normalised(question))
    return faults if len(questions) == wanted else {**faults, f"question_{wanted}": "required"}


def _question_fault(question: str, seen: set[str]) -> str | None:
    if not normalised(question):
        return "required"
    if len(question) > LONGEST_QUESTION:
        return "question_too_long"
    return "questions_must_differ" if normalised(question) in seen else None


def _answer_fault(told: str) -> str | None:
    if len(told) < SHORTEST_ANSWER:
        return "answer_too_short"
    return "answer_too_long" if len(told.encode()) > LONGEST_ANSWER else None
