"""What leaves on paper or is frozen: the printed form, the receipt, the submission."""

from hashlib import sha256

from core.domain.application import Application, Message, Print, Submission
from core.domain.display import answer_rows, day_text, instant_text
from core.domain.identity import Actor
from core.domain.overview import Overview
from core.domain.ports import FormRequest, FormRow, Outside, ReceiptRequest, Transaction
from core.services.recording import record

BLOCKS = ("request", "representative", "identity", "attestation")


def print_form(outside: Outside, actor: Actor, seen: Overview, language: str) -> Print:
    """Draw the form, keep it, and record the print.

    Source: guide 2.5.
    """
    number = seen.last_print.number + 1 if seen.last_print else 1
    drawn = outside.paper.form(_form_request(outside, seen, number, language))
    row = Print(
        id=outside.new_id(),
        application_id=seen.application.id,
        number=number,
        digest=seen.digest,
        language=language,
        printed_at=outside.now(),
        pages=drawn.pages,
        places=[place.model_dump() for place in drawn.places],
        vault_key=outside.vault.keep(drawn.data, "application/pdf"),
        sha256=sha256(drawn.data).hexdigest(),
    )
    with outside.store.write() as tx:
        tx.add(row)
        told = {"number": number, "digest": row.digest, "language": language}
        record(outside, tx, seen.application, "form.printed", actor, **told)
    return row


def _form_request(outside: Outside, seen: Overview, number: int, language: str) -> FormRequest:
    return FormRequest(
        language=language,
        reference=seen.application.reference,
        print_number=number,
        digest=seen.digest,
        printed_on=day_text(seen.today, language),
        blocks={block: _rows(outside, seen, block, language) for block in BLOCKS},
    )


def _rows(outside: Outside, seen: Overview, block: str, language: str) -> tuple[FormRow, ...]:
    content = outside.library.questionnaire
    rows: list[FormRow] = []
    for question in content.questions:
        if question.form == block and question.id in seen.answers:
            told = answer_rows(content, question, seen.answers[question.id], language)
            rows.extend(FormRow(label=label, value=value) for label, value in told)
    return tuple(rows)


def freeze(outside: Outside, tx: Transaction, actor: Actor, seen: Overview) -> Submission:
    """Keep answers and documents as they were sent, with the event and the message, in one transaction.

    Source: guide 2.15, 2.16.
    """
    now, documents = outside.now(), seen.documents or {}
    submission = Submission(
        id=outside.new_id(),
        application_id=seen.application.id,
        number=1,
        answers={question: dict(value) for question, value in seen.answers.items()},
        answers_digest=seen.digest,
        documents={str(kind): row.sha256 for kind, row in documents.items()},
        document_ids=[str(row.id) for row in documents.values()],
        print_number=seen.last_print.number if seen.last_print else 0,
        submitted_at=now,
    )
    tx.add(submission)
    tx.add(message(outside, seen, "submitted"))
    application = seen.application.model_copy(update={"submitted_at": now})
    told = {"answers": submission.answers_digest, "documents": submission.documents}
    record(outside, tx, application, "application.submitted", actor, **told)
    return submission


def message(outside: Outside, seen: Overview, letter: str) -> Message:
    """Return a message to the applicant in the language she chose to be written to in."""
    application = seen.application
    language = str(seen.known.get("correspondence_language") or "fr")
    told = {
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
        told=told,
        language=language,
        address=seen.known.get("email"),
        created_at=outside.now(),
    )


def receipt(outside: Outside, application: Application, submission: Submission, language: str) -> bytes:
    """Draw the receipt of a submission.

    Source: guide 2.16.
    """

    def say(key: str, **values: str) -> str:
        return outside.library.say(f"receipt.{key}", language, **values)

    sent = instant_text(submission.submitted_at, language, outside.zone)
    rows = [
        (say("reference"), application.reference),
        (say("submitted_at"), sent),
        (say("print_number"), str(submission.print_number)),
        (say("answers_digest"), submission.answers_digest[:16]),
        *((say(kind), digest[:16]) for kind, digest in submission.documents.items()),
    ]
    return outside.paper.receipt(
        ReceiptRequest(
            language=language,
            title=say("title"),
            rows=tuple(FormRow(label=label, value=value) for label, value in rows),
            paragraphs=(say("what_next"), say("by_email"), say("safe_sender")),
        )
    )
