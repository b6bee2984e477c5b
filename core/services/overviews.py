"""Reads one application whole, for whichever service shows or judges it."""

from dataclasses import replace
from typing import Protocol
from uuid import UUID

from core.domain.application.application import (
    Answer,
    Application,
    Decision,
    Document,
    DocumentRemoval,
    DocumentRequest,
    OfApplication,
    Print,
    Submission,
)  # fmt: skip
from core.domain.application.overview import Overview, by_kind, documents_that_count, overview
from core.domain.application.proceedings import (
    Countersignature,
    DraftDecision,
    Notice,
    NoticeAnswer,
    Proceedings,
    Reconsideration,
    UndoneDecision,
)
from core.domain.errors import NotFoundError
from core.domain.ports.office import HasLibrary
from core.domain.ports.store import Transaction
from core.domain.ports.time import TellsTime


class OverviewsPorts(TellsTime, HasLibrary, Protocol):
    """What reading a whole request asks of the outside world."""


def read_submitted(tx: Transaction, application_id: UUID) -> Application:
    """Return an application that was ever submitted; an open one is nobody's business but its applicant's.

    Raises: NotFoundError.
    """
    application = tx.get(Application, application_id)
    if application.submitted_at is None:
        raise NotFoundError("not_found")
    return application


def read_answers(outside: OverviewsPorts, tx: Transaction, application: Application) -> Overview:
    """Return an application with its answers only."""
    rows = tx.find(Answer, application_id=application.id)
    return overview(outside.library.questionnaire, application, rows, outside.open_day())


def read_overview(outside: OverviewsPorts, tx: Transaction, application: Application) -> Overview:
    """Return an application with its answers; with its papers too, once there can be any."""
    seen = read_answers(outside, tx, application)
    if seen.next_question is not None and not application.submitted_at:
        return seen
    return read_papers(tx, seen)


def read_papers(tx: Transaction, seen: Overview) -> Overview:
    """Return an application with its papers; there can be some before an answer that was changed is given."""
    application = seen.application
    mine: OfApplication = {"application_id": application.id}
    given = documents_that_count(tx.find(Document, **mine), tx.find(DocumentRemoval, **mine))
    seen = replace(
        seen, prints=tuple(tx.find(Print, order="number", **mine)), given=given, documents=by_kind(given)
    )
    if not application.submitted_at:
        return seen
    seen = replace(
        seen,
        submission=next(iter(tx.find(Submission, order="-number", **mine)), None),
        decisions=tuple(tx.find(Decision, order="number", **mine)),
        requests=tuple(tx.find(DocumentRequest, **mine)),
    )
    return with_proceedings(tx, seen) if application.turns else seen


def with_proceedings(tx: Transaction, seen: Overview) -> Overview:
    """Return an application with all that happened around its decisions; those taken back no longer stand."""
    mine: OfApplication = {"application_id": seen.application.id}
    undone = {row.decision_id for row in tx.find(UndoneDecision, **mine)}
    asked = tx.find(Reconsideration, **mine)
    around = Proceedings(
        notices=tuple(tx.find(Notice, order="number", **mine)),
        answers=tuple(tx.find(NoticeAnswer, **mine)),
        drafts=tuple(tx.find(DraftDecision, order="number", **mine)),
        countersignatures=tuple(tx.find(Countersignature, **mine)),
        undone=tuple(it for it in seen.decisions if it.id in undone),
        reconsideration=asked[0] if asked else None,
    )
    standing = tuple(it for it in seen.decisions if it.id not in undone)
    asking = tuple(it for it in seen.requests if it.decision_id not in undone)
    return replace(seen, decisions=standing, requests=asking, proceedings=around)
