"""How a question is worded, since when, and who looked for help with it."""

import json
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from core.domain.application.content import Question
from core.domain.records import Record

HELP = "help"
"""What is opened at a question beside the meaning of its words: why it is asked."""


class HelpOpened(Record):
    """An explanation that an applicant opened at a question; it is counted, and says nothing of anybody.

    Shapes: `term` lists the glossary terms explained there, or is `help`.
    """

    application_id: UUID
    question: str
    term: str
    opened_at: datetime


class WordingEdition(Record):
    """A question's title and explanations as they read from one moment on, by their digest."""

    question: str
    digest: str
    since: datetime


def wording_digest(question: Question) -> str:
    """Return the digest of what an applicant reads at a question before answering."""
    parts = [[part.label, part.hint] for part in question.parts]
    texts = [question.title, question.help, question.why, *(text for row in parts for text in row)]
    told = [text and text.model_dump() for text in texts]
    return sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()
