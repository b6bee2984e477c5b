"""The ledger that figures are counted from: outcomes that stand and steps first reached, without a person.

Rows are only ever added: what no longer stands is taken back by a row of -1, so that retention, which erases
people, changes no figure of the past.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from core.domain.application.application import Application, Decision, Outcome, State, Submission
from core.domain.application.days import local_day
from core.domain.desk.working_days import WorkingDays
from core.domain.records import Record
from core.domain.statistics.file_counts import EXPIRED
from core.domain.statistics.periods import Month

FINAL = (State.APPROVED, State.ENROLLED, State.REFUSED)
"""Where an outcome stands; a refusal under reconsideration does not."""
STEPS = ("opened", "printed", "documents", "submitted")
"""How far a request comes by its applicant's acts, in order; to expire is the other way it can end."""
REACHED = {
    "application.opened": "opened", "answer.given": "opened", "form.printed": "printed",
    "document.attached": "documents", "application.submitted": "submitted", "application.expired": EXPIRED,
}  # fmt: skip
"""The step that an event of the audit reaches, at the latest."""
GIVEN = ("application.approved", "application.refused")
"""Events from which on an outcome stands."""
TAKEN_BACK = ("application.undone", "application.reconsideration_asked")
"""Events from which on an outcome that stood does not."""
PROFILE = ("regulator", "province", "language", "licence")


class OutcomeEntry(Record):
    """An outcome that stands from here on, or, with -1 files, the same one taken back.

    Shapes: `month` is the place of `decided_on`'s month; `theirs` is None where no documents were required;
            `reasons` are codes in order with a space between, `touched` are questions answered again or
            whose help was opened: `again:licence opened:attestor`; `told` are the reasons of which its
            applicant was told, where, and what came of it, as `tellings` writes them.
    Units:  working days.
    """

    application_id: UUID
    files: int
    month: int
    decided_on: date
    opened_on: date
    outcome: str
    regulator: str
    province: str
    language: str
    licence: str
    rounds: int
    days: int
    theirs: int | None
    reasons: str
    touched: str
    told: str


class StepEntry(Record):
    """A step reached for the first time, or, with -1 files, taken back because its profile was said anew.

    Shapes: `question` is where somebody stopped answering whose request expired.
    """

    application_id: UUID
    files: int
    step: str
    question: str
    opened_month: int
    opened_on: date
    last_month: int
    last_day: date
    regulator: str
    province: str
    language: str
    licence: str


@dataclass(frozen=True)
class Course:
    """What an outcome's entry is made of: decisions that were not undone, submissions, questions touched."""

    application: Application
    decisions: Sequence[Decision]
    submissions: Sequence[Submission] = ()
    touched: Iterable[str] = ()
    told: str = ""


def standing(course: Course, calendar: WorkingDays, zone: ZoneInfo) -> OutcomeEntry | None:
    """Return the entry of the outcome that stands, under the decision's own key; None where none does."""
    it = course.application
    if it.state not in FINAL or it.decided_at is None or it.submitted_at is None:
        return None
    last = max(course.decisions, key=lambda row: (row.decided_at, row.number))
    decided_on = local_day(it.decided_at, zone)
    sent = {row.number: local_day(row.submitted_at, zone) for row in course.submissions}
    theirs = [
        calendar.between(local_day(row.decided_at, zone), sent.get(row.round + 1, decided_on))
        for row in course.decisions
        if row.outcome is Outcome.DOCUMENTS_REQUIRED
    ]
    return OutcomeEntry(
        id=last.id,
        application_id=it.id,
        files=1,
        month=Month.of(decided_on).place,
        decided_on=decided_on,
        opened_on=it.opened_on,
        outcome=str(Outcome.REFUSED if it.state is State.REFUSED else Outcome.APPROVED),
        rounds=it.round,
        days=calendar.between(sent.get(1, local_day(it.submitted_at, zone)), decided_on),
        theirs=sum(theirs) if theirs else None,
        reasons=" ".join(sorted(last.reason_codes)) if it.state is State.REFUSED else "",
        touched=" ".join(sorted(set(course.touched))),
        told=course.told,
        **_profile(it),
    )


def taken_back(entries: Sequence[OutcomeEntry], new_id: UUID) -> OutcomeEntry | None:
    """Return the row that takes back, word for word, the outcome that stands; None where none does.

    Shapes: `entries` are all of one request, in their order.
    """
    if not sum(it.files for it in entries):
        return None
    last = [it for it in entries if it.files > 0][-1]
    return last.but(id=new_id, files=-1)


def stepped(
    entries: Sequence[StepEntry], application: Application, step: str, new_id: Callable[[], UUID]
) -> list[StepEntry]:
    """Return the rows to add when a request reaches a step: those before it too, and what was said anew.

    Shapes: `entries` are all of one request.
    """
    net: dict[StepEntry, int] = {}
    for it in entries:
        alike = it.but(id=application.id, files=1)
        net[alike] = net.get(alike, 0) + it.files
    here = {it.step: it for it, files in net.items() if files}
    coming = [*here, step] if step == EXPIRED else [it for it in STEPS if it in here or _is_due(it, step)]
    asked = application.at_question if step == EXPIRED and "printed" not in here else ""
    rows: list[StepEntry] = []
    for name in dict.fromkeys(coming):
        row, before = _step(application, name, asked if name == EXPIRED else ""), here.get(name)
        if row == before:
            continue
        rows += [before.but(id=new_id(), files=-1)] if before else []
        rows.append(row.but(id=new_id()))
    return rows


def _is_due(name: str, step: str) -> bool:
    return STEPS.index(name) <= STEPS.index(step)


def _step(application: Application, step: str, question: str) -> StepEntry:
    return StepEntry(
        id=application.id,
        application_id=application.id,
        files=1,
        step=step,
        question=question,
        opened_month=Month.of(application.opened_on).place,
        opened_on=application.opened_on,
        last_month=Month.of(application.last_day).place,
        last_day=application.last_day,
        **_profile(application),
    )


def _profile(application: Application) -> dict[str, str]:
    return {name: getattr(application, name) for name in PROFILE}
