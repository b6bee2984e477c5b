"""The officer's work on requests: the search, the case, the three outcomes."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from core.domain.application import (
    PIN_SIGNS,
    Application,
    Decision,
    DocumentRequest,
    Event,
    Outcome,
)  # fmt: skip
from core.domain.draft import Draft
from core.domain.errors import NotFoundError, StaleError
from core.domain.identity import Account, Actor, Role
from core.domain.letters import Written
from core.domain.lifecycle import moved
from core.domain.overview import Overview
from core.domain.ports import Outside, Transaction
from core.domain.scan_notices import FormTold
from core.services import letters, pins
from core.services.enrolment import account_of
from core.services.finding import Found, find
from core.services.form_reading import form_told
from core.services.founding import refuse_unfounded
from core.services.judgement import Verdicts, recorded, verdicts_on
from core.services.reading import read_overview
from core.services.recording import record
from core.services.rights import may
from core.services.turning import turned

STAFF = (Role.OFFICER, Role.MANAGER)
WORKING_HERE = (*STAFF, Role.ADMINISTRATOR)
NO_PIN_YET = "*" * PIN_SIGNS
ACTIONS = {
    Outcome.APPROVED: "approve",
    Outcome.REFUSED: "refuse",
    Outcome.DOCUMENTS_REQUIRED: "require_documents",
}


@dataclass(frozen=True)
class Case:
    """An application as an officer sees it, with its history."""

    seen: Overview
    verdicts: Verdicts
    form: FormTold | None
    events: tuple[Event, ...]
    people: dict[UUID, str]
    """Names of those who work here and appear in its history, by account."""


@dataclass(frozen=True)
class Preview:
    """What an outcome would send: the letter, and subject and text that « Mes messages » would show."""

    language: str
    letter: Written
    subject: str
    text: str


@dataclass(frozen=True)
class Casework:
    """The verbs of officers."""

    outside: Outside

    @may(*STAFF, Role.ADMINISTRATOR)
    def find(self, actor: Actor, sought: str) -> list[Found]:  # noqa: ARG002 the role is the whole check
        """Return the submitted requests that bear a reference or a whole name, the newest first."""
        with self.outside.store.read() as tx:
            return find(self.outside, tx, sought)

    @may(*STAFF)
    def open_case(self, actor: Actor, application_id: UUID) -> Case:
        """Return a submitted request whole, and record who looked at it."""
        with self.outside.store.write() as tx:
            application = _submitted(tx, application_id)
            application = record(self.outside, tx, application, "application.looked_at", actor)
            return self._case(tx, application)

    @may(*STAFF)
    def case(self, actor: Actor, application_id: UUID) -> Case:  # noqa: ARG002 the role is the whole check
        """Return a request already opened, without recording another look."""
        with self.outside.store.read() as tx:
            return self._case(tx, _submitted(tx, application_id))

    def _case(self, tx: Transaction, application: Application) -> Case:
        seen = read_overview(self.outside, tx, application)
        events = tuple(tx.find(Event, subject_id=application.id, order="number"))
        staff = {decision.officer_id for decision in seen.decisions}
        staff |= {event.account_id for event in events if event.account_id and event.role in WORKING_HERE}
        verdicts = verdicts_on(self.outside, tx, seen)
        return Case(
            seen, verdicts, form_told(tx, seen), events, {id: tx.get(Account, id).name for id in staff}
        )

    @may(Role.OFFICER)
    def preview(self, actor: Actor, application_id: UUID, draft: Draft) -> Preview:
        """Return what an outcome would send, in the language the applicant chose; its PIN is made only then.

        Raises: MalformedAnswerError naming what the outcome lacks.
        """
        with self.outside.store.read() as tx:
            seen = read_overview(self.outside, tx, _submitted(tx, application_id))
            refuse_unfounded(self.outside, draft, recorded(self.outside, tx, seen.application))
        decision = self._decision(actor, seen, draft)
        told = letters.outcome(self.outside, seen, decision, _asked(self.outside, seen, decision, draft))
        if draft.outcome is Outcome.APPROVED:
            told = told.model_copy(update={"told": told.told | pins.expiry(self.outside)})
        subject, text = letters.inbox(self.outside.library, told, told.language)
        letter = letters.written(self.outside, told, told.language, pin=NO_PIN_YET)
        return Preview(told.language, letter, subject, text)

    @may(Role.OFFICER)
    def decide(self, actor: Actor, application_id: UUID, seen_stage: int, draft: Draft) -> Decision:
        """Give an outcome, with its event and its letter; whoever comes second changes nothing.

        Raises: StaleError telling what another officer did; StateError; MalformedAnswerError.
        Source: guide 3.0 to 3.3.
        """
        with self.outside.store.write() as tx:
            seen = read_overview(self.outside, tx, _submitted(tx, application_id))
            refuse_unfounded(self.outside, draft, recorded(self.outside, tx, seen.application))
            if seen.stage != seen_stage and seen.decision:
                raise StaleError("decided_meanwhile", **_told(tx, seen.decision))
            after = moved(seen.application, ACTIONS[draft.outcome], actor.role, self.outside.today())
            decision = self._decision(actor, seen, draft)
            self._write(tx, actor, replace(seen, application=after), decision, draft)
        return decision

    def _decision(self, actor: Actor, seen: Overview, draft: Draft) -> Decision:
        return Decision(
            id=self.outside.new_id(),
            application_id=seen.application.id,
            number=len(seen.decisions) + 1,
            outcome=draft.outcome,
            reasons=[{"code": code, "text": text.strip()} for code, text in draft.reasons],
            reason_codes=tuple(code for code, _ in draft.reasons),
            overruled=[{"rule": rule, "why": why.strip()} for rule, why in draft.overruled],
            officer_id=account_of(actor),
            decided_at=self.outside.now(),
        )

    def _write(self, tx: Transaction, actor: Actor, seen: Overview, decision: Decision, draft: Draft) -> None:
        asked = _asked(self.outside, seen, decision, draft)
        tx.add(decision)
        for row in asked:
            tx.add(row)
        changed: dict[str, Any] = {"decided_at": decision.decided_at, "officer_id": decision.officer_id}
        changed |= turned(self.outside, seen.application)
        seen = replace(seen, application=seen.application.model_copy(update=changed))
        told = letters.outcome(self.outside, seen, decision, asked)
        if decision.outcome is Outcome.APPROVED:
            told = pins.with_new_pin(self.outside, tx, seen.application, told)
        tx.add(told)
        values = {
            "outcome": decision.outcome,
            "reasons": decision.reasons,
            "documents": [a.name for a in asked],
            "overruled": decision.overruled,
        }
        record(self.outside, tx, seen.application, f"application.{PAST[decision.outcome]}", actor, **values)


PAST = {
    Outcome.APPROVED: "approved",
    Outcome.REFUSED: "refused",
    Outcome.DOCUMENTS_REQUIRED: "sent_back_for_documents",
}


def _told(tx: Transaction, decision: Decision) -> dict[str, Any]:
    """Return what the second of two officers is told of the first one's decision."""
    by = tx.get(Account, decision.officer_id).name
    return {"by": by, "at": decision.decided_at, "outcome": str(decision.outcome)}


def _submitted(tx: Transaction, application_id: UUID) -> Application:
    """Return an application that was ever submitted; an open one is nobody's business but its applicant's.

    Raises: NotFoundError.
    """
    application = tx.get(Application, application_id)
    if application.submitted_at is None:
        raise NotFoundError("not_found")
    return application


def _asked(outside: Outside, seen: Overview, decision: Decision, draft: Draft) -> tuple[DocumentRequest, ...]:
    return tuple(
        DocumentRequest(
            id=outside.new_id(),
            application_id=seen.application.id,
            decision_id=decision.id,
            kind=wanted.kind,
            again=wanted.again,
            name=wanted.name.strip(),
            reason=wanted.reason.strip(),
            asked_at=decision.decided_at,
        )
        for wanted in draft.wanted
    )
