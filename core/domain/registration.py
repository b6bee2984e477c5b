"""What a registration for a GCKey must hold."""

from pydantic import BaseModel, ConfigDict

from core.domain.errors import MalformedAnswerError
from core.domain.identity import normalised, password_fault, user_code_fault

SHORTEST_ANSWER = 2


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
        "user_code": user_code_fault(wanted.user_code.strip()),
        "password": password_fault(wanted.password, wanted.user_code.strip()),
        "password_again": None if wanted.password == wanted.password_again else "passwords_differ",
        "terms": None if wanted.edition == edition else "terms_required",
    } | _question_faults(wanted.questions)
    found = {part: fault for part, fault in faults.items() if fault}
    if found:
        raise MalformedAnswerError(found)


def _question_faults(questions: tuple[tuple[str, str], ...]) -> dict[str, str | None]:
    faults: dict[str, str | None] = {}
    seen: set[str] = set()
    for place, (question, answer) in enumerate(questions, 1):
        told = normalised(question)
        faults[f"question_{place}"] = (
            "required" if not told else "questions_must_differ" if told in seen else None
        )
        faults[f"answer_{place}"] = "answer_too_short" if len(normalised(answer)) < SHORTEST_ANSWER else None
        seen.add(told)
    return faults if len(questions) == 3 else {**faults, "question_3": "required"}
