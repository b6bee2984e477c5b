"""The road of an invented person, walked by the services themselves, with everything recorded as always."""

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from core.adapters.operations.outside import Outside
from core.demonstration.accounts import ANSWERS, PASSWORD, ask_questions, note_invented
from core.demonstration.seeded_outside import StandingClock
from core.demonstration.stage.guests import Guest
from core.demonstration.stage.papers import specimen_paper
from core.domain.accounts.identity import PORTAL_ITSELF, Account, Actor, Credential, Role
from core.domain.accounts.registration import Registration
from core.domain.application.application import Application, Message, Outcome, Screening
from core.domain.application.outcome_draft import Draft
from core.services.accounts.credentials import Credentials
from core.services.accounts.pins import Pins
from core.services.application.enrolment import Enrolment
from core.services.audit import record
from core.services.decisions.casework import Casework
from core.services.decisions.checklists import Checklists
from core.services.decisions.page_looks import PageLooks
from core.services.form.documents import Documents
from core.services.ownership import account_of

OFFICER = "officer2"
"""Who decides what was decided before the demonstration begins; the strip lets one see it as another."""
NO_NO_YES = Screening(has_pin=False, is_institution=False, is_representative=True)


@dataclass(frozen=True)
class Road:
    """What an invented person does, from the first page on."""

    outside: Outside

    def at(self, instant: datetime) -> "Road":
        """Return the same road as it was walked at another instant."""
        return Road(replace(self.outside, clock=StandingClock(instant)))

    def arrive(self, user_code: str, guest: Guest, **told: str) -> Actor:
        """Register, accept the terms and open an account; what is told of it stands in the audit.

        Source: guide 1.4 to 1.7, 2.1.
        """
        id = self._registered(user_code, guest, **told)
        newcomer = Actor(Role.NEWCOMER, id)
        Credentials(self.outside).accept_portal_terms(newcomer, guest.language)
        account = Enrolment(self.outside).open_account(newcomer, NO_NO_YES)
        return Actor(Role.APPLICANT, id, account)

    def come_back(self, user_code: str, guest: Guest, account: Account) -> None:
        """Sign in anew to the account of an invented representative who has no credential yet.

        Source: guide 4.12, 4.15.
        """
        id = self._registered(user_code, guest)
        with self.outside.store.write() as tx:
            ask_questions(self.outside, tx, account.id)
            credential = tx.get(Credential, id).with_account(account.id)
            record(self.outside, tx, credential, "account.opened", PORTAL_ITSELF, role=account.role)
        actor = Actor(Role.REPRESENTATIVE, id, account.id)
        Credentials(self.outside).accept_portal_terms(actor, guest.language)

    def _registered(self, user_code: str, guest: Guest, **told: str) -> UUID:
        id = Credentials(self.outside).register(
            Registration(
                user_code=user_code,
                password=PASSWORD,
                password_again=PASSWORD,
                questions=ANSWERS,
                edition=self.outside.library.terms["gckey"].edition,
                language=guest.language,
            )
        )
        note_invented(self.outside, id, **told)
        return id

    def answer(self, actor: Actor, guest: Guest, many: int | None = None) -> Application:
        """Open a request and answer its questions, or only so many of them.

        Source: guide 2.2 to 2.4.
        """
        enrolment = Enrolment(self.outside)
        application = enrolment.open_application(actor)
        question = enrolment.look(actor, application.id).next_question
        while question and many != 0:
            enrolment.answer(actor, application.id, question, guest.answers[question])
            question = enrolment.look(actor, application.id).next_question
            many = None if many is None else many - 1
        return enrolment.look(actor, application.id).application

    def print_form(self, actor: Actor, application: Application, guest: Guest) -> None:
        """Print the form, whatever the rules say of the answers.

        Source: guide 2.5.
        """
        Enrolment(self.outside).print_form(actor, application.id, guest.language, all_the_same=True)

    def give_papers(self, actor: Actor, application: Application, specimen: str = "whole") -> None:
        """Give every paper that is expected now and not there yet, through the vault and the reader.

        Source: guide 2.14.
        """
        seen = Enrolment(self.outside).look(actor, application.id)
        for slot in seen.slots:
            if slot.document is None:
                paper = specimen_paper(self.outside, seen, slot.kind, specimen)
                request_id = slot.request.id if slot.request else None
                Documents(self.outside).attach(
                    actor, application.id, slot.kind, paper.name, paper.data, request_id
                )

    def submit(self, actor: Actor, application: Application) -> None:
        """Send the request.

        Source: guide 2.15.
        """
        Enrolment(self.outside).submit(actor, application.id)

    def decide(self, application: Application, draft: Draft) -> None:
        """Let an officer decide at once: nobody else signs, and nothing waits to be undone."""
        plain = replace(self.outside.practice, by_reason=False, first_decisions=0, percent=0)
        office = replace(self.outside, practice=replace(plain, undo=timedelta(0), notice_days=0))
        officer = self.officer()
        stage = Casework(office).open_case(officer, application.id).seen.stage
        self.look_through(application)
        Casework(office).decide(officer, application.id, stage, draft)

    def look_through(self, application: Application) -> None:
        """Let the officer look at every page that a decision rests on, and say that all holds."""
        looking, officer = PageLooks(self.outside), self.officer()
        for page in looking.pages(officer, application.id).missing:
            looking.look(officer, page.document.id, page.page)
        lists = Checklists(self.outside)
        holds = {it.code: True for it in lists.look(officer, application.id).unanswered}
        lists.answer(officer, application.id, holds)

    def officer(self) -> Actor:
        """Return the officer who decides."""
        with self.outside.store.read() as tx:
            (credential,) = tx.find(Credential, user_code=OFFICER)
        return Actor(Role.OFFICER, credential.id, credential.account_id)

    def enrol(self, actor: Actor, application: Application, guest: Guest) -> None:
        """Approve a request that was sent, and enrol its applicant with the PIN of the letter.

        Source: guide 4.11 to 4.15.
        """
        self.decide(application, Draft(Outcome.APPROVED))
        pin = self._sealed(application.id)["pin"]
        Pins(self.outside).enrol(actor, guest.listed.given, guest.listed.family, pin)
        Credentials(self.outside).accept_portal_terms(actor, guest.language)
        with self.outside.store.write() as tx:
            ask_questions(self.outside, tx, account_of(actor))

    def _sealed(self, application_id: UUID) -> dict[str, Any]:
        with self.outside.store.read() as tx:
            letters = tx.find(Message, application_id=application_id, order="-created_at")
        sealed = next(it.sealed for it in letters if it.sealed)
        return json.loads(self.outside.sealer.open(sealed))
