"""Writes letters: what an outcome says, in the applicant's language first and the other below."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any, Protocol

from core.domain.application.application import Decision, DocumentRequest, Message, Outcome
from core.domain.application.content import LANGUAGES, Letter, Library
from core.domain.application.display import day_text, deadline_text
from core.domain.application.given_reasons import GivenReason
from core.domain.application.overview import Overview
from core.domain.application.proceedings import Notice
from core.domain.letters.letters import Written
from core.domain.ports.office import HasLibrary, HasPractice
from core.domain.ports.rules import HasRuleBook
from core.domain.ports.secrets import MakesKeys
from core.domain.ports.store import Transaction
from core.domain.ports.time import TellsTime
from core.services.letters.letter_editions import form_of, newest_edition


class LettersPorts(TellsTime, MakesKeys, HasRuleBook, HasLibrary, HasPractice, Protocol):
    """What letters ask of the outside world."""


DAYS = frozenset({"last_day", "submitted_on", "expires_on", "due_on", "answer_by", "reconsider_by"})
"""Variables kept as ISO dates and written as each language writes them."""
DEADLINES = frozenset({"last_day", "answer_by", "reconsider_by", "expires_on"})
"""Those of them until whose end something may be done: they name its hour and its time zone."""
NOT_TOLD = "–"
"""Stands for a variable that an older edition of the portal did not tell."""


@dataclass(frozen=True)
class Preview:
    """What an outcome would send: the letter, and subject and text that « Mes messages » would show."""

    language: str
    letter: Written
    subject: str
    text: str


def message(outside: LettersPorts, tx: Transaction, seen: Overview, letter: str, **told: Any) -> Message:
    """Return a message to the applicant in the language she chose to be written to in."""
    application = seen.application
    usual = {
        "reference": application.reference,
        "days": str(max(seen.days_left, 0)),
        "last_day": application.last_day.isoformat(),
        "submitted_on": outside.today().isoformat(),
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
        edition=newest_edition(tx, letter),
    )


def outcome(
    outside: LettersPorts,
    tx: Transaction,
    seen: Overview,
    decision: Decision,
    asked: tuple[DocumentRequest, ...],
) -> Message:
    """Return the message that tells an outcome; it leaves once the decision can no longer be undone.

    Source: guide 3.1 to 3.3.
    """
    told: dict[str, Any] = {}
    if decision.outcome is Outcome.REFUSED:
        told["reasons"] = {it: _reasons(outside, decision.reasons, it) for it in LANGUAGES}
        told["regulator"] = {it: _regulator(outside.library, seen, it) for it in LANGUAGES}
        told["reconsider_by"] = str(decision.reconsider_by or "")
    if decision.outcome is Outcome.DOCUMENTS_REQUIRED:
        told["documents"] = {it: _documents(outside.library, asked, it) for it in LANGUAGES}
    is_upheld = decision.reconsidered == "upheld"
    if is_upheld:
        told["no_recourse"] = {it: outside.library.say("letters.no_recourse", it) for it in LANGUAGES}
    name = "upheld" if is_upheld else str(decision.outcome)
    leaves_at = outside.practice.leaves_at(decision.decided_at)
    letter = message(outside, tx, seen, name, **told)
    return letter.of_decision(decision.id, leaves_at)


def notice(outside: LettersPorts, tx: Transaction, seen: Overview, given: Notice) -> Message:
    """Return the message that tells of a notice: its reasons, and how to mend each."""
    told = {it: _reasons(outside, given.reasons, it) for it in LANGUAGES}
    return message(outside, tx, seen, "notice", reasons=told, answer_by=given.answer_by.isoformat())


def preview(outside: LettersPorts, tx: Transaction, told: Message, **sealed: str) -> Preview:
    """Return a message as it would be read, with nothing where its secret would be."""
    form = form_of(tx, outside.library, told)
    subject, text = inbox(form, told.told, told.language)
    return Preview(told.language, written(form, told.told, told.language, **sealed), subject, text)


def _reasons(outside: LettersPorts, reasons: Iterable[GivenReason], language: str) -> str:
    """Return reasons a line each, and below each how to mend it where that is told."""
    known, remedies = outside.library.reasons, outside.rule_book.remedies
    lines: list[str] = []
    for row in reasons:
        lines.append(f"- {known[row['code']].text.of(language)} {row['text']}".rstrip())
        for id in row.get("remedies", ()):
            told = {"remedy": remedies[id].text.of(language)}
            lines.append(f"  {outside.library.say('notice.to_mend', language, **told)}")
    return "\n".join(lines)


def _regulator(library: Library, seen: Overview, language: str) -> str:
    rows = library.questionnaire.regulators
    found = next((row for row in rows if row.code == seen.known.get("regulator")), None)
    return f"{found.name.of(language)} ({found.site})" if found else ""


def _documents(library: Library, asked: tuple[DocumentRequest, ...], language: str) -> str:
    return "\n".join(f"- {document_name(library, row, language)} : {row.reason}" for row in asked)


def document_name(library: Library, row: DocumentRequest, language: str) -> str:
    """Return what a document asked for is called."""
    return row.name or library.say(f"documents.{row.kind}", language)


def inbox(form: Letter, told: Mapping[str, Any], language: str) -> tuple[str, str]:
    """Return a message's subject and text as « Mes messages » shows it."""
    here = _told(told, language)
    return form.subject.of(language).format_map(here), (form.inbox or form.body).of(language).format_map(here)


def written(form: Letter, told: Mapping[str, Any], first: str, **sealed: str) -> Written:
    """Return a letter as it is e-mailed: in one language, then in the other.

    Source: guide 3.0.
    """
    order = (first, "fr" if first == "en" else "en")
    here = {it: _told({**told, **sealed}, it) for it in order}
    subjects = [form.subject.of(it).format_map(here[it]) for it in order]
    bodies = [form.body.of(it).format_map(here[it]).strip() for it in order]
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


class _Told(dict[str, str]):
    """A letter's variables by name."""

    def __missing__(self, name: str) -> str:
        return NOT_TOLD


def _told(told: Mapping[str, Any], language: str) -> _Told:
    return _Told({name: _value(name, value, language) for name, value in told.items()})


def _value(name: str, value: Any, language: str) -> str:
    """Return a variable as the language writes it: kept in both, kept as a date, or the same everywhere."""
    if isinstance(value, Mapping):
        return str(value.get(language, ""))  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType] JSON
    if name not in DAYS or not value:
        return str(value)
    return (deadline_text if name in DEADLINES else day_text)(date.fromisoformat(value), language)
