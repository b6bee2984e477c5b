"""A letter as it is worded, as it is read, and as it was delivered."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from string import Formatter
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from core.domain.application.content import LANGUAGES, Letter, Text
from core.domain.records import Record

USUAL = frozenset({"reference", "days", "last_day", "submitted_on"})
"""The variables that every letter about a request is told."""
ALSO_TOLD: Mapping[str, frozenset[str]] = {
    "approved": frozenset({"pin", "expires_on"}),
    "pin_again": frozenset({"pin", "expires_on"}),
    "refused": frozenset({"reasons", "regulator", "reconsider_by"}),
    "upheld": frozenset({"reasons", "regulator", "no_recourse"}),
    "documents_required": frozenset({"documents"}),
    "notice": frozenset({"reasons", "answer_by"}),
    "move_asked": frozenset({"stop_word", "due_on"}),
    "email_check": frozenset({"code"}),
}
SECRETS = frozenset({"pin", "stop_word", "code"})
"""Variables that stand in the e-mail's text and nowhere else."""
MUST_TELL: Mapping[str, Mapping[str, frozenset[str]]] = {
    "approved": {"body": frozenset({"pin", "expires_on"})},
    "pin_again": {"body": frozenset({"pin", "expires_on"})},
    "move_asked": {"body": frozenset({"stop_word", "due_on"})},
    "email_check": {"body": frozenset({"code"})},
    "refused": {"body": frozenset({"reasons", "reconsider_by"})},
    "upheld": {"body": frozenset({"reasons", "no_recourse"})},
    "documents_required": {"inbox": frozenset({"documents"})},
    "notice": {"inbox": frozenset({"reasons", "answer_by"}), "body": frozenset({"answer_by"})},
    "reminder_14": {"body": frozenset({"last_day"})},
    "reminder_7": {"body": frozenset({"last_day"})},
    "reminder_2": {"body": frozenset({"last_day"})},
}
"""Without these variables in these texts a letter would be of no use, or would hide a right or a deadline."""
ONLY_INBOX: Mapping[str, frozenset[str]] = {
    "documents_required": frozenset({"documents"}),
    "notice": frozenset({"reasons"}),
}
"""What an e-mail must not say, and only « Mes messages » does.

Source: guide 3.3.
"""
LETTERS = frozenset(
    {
        *ALSO_TOLD, "submitted", "returned", "answered", "reconsideration", "expired", "pin_tried",
        "move_stopped", "moved", "reminder_14", "reminder_7", "reminder_2",
    }
)  # fmt: skip
"""Every letter that the portal writes."""
PLACES = ("subject", "body", "inbox")
LINKS = ("http:", "https:", "www.", "<a ")


class Written(BaseModel):
    """A letter as it is read: subject, plain text and HTML."""

    model_config = ConfigDict(frozen=True)
    subject: str
    text: str
    html: str


class DeliveredLetter(BaseModel):
    """A letter in the demonstration's mailbox."""

    model_config = ConfigDict(frozen=True)
    id: str
    sender: str
    address: str
    delivered_at: datetime
    letter: Written


class LetterEdition(Record):
    """A letter's texts as they read from one moment on; the file's own are edition one.

    Shapes: `texts` holds the subject, body and inbox text, each in both languages.
    """

    letter: str
    number: int
    texts: dict[str, Any]
    published_at: datetime
    published_by: UUID


def variables_of(id: str) -> frozenset[str]:
    """Return the variables that a letter is told."""
    return USUAL | ALSO_TOLD.get(id, frozenset())


def letter_faults(letter: Letter) -> dict[str, str]:
    """Return what keeps a letter's texts from being used: each faulty text and the code of its sentence.

    Shapes: texts are named as `body_fr`.
    """
    faults: dict[str, str] = {}
    for place, text in _texts(letter):
        found = {language: _text_fault(letter.id, place, text.of(language)) for language in LANGUAGES}
        faults |= {f"{place}_{language}": fault for language, fault in found.items() if fault}
        if not any(found.values()) and named(text.fr) != named(text.en):
            faults[f"{place}_en"] = "letter_variables_differ"
    if not faults and SECRETS & named(letter.body.fr) and letter.inbox is None:
        faults["inbox_fr"] = "letter_inbox_needed"
    return faults


def _texts(letter: Letter) -> Iterator[tuple[str, Text]]:
    for place in PLACES:
        if text := getattr(letter, place):
            yield place, text


def _text_fault(id: str, place: str, text: str) -> str | None:
    """Return what is wrong with one text in one language, or None."""
    try:
        told = named(text)
    except ValueError:
        return "letter_braces"
    if not told <= variables_of(id):
        return "letter_variable_unknown"
    forbidden = ONLY_INBOX.get(id, frozenset()) if place != "inbox" else frozenset[str]()
    if told & (forbidden if place == "body" else forbidden | SECRETS):
        return "letter_variable_misplaced"
    if not MUST_TELL.get(id, {}).get(place, frozenset()) <= told:
        return "letter_variable_missing"
    return "letter_has_link" if any(link in text.lower() for link in LINKS) else None


def named(text: str) -> set[str]:
    """Return the variables in a text.

    Raises: ValueError for braces that hold anything but a plain name: a text must not reach into the portal.
    """
    found: set[str] = set()
    for _, name, form, conversion in Formatter().parse(text):
        if name is None:
            continue
        if not name.isidentifier() or form or conversion:
            raise ValueError("only a plain name stands in braces")
        found.add(name)
    return found
