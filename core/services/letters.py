"""Writes letters: what an outcome says, in the applicant's language first and the other below."""

from collections.abc import Mapping
from datetime import date
from html import escape
from typing import Any

from core.domain.application import Decision, DocumentRequest, Message, Outcome
from core.domain.content import LANGUAGES, Library
from core.domain.display import day_text
from core.domain.letters import Written
from core.domain.overview import Overview
from core.domain.ports import Outside

DAYS = frozenset({"last_day", "submitted_on", "expires_on", "due_on"})
"""Variables kept as ISO dates and written as each language writes them."""


def message(outside: Outside, seen: Overview, letter: str, **told: Any) -> Message:
    """Return a message to the applicant in the language she chose to be written to in."""
    application = seen.application
    usual = {
        "reference": application.reference,
        "days": str(max(seen.days_left, 0)),
        "last_day": application.last_day.isoformat(),
        "submitted_on": seen.today.isoformat(),
    }
    return Message(
        id=outside.new_id(),
        account_id=application.account_id,
        application_id=application.id,
        letter=letter,
        told=usual | told,
        language=str(seen.known.get("correspondence_language") or "fr"),
        address=seen.known.get("email"),
        created_at=outside.now(),
    )


def outcome(
    outside: Outside, seen: Overview, decision: Decision, asked: tuple[DocumentRequest, ...]
) -> Message:
    """Return the message that tells an outcome.

    Source: guide 3.1 to 3.3.
    """
    told: dict[str, Any] = {}
    if decision.outcome is Outcome.REFUSED:
        told["reasons"] = {it: _reasons(outside.library, decision, it) for it in LANGUAGES}
        told["regulator"] = {it: _regulator(outside.library, seen, it) for it in LANGUAGES}
    if decision.outcome is Outcome.DOCUMENTS_REQUIRED:
        told["documents"] = {it: _documents(outside.library, asked, it) for it in LANGUAGES}
    letter = message(outside, seen, str(decision.outcome), **told)
    return letter.model_copy(update={"decision_id": decision.id})


def _reasons(library: Library, decision: Decision, language: str) -> str:
    rows = [(library.reasons[row["code"]].text.of(language), row["text"]) for row in decision.reasons]
    return "\n".join(f"- {text} {written}".rstrip() for text, written in rows)


def _regulator(library: Library, seen: Overview, language: str) -> str:
    rows = library.questionnaire.regulators
    found = next((row for row in rows if row.code == seen.known.get("regulator")), None)
    return f"{found.name.of(language)} ({found.site})" if found else ""


def _documents(library: Library, asked: tuple[DocumentRequest, ...], language: str) -> str:
    return "\n".join(f"- {document_name(library, row, language)} : {row.reason}" for row in asked)


def document_name(library: Library, row: DocumentRequest, language: str) -> str:
    """Return what a document asked for is called."""
    return row.name or library.say(f"documents.{row.kind}", language)


def inbox(library: Library, letter: Message, language: str) -> tuple[str, str]:
    """Return a message's subject and text as « Mes messages » shows it."""
    form = library.letters[letter.letter]
    told = _told(letter.told, language)
    return form.subject.of(language).format(**told), (form.inbox or form.body).of(language).format(**told)


def written(outside: Outside, letter: Message, first: str, **sealed: str) -> Written:
    """Return a letter as it is e-mailed: in one language, then in the other.

    Source: guide 3.0.
    """
    form = outside.library.letters[letter.letter]
    order = (first, "fr" if first == "en" else "en")
    subjects = [form.subject.of(it).format(**_told(letter.told | sealed, it)) for it in order]
    bodies = [form.body.of(it).format(**_told(letter.told | sealed, it)).strip() for it in order]
    parts = list(zip(order, subjects, bodies, strict=True))
    text = "\n\n---\n\n".join(f"{subject}\n\n{body}" for _, subject, body in parts)
    return Written(subject=" / ".join(subjects), text=text + "\n", html=_html(parts))


def _html(parts: list[tuple[str, str, str]]) -> str:
    articles = "<hr>".join(
        f'<article lang="{language}"><h1>{escape(subject)}</h1>{_paragraphs(body)}</article>'
        for language, subject, body in parts
    )
    head = f'<meta charset="utf-8"><title>{escape(parts[0][1])}</title>'
    return f'<!doctype html><html lang="{parts[0][0]}"><head>{head}</head><body>{articles}</body></html>'


def _paragraphs(body: str) -> str:
    blocks = [escape(block).replace("\n", "<br>") for block in body.split("\n\n")]
    return "".join(f"<p>{block}</p>" for block in blocks)


def _told(told: Mapping[str, Any], language: str) -> dict[str, str]:
    return {name: _value(name, value, language) for name, value in told.items()}


def _value(name: str, value: Any, language: str) -> str:
    """Return a variable as the language writes it: kept in both, kept as a date, or the same everywhere."""
    if isinstance(value, Mapping):
        return str(value.get(language, ""))  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType] JSON
    return day_text(date.fromisoformat(value), language) if name in DAYS else str(value)
