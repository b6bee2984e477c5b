"""What is frozen when a request is sent: answers, documents and verdict, as they were then.

Source: guide 2.15, 2.16, 3.6.
"""

from collections.abc import Mapping
from typing import Protocol
from uuid import UUID

from core.domain.accounts.identity import Actor
from core.domain.application.application import Document, Submission
from core.domain.application.changes import Laned, Sent
from core.domain.application.lifecycle import Action
from core.domain.application.overview import Overview
from core.domain.application.profile import profile_of
from core.domain.desk.view import search_key
from core.domain.ports.office import ComparesNames, HasLibrary, HasPractice, HasRegisterDays
from core.domain.ports.rules import HasEvaluator, HasRuleBook
from core.domain.ports.secrets import MakesKeys, MakesSecrets
from core.domain.ports.store import HasStore, Transaction
from core.domain.ports.time import HasWorkingDays, HasZone, TellsTime
from core.domain.rules.rules import Finding, reasons_proposed
from core.services.desk.lanes import laned
from core.services.letters.letters import message
from core.services.rules.early_findings import note_done
from core.services.rules.judgement import freeze as freeze_judgement
from core.services.transition import transition


class SubmissionPorts(
    HasStore,
    TellsTime,
    HasZone,
    HasWorkingDays,
    MakesKeys,
    MakesSecrets,
    HasEvaluator,
    HasRuleBook,
    HasLibrary,
    HasPractice,
    HasRegisterDays,
    ComparesNames,
    Protocol,
):
    """What submission asks of the outside world."""


LETTERS: Mapping[Action, str] = {
    Action.SUBMIT: "submitted",
    Action.ANSWER_NOTICE: "answered",
    Action.ASK_RECONSIDERATION: "reconsideration",
}
"""The letter that confirms each way of sending."""


def freeze(
    outside: SubmissionPorts,
    tx: Transaction,
    actor: Actor,
    seen: Overview,
    action: Action = Action.SUBMIT,
    barred: tuple[UUID, ...] = (),
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
    is_return = action is Action.SUBMIT and application.round > 0
    judged = freeze_judgement(outside, tx, seen, submission.number)
    note_done(outside, tx, seen, "sent", judged.findings)
    tx.add(submission)
    transition(
        outside,
        tx,
        application,
        action,
        by=actor,
        change=_sent(seen, submission, judged.findings, laned(outside, tx, seen, judged), barred),
        told={
            "answers": submission.answers_digest,
            "documents": submission.documents,
            "edition": judged.edition,
            "verdicts": judged.verdicts,
        },
        letter=message(outside, tx, seen, "returned" if is_return else LETTERS[action]),
    )
    return submission


def _named(seen: Overview, row: Document) -> str:
    """Return what a submission calls a document: its kind, and its own name for an additional one."""
    asked = next((request for request in seen.requests if request.id == row.request_id), None)
    return f"{row.kind}: {asked.name}" if asked and asked.name else str(row.kind)


def _sent(
    seen: Overview,
    submission: Submission,
    findings: tuple[Finding, ...],
    laned: Laned,
    barred: tuple[UUID, ...],
) -> Sent:
    """Return what a sending changes on the application."""
    known = seen.known
    given, family = str(known.get("given_names", "")), str(known.get("family_name", ""))
    number = str(known.get("membership_number", ""))
    return Sent(
        at=submission.submitted_at,
        round=submission.number,
        given_names=given,
        family_name=family,
        membership_number=number,
        search_key=search_key(
            f"{given} {family}", number, seen.application.reference, str(known.get("email", ""))
        ),
        profile=profile_of(seen),
        proposed=reasons_proposed(findings),
        laned=laned,
        barred=barred,
    )
