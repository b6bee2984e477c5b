"""The officer's work on requests: the search, the case, the three outcomes."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from core.domain.accounts.identity import Account, Actor, Role
from core.domain.application.application import Application, Decision, Event, Message, State
from core.domain.application.outcome_draft import Draft
from core.domain.application.overview import Overview
from core.domain.application.proceedings import DraftDecision
from core.domain.errors import NotFoundError, StateError
from core.domain.form.returned_notices import FormTold
from core.domain.letters.email_check import EmailState
from core.domain.ports.office import ComparesNames, HasLibrary, HasPractice, HasRegisterDays
from core.domain.ports.rules import HasEvaluator, HasRuleBook
from core.domain.ports.secrets import HasHasher, HasSealer, MakesKeys, MakesSecrets
from core.domain.ports.store import HasStore, Transaction
from core.domain.ports.time import HasWorkingDays, HasZone, TellsTime
from core.domain.registers.register import MemberFound
from core.domain.typed_text import canonical
from core.services.audit import record
from core.services.decisions.checklists import refuse_unchecked
from core.services.decisions.countersignatures import cause_of, put_to_countersign
from core.services.decisions.grounds import refuse_unfounded
from core.services.decisions.outcomes import ACTIONS, decision_of, give, preview_of
from core.services.decisions.page_looks import refuse_unlooked
from core.services.desk.overdue import as_it_stands, settled
from core.services.desk.readiness import ready, refuse_stale
from core.services.desk.search import Found, find
from core.services.letters.email_checks import state_of
from core.services.letters.letters import Preview
from core.services.overviews import read_overview, read_submitted
from core.services.ownership import account_of
from core.services.rights import any_of, may
from core.services.rules.facts_from_form import form_told
from core.services.rules.judgement import Verdicts, recorded, verdicts_on
from core.services.rules.request_facts import register_evidence
from core.services.transition import refuse_impossible


class CaseworkPorts(
    HasStore,
    TellsTime,
    HasZone,
    HasWorkingDays,
    MakesKeys,
    MakesSecrets,
    HasHasher,
    HasSealer,
    HasEvaluator,
    HasRuleBook,
    HasLibrary,
    HasPractice,
    HasRegisterDays,
    ComparesNames,
    Protocol,
):
    """What casework asks of the outside world."""


STAFF = (Role.OFFICER, Role.MANAGER)
WORKING_HERE = (*STAFF, Role.ADMINISTRATOR)


@dataclass(frozen=True)
class Case:
    """An application as an officer sees it, with its history."""

    seen: Overview
    verdicts: Verdicts
    form: FormTold | None
    events: tuple[Event, ...]
    people: dict[UUID, str]
    """Names of those who work here and appear in its history, by account."""
    member: MemberFound
    attestor: MemberFound
    email: EmailState
    letters: tuple[Message, ...]
    """Every letter about it, the oldest first."""


@dataclass(frozen=True)
class Casework:
    """The verbs of officers."""

    outside: CaseworkPorts

    @any_of(*STAFF, Role.ADMINISTRATOR)
    def find(self, sought: str) -> list[Found]:
        """Return the submitted requests that bear what is sought, or else something like it."""
        with self.outside.store.read() as tx:
            return find(self.outside, tx, sought)

    @any_of(*STAFF)
    def named(self, reference: str) -> UUID:
        """Return which submitted request bears a reference, however it is written.

        Raises: NotFoundError.
        """
        with self.outside.store.read() as tx:
            for row in tx.find(Application, reference=canonical(reference).upper()):
                return read_submitted(tx, row.id).id
        raise NotFoundError("case_not_found")

    @may(*STAFF)
    def open_case(self, actor: Actor, application_id: UUID) -> Case:
        """Return a submitted request whole, and record who looked at it."""
        with self.outside.store.write() as tx:
            application = settled(self.outside, tx, read_submitted(tx, application_id))
            application = record(self.outside, tx, application, "application.looked_at", actor)
            return self._case(tx, application)

    @any_of(*STAFF)
    def case(self, application_id: UUID) -> Case:
        """Return a request already opened, without recording another look."""
        with self.outside.store.read() as tx:
            return self._case(tx, as_it_stands(self.outside, read_submitted(tx, application_id)))

    def _case(self, tx: Transaction, application: Application) -> Case:
        seen = read_overview(self.outside, tx, application)
        events = tuple(tx.find(Event, subject_id=application.id, order="number"))
        staff = {it.officer_id for it in (*seen.decisions, *seen.proceedings.undone)}
        staff |= {event.account_id for event in events if event.account_id and event.role in WORKING_HERE}
        verdicts = verdicts_on(self.outside, tx, seen)
        people = {id: tx.get(Account, id).name for id in staff}
        evidence, email = register_evidence(self.outside, tx, seen), state_of(self.outside, tx, seen)
        mail = tuple(tx.find(Message, application_id=application.id))
        return Case(seen, verdicts, form_told(tx, seen), events, people, *evidence, email, mail)

    @may(Role.OFFICER)
    def preview(self, actor: Actor, application_id: UUID, draft: Draft) -> Preview:
        """Return what an outcome would send, in the language the applicant chose; its PIN is made only then.

        Raises: MalformedAnswerError naming what the outcome lacks.
        """
        with self.outside.store.read() as tx:
            application = as_it_stands(self.outside, read_submitted(tx, application_id))
            seen = read_overview(self.outside, tx, application)
            refuse_unfounded(self.outside, draft, recorded(self.outside, tx, application), seen)
            return preview_of(self.outside, tx, seen, draft, account_of(actor))

    @may(Role.OFFICER)
    def decide(
        self, actor: Actor, application_id: UUID, seen_stage: int, draft: Draft
    ) -> Decision | DraftDecision:
        """Give an outcome, with its event and its letter; whoever comes second changes nothing.

        Shapes: what a second officer must countersign first is kept as a draft, and nothing leaves.
        Raises: StaleError telling what another officer did; StateError, also for who has not looked at the
                pages it rests on, or has not answered the checklist; MalformedAnswerError.
        Source: guide 3.0 to 3.3.
        """
        with self.outside.store.write() as tx:
            seen = ready(self.outside, tx, actor, application_id)
            refuse_stale(tx, seen, seen_stage)
            refuse_unfounded(self.outside, draft, recorded(self.outside, tx, seen.application), seen)
            if seen.application.state is State.TO_COUNTERSIGN:
                raise StateError("waits_for_countersignature")
            refuse_impossible(self.outside, seen.application, ACTIONS[draft.outcome], actor)
            refuse_unlooked(tx, actor, seen)
            refuse_unchecked(self.outside, tx, actor, seen, draft.outcome)
            decision = decision_of(self.outside, seen, draft, account_of(actor))
            if cause := cause_of(self.outside, tx, seen, decision):
                return put_to_countersign(self.outside, tx, actor, seen, draft, cause)
            return give(self.outside, tx, actor, seen, decision, draft)
