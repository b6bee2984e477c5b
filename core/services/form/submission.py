"""What is frozen when a request is sent: answers, documents and verdict, as they were then.

Source: guide 2.15, 2.16, 3.6.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.domain.accounts.identity import Actor, person_key
from core.domain.application.application import Document, Submission
from core.domain.application.overview import Overview
from core.domain.application.profile import profile_of
from core.domain.ports import Outside, Transaction
from core.domain.rules.rules import reasons_proposed
from core.services.desk.handover import sought_by, turned
from core.services.letters.letters import message
from core.services.recording import record
from core.services.rules.judgement import freeze as freeze_judgement
from core.services.rules.telling import note_done


@dataclass(frozen=True)
class Sending:
    """What a sending is called: its event, its letter, the queue's remark, and what else changes with it."""

    event: str
    letter: str
    mark: str = ""
    changed: Mapping[str, Any] = field(default_factory=dict[str, Any])


FIRST = Sending("application.submitted", "submitted")
RETURNED = Sending("application.returned", "returned")


def freeze(
    outside: Outside, tx: Transaction, actor: Actor, seen: Overview, sending: Sending | None = None
) -> Submission:
    """Keep answers, documents and verdict as they were sent, with event and message, in one transaction.

    Source: guide 2.15, 2.16, 3.6.
    """
    application, now = seen.application, outside.now()
    submission = Submission(
        id=outside.new_id(),
        application_id=application.id,
        number=application.round + 1,
        answers={question: dict(value) for question, value in seen.answers.items()},
        answers_digest=seen.digest,
        documents={_named(seen, row): row.sha256 for row in seen.given},
        document_ids=[str(row.id) for row in seen.given],
        print_number=seen.last_print.number if seen.last_print else 0,
        submitted_at=now,
    )
    judged = freeze_judgement(outside, tx, seen, submission.number)
    note_done(outside, tx, seen, "sent", judged.findings)
    tx.add(submission)
    sending = sending or (RETURNED if application.round else FIRST)
    tx.add(message(outside, tx, seen, sending.letter))
    told = {
        "answers": submission.answers_digest,
        "documents": submission.documents,
        "edition": judged.edition,
        "verdicts": judged.verdicts,
    }
    changed = _for_the_queue(seen, submission) | turned(outside, application, sending.mark)
    changed["proposed"] = reasons_proposed(judged.findings)
    changed |= sending.changed
    record(outside, tx, application.model_copy(update=changed), sending.event, actor, **told)
    return submission


def _named(seen: Overview, row: Document) -> str:
    """Return what a submission calls a document: its kind, and its own name for an additional one."""
    asked = next((request for request in seen.requests if request.id == row.request_id), None)
    return f"{row.kind}: {asked.name}" if asked and asked.name else str(row.kind)


def _for_the_queue(seen: Overview, submission: Submission) -> dict[str, Any]:
    """Return the application's columns that the queue shows and the PIN is compared with."""
    known, profile = seen.known, profile_of(seen)
    given, family = str(known.get("given_names", "")), str(known.get("family_name", ""))
    return {
        **profile,
        **sought_by(seen.application, known, f"{given} {family}"),
        "submitted_at": submission.submitted_at,
        "round": submission.number,
        "name": f"{given} {family}".strip(),
        "name_key": person_key(given, family),
        "membership_number": str(known.get("membership_number", "")),
        "language": profile["language"] or "fr",
    }
