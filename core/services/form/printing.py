"""What leaves on paper or is frozen: the printed form, the receipt, the submission, the attestation."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Protocol

from core.domain.accounts.identity import Account, Actor
from core.domain.application.application import Print, Submission
from core.domain.application.days import local_day
from core.domain.application.display import answer_rows, day_text, instant_text
from core.domain.application.lifecycle import Action
from core.domain.application.overview import Overview
from core.domain.form.papers import FormRequest, FormRow, ReceiptRequest
from core.domain.ports.office import ComparesNames, HasLibrary, HasRegisterDays
from core.domain.ports.paper import HasPaper
from core.domain.ports.rules import HasEvaluator, HasRuleBook
from core.domain.ports.secrets import MakesKeys, MakesSecrets
from core.domain.ports.store import HasStore
from core.domain.ports.time import HasWorkingDays, HasZone, TellsTime
from core.domain.ports.vault import HasVault
from core.domain.rules.early_findings import PRINT
from core.domain.rules.rules import Finding
from core.services.form.kept_files import kept_file
from core.services.rules.early_findings import note_done, note_told
from core.services.transition import transition


class PrintingPorts(
    HasStore,
    TellsTime,
    HasZone,
    HasWorkingDays,
    MakesKeys,
    MakesSecrets,
    HasVault,
    HasPaper,
    HasEvaluator,
    HasRuleBook,
    HasLibrary,
    HasRegisterDays,
    ComparesNames,
    Protocol,
):
    """What printing asks of the outside world."""


BLOCKS = ("request", "representative", "identity", "attestation")


def print_form(
    outside: PrintingPorts, actor: Actor, seen: Overview, language: str, refused: Sequence[Finding]
) -> Print:
    """Draw the form, keep it, and record the print, with what was told and is printed all the same.

    Source: guide 2.5.
    """
    number = seen.last_print.number + 1 if seen.last_print else 1
    drawn = outside.paper.form(_form_request(outside, seen, number, language))
    with kept_file(outside.vault, drawn.data, "application/pdf") as key:
        row = Print(
            id=outside.new_id(),
            application_id=seen.application.id,
            number=number,
            digest=seen.digest,
            language=language,
            printed_at=outside.now(),
            pages=drawn.pages,
            places=[place.model_dump() for place in drawn.places],
            vault_key=key,
            sha256=sha256(drawn.data).hexdigest(),
        )
        with outside.store.write() as tx:
            tx.add(row)
            if not seen.is_printed:
                note_told(outside, tx, seen, PRINT, refused)
            note_done(outside, tx, seen, "printed", refused)
            told = {"number": number, "digest": row.digest, "language": language}
            transition(outside, tx, seen.application, Action.PRINT, by=actor, told=told)
    return row


def _form_request(outside: PrintingPorts, seen: Overview, number: int, language: str) -> FormRequest:
    return FormRequest(
        language=language,
        reference=seen.application.reference,
        print_number=number,
        digest=seen.digest,
        printed_on=day_text(seen.today, language),
        blocks={block: _rows(outside, seen, block, language) for block in BLOCKS},
    )


def _rows(outside: PrintingPorts, seen: Overview, block: str, language: str) -> tuple[FormRow, ...]:
    content = outside.library.questionnaire
    rows: list[FormRow] = []
    for question in content.questions:
        if question.form == block and question.id in seen.answers:
            told = answer_rows(content, question, seen.answers[question.id], language)
            rows.extend(FormRow(label=label, value=value) for label, value in told)
    return tuple(rows)


def receipt(outside: PrintingPorts, seen: Overview, submission: Submission, language: str) -> bytes:
    """Draw the receipt of a submission, in the name of who sent it.

    Source: guide 2.16.
    """

    def say(key: str, **values: str) -> str:
        return outside.library.say(f"receipt.{key}", language, **values)

    sent = instant_text(submission.submitted_at, language, outside.zone)
    names = (str(seen.known.get(part) or "") for part in ("given_names", "family_name"))
    rows = [
        (say("applicant"), " ".join(filter(None, names))),
        (say("reference"), seen.application.reference),
        (say("submitted_at"), sent),
        (say("print_number"), str(submission.print_number)),
        (say("answers_digest"), submission.answers_digest[:16]),
        *((_receipt_name(kind, say), digest[:16]) for kind, digest in submission.documents.items()),
    ]
    return outside.paper.receipt(
        ReceiptRequest(
            language=language,
            title=say("title"),
            rows=tuple(FormRow(label=label, value=value) for label, value in rows),
            paragraphs=(say("what_next"), say("by_email"), say("safe_sender")),
        )
    )


def _receipt_name(kind: str, say: Callable[[str], str]) -> str:
    """Return what the receipt calls a document: its kind, or the name it was asked by."""
    expected, _, name = kind.partition(": ")
    return name or say(expected)


@dataclass(frozen=True)
class AttestationText:
    """What an attestation of enrolment says.

    Shapes: rows are (word, value), a value being a text or a day to be written as a language writes it.
    """

    reference: str
    enrolled_at: datetime
    rows: tuple[tuple[str, str | date], ...]


def attested(outside: PrintingPorts, account: Account, seen: Overview, language: str) -> AttestationText:
    """Return what the attestation of somebody's enrolment says.

    Source: guide 4.16.
    """

    def day(instant: datetime) -> date:
        return local_day(instant, outside.zone)

    application, say = seen.application, outside.library.say
    enrolled_at = account.enrolled_at or account.created_at
    rows: list[tuple[str, str | date]] = [
        ("name", account.name),
        ("role", say("attestation.role_text", language)),
        ("regulator", _regulator_name(outside, application.regulator, language)),
        ("membership_number", application.membership_number or say("attestation.no_number", language)),
        *([("organisation", account.organisation)] if account.organisation else []),
        ("reference", application.reference),
        *([("approved_on", day(seen.decision.decided_at))] if seen.decision else []),
        ("enrolled_on", day(enrolled_at)),
    ]
    return AttestationText(application.reference, enrolled_at, tuple(rows))


def _regulator_name(outside: PrintingPorts, code: str, language: str) -> str:
    rows = outside.library.questionnaire.regulators
    return next((row.name.of(language) for row in rows if row.code == code), code)


def attestation(outside: PrintingPorts, told: AttestationText, language: str) -> bytes:
    """Draw the attestation of somebody's enrolment.

    Source: guide 4.16.
    """

    def say(key: str) -> str:
        return outside.library.say(f"attestation.{key}", language)

    rows = [*told.rows, ("issued_on", outside.today())]
    written = [
        (say(word), day_text(value, language) if isinstance(value, date) else value) for word, value in rows
    ]
    return outside.paper.receipt(
        ReceiptRequest(
            language=language,
            title=say("title"),
            rows=tuple(FormRow(label=label, value=value) for label, value in written),
            paragraphs=(say("says"), say("prototype")),
        )
    )
