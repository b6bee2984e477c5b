"""Whatever people, officers and the clock do, in whatever order, a request keeps its promises."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache
from string import ascii_lowercase

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from core.domain.application import (
    EXPECTED,
    Application,
    Decision,
    Document,
    DocumentKind,
    Event,
    Message,
    Outcome,
    State,
    Submission,
)
from core.domain.audit import verify
from core.domain.errors import LockedOutError, PortalError
from core.domain.identity import PIN_LOCK, PORTAL_ITSELF, TRIES_BEFORE_LOCK, Account, Role
from core.domain.lifecycle import MOVES
from core.domain.pin import Pin
from core.domain.ports import Proven
from core.domain.questionnaire import asked, question_of
from core.services.casework import ACTIONS
from core.services.oversight import FORGET_TRIES_AFTER
from tests.domain.typed import WHOLE, typed
from tests.services import steps
from tests.services.doubles import portal_of_memory
from tests.services.refusals import refusal_of

kinds = st.sampled_from(list(DocumentKind))
TABLE = {(move.state, move.action, move.role): move.then for move in MOVES}
ACTION_OF = {
    "application.submitted": "submit", "application.returned": "submit", "application.approved": "approve",
    "application.refused": "refuse", "application.sent_back_for_documents": "require_documents",
    "application.expired": "expire", "application.reminded": "remind", "application.enrolled": "enrol",
    "answer.given": "answer", "form.printed": "print", "document.attached": "attach",
    "document.removed": "remove", "pin.issued": "issue_pin", "pin.revoked": "revoke_pin",
}  # fmt: skip
"""What each event did to its request; the others leave it where it stands."""
LETTERS_OF = {
    "application.submitted": ("submitted",), "application.returned": ("returned",),
    "application.approved": ("approved",), "application.refused": ("refused",),
    "application.sent_back_for_documents": ("documents_required",), "application.expired": ("expired",),
    "application.reminded": ("reminder_14", "reminder_7", "reminder_2"), "pin.issued": ("pin_again",),
    "pin.refused": ("pin_tried",),
}  # fmt: skip
"""The letters each event is told by, one for one."""


@dataclass
class Request:
    """What the model knows of one request."""

    id: object
    last_day: object
    state: State = State.OPEN
    printed: object = None
    documents: dict = field(default_factory=dict)
    given: dict = field(default_factory=dict)
    pin: str = ""
    pin_until: object = None
    owner: object = None


@dataclass
class Tries:
    """What the model knows of somebody's wrong PINs."""

    wrong: int = 0
    last: object = None
    until: object = None


@cache
def people():
    """Return a portal with an applicant, somebody new and two officers; each example takes a copy."""
    portal = portal_of_memory()
    applicant, north = steps.applicant(portal), Proven(issuer="/demo", subject="2")
    stranger = steps.actor_of(portal, portal.credentials.sign_in_by_partner(north, "Firefox", "198.51.100.7"))
    officers = [steps.worker(portal, user_code=code) for code in ("officier", "officiere")]
    return portal, applicant, stranger, officers


class Requests(RuleBasedStateMachine):
    """An applicant, a stranger and two officers; the model says what must be possible, the portal what is."""

    @initialize(decided=st.sampled_from((None, "sent", *Outcome)))
    def begin(self, decided):
        """Begin anywhere on the road, so that few steps reach its end."""
        portal, self.applicant, self.stranger, self.officers = people()
        self.portal = portal.copy()
        self.requests, self.sent, self.ever_given, self.count = [], {}, {}, 0
        self.tries = {self.applicant.credential_id: Tries(), self.stranger.credential_id: Tries()}
        if decided:
            self.open_request(False)
            self.finish_what_can_be_sent()
        if decided in ACTIONS:
            self.decided(self.requests[0], decided)

    @property
    def role(self):
        return self.portal.kept(Account, id=self.applicant.account_id)[0].role

    @property
    def actor(self):
        return replace(self.applicant, role=self.role)

    def seen(self, it):
        with self.portal.store.read() as tx:
            owner = tx.get(Application, it.id).account_id
        return self.portal.enrolment.look(replace(self.applicant, account_id=owner), it.id)

    def is_late(self, it):
        return self.portal.outside.today() > it.last_day

    def may_work(self, it):
        return self.role is Role.APPLICANT and it.state is State.OPEN and not self.is_late(it)

    def may_return(self, it):
        return self.role is Role.APPLICANT and it.state is State.DOCUMENTS_REQUIRED and it.owner is None

    def attempt(self, allowed, call):
        """Carry out what the model allows; what it forbids must be refused and change nothing."""
        before = self.portal.everything()
        try:
            result = call()
        except PortalError:
            assert not allowed
            assert self.portal.everything() == before
            return None
        assert allowed
        return result

    def one(self, data):
        return data.draw(st.sampled_from(self.requests), label="request")

    # --- The applicant -----------------------------------------------------------------------------------

    @rule(copying=st.booleans())
    def open_request(self, copying):
        mine = [it for it in self.requests if it.owner is None]
        copy_of = mine[-1].id if copying and mine else None
        free = self.role is Role.APPLICANT and not any(self.may_work(it) for it in self.requests)
        application = self.attempt(free, lambda: self.portal.enrolment.open_application(self.actor, copy_of))
        if application:
            self.requests.append(Request(application.id, application.last_day))

    @precondition(lambda self: self.requests)
    @rule(data=st.data())
    def answer(self, data):
        it, content = self.one(data), self.portal.outside.library.questionnaire
        known = self.seen(it).known
        id = data.draw(st.sampled_from([question.id for question in asked(content, known)]))
        raw = data.draw(typed(content, question_of(content, id), known))
        self.attempt(self.may_work(it), lambda: self.portal.enrolment.answer(self.actor, it.id, id, raw))

    @precondition(lambda self: self.requests)
    @rule(data=st.data(), language=st.sampled_from(["fr", "en"]))
    def print_form(self, data, language):
        self.printed(self.one(data), language)

    def printed(self, it, language="fr"):
        seen = self.seen(it)
        allowed = self.may_work(it) and seen.is_complete
        if self.attempt(allowed, lambda: self.portal.enrolment.print_form(self.actor, it.id, language)):
            it.printed = seen.answers

    @precondition(lambda self: self.requests)
    @rule(data=st.data(), kind=kinds, told=st.text(ascii_lowercase, min_size=1, max_size=2))
    def attach(self, data, kind, told):
        self.attached(self.one(data), kind, told)

    def attached(self, it, kind, told):
        taken = any(held == told for other, (_, held) in it.documents.items() if other is not kind)
        document = self.attempt(
            self.may_work(it) and kind in EXPECTED and not taken,
            lambda: self.portal.documents.attach(self.actor, it.id, kind, "a.pdf", told.encode()),
        )
        if document:
            it.documents[kind] = (document.id, told)
            self.ever_given[document.id] = told.encode()

    @precondition(lambda self: any(it.documents for it in self.requests))
    @rule(data=st.data())
    def remove(self, data):
        it = data.draw(st.sampled_from([it for it in self.requests if it.documents]))
        kind = data.draw(st.sampled_from(sorted(it.documents)))
        allowed = self.may_work(it)
        self.attempt(allowed, lambda: self.portal.documents.remove(self.actor, it.documents[kind][0]))
        if allowed:
            del it.documents[kind]

    @precondition(lambda self: any(self.may_return(it) for it in self.requests))
    @rule(data=st.data(), taking_back=st.booleans())
    def give_one_of_what_is_asked(self, data, taking_back):
        it = data.draw(st.sampled_from([it for it in self.requests if self.may_return(it)]))
        slot = data.draw(st.sampled_from(self.seen(it).slots))
        self.give(it, slot)
        if taking_back:
            self.portal.documents.remove(self.actor, it.given.pop(slot.request.id))

    def give(self, it, slot):
        self.count += 1
        told = f"asked for {self.count}".encode()
        document = self.portal.documents.attach(self.actor, it.id, slot.kind, "a.pdf", told, slot.request.id)
        it.given[slot.request.id], self.ever_given[document.id] = document.id, told

    @precondition(lambda self: self.requests)
    @rule(data=st.data())
    def submit(self, data):
        self.submitted(self.one(data))

    def submitted(self, it):
        seen, before = self.seen(it), it.state
        ready = seen.is_complete and it.printed == seen.answers and len(it.documents) == 3
        all_given = {slot.request.id for slot in seen.slots if slot.request} <= set(it.given)
        again = self.role is Role.APPLICANT and before is State.SUBMITTED and it.owner is None
        submission = self.attempt(
            (self.may_work(it) and ready) or (self.may_return(it) and all_given) or again,
            lambda: self.portal.enrolment.submit(self.actor, it.id),
        )
        if submission:
            assert self.sent.setdefault((it.id, submission.number), submission) == submission
            assert submission.number == 1 + (len(seen.decisions) if before is not State.OPEN else 0)
            it.state = State.SUBMITTED

    @precondition(lambda self: any(self.may_work(it) or self.may_return(it) for it in self.requests))
    @rule()
    def finish_what_can_be_sent(self):
        it = next(it for it in self.requests if self.may_work(it) or self.may_return(it))
        if it.state is State.OPEN:
            for id, raw in WHOLE.items():
                self.portal.enrolment.answer(self.actor, it.id, id, raw)
            self.printed(it)
            for kind in EXPECTED:
                self.attached(it, kind, f"scan of {kind}")
        else:
            for slot in self.seen(it).slots:
                self.give(it, slot)
        self.submitted(it)

    # --- Officers ----------------------------------------------------------------------------------------

    @precondition(lambda self: self.requests)
    @rule(data=st.data(), outcome=st.sampled_from(Outcome), who=st.integers(0, 1), outdated=st.booleans())
    def decide(self, data, outcome, who, outdated):
        self.decided(self.one(data), outcome, who, outdated)

    def decided(self, it, outcome, who=0, outdated=False):
        seen = self.seen(it)
        stale = outdated and bool(seen.decisions)
        action = ACTIONS[outcome]
        then = TABLE.get((it.state, action, Role.OFFICER))
        stage, draft = seen.stage - stale, steps.DRAFTS[outcome]
        decision = self.attempt(
            then is not None and not stale,
            lambda: self.portal.casework.decide(self.officers[who], it.id, stage, draft),
        )
        if decision:
            it.state, it.given = then, {}
            self.read_the_pin(it)

    def read_the_pin(self, it):
        if it.state is State.APPROVED:
            it.pin = steps.pin_in(steps.delivered(self.portal))
            it.pin_until = self.portal.clock.instant + timedelta(days=90)

    @precondition(lambda self: self.requests)
    @rule(data=st.data(), revoking=st.booleans())
    def issue_or_revoke_a_pin(self, data, revoking):
        it = self.one(data)
        verb = self.portal.pins.revoke if revoking else self.portal.pins.issue
        allowed = it.state is State.APPROVED
        self.attempt(allowed, lambda: verb(self.officers[0], it.id))
        if allowed and revoking:
            it.pin = ""
        elif allowed:
            self.read_the_pin(it)

    # --- The PIN -----------------------------------------------------------------------------------------

    @precondition(lambda self: any(it.state in (State.APPROVED, State.ENROLLED) for it in self.requests))
    @rule(data=st.data(), stranger=st.booleans(), right=st.booleans())
    def enrol(self, data, stranger, right):
        decided = [it for it in self.requests if it.state in (State.APPROVED, State.ENROLLED)]
        it = data.draw(st.sampled_from(decided))
        actor = self.stranger if stranger else self.actor
        if actor.role not in (Role.NEWCOMER, Role.APPLICANT):
            return
        known = self.seen(it).known
        now, tries = self.portal.clock.instant, self.tries[actor.credential_id]
        good = right and it.state is State.APPROVED and it.pin != "" and now < it.pin_until
        pin = it.pin if right and it.pin else "ZZZZZZZZ"
        refusal = refusal_of(
            lambda: self.portal.pins.enrol(actor, known["given_names"], known["family_name"], pin)
        )
        if tries.until and now < tries.until:
            assert isinstance(refusal, LockedOutError)
        elif good:
            assert refusal is None
            self.enrolled(it, actor, stranger)
        else:
            self.refused(refusal, tries, now)

    def enrolled(self, it, actor, stranger):
        it.state, self.tries[actor.credential_id] = State.ENROLLED, Tries()
        if stranger:
            it.owner = self.portal.kept(Application, id=it.id)[0].account_id
            self.stranger = replace(actor, role=Role.REPRESENTATIVE, account_id=it.owner)

    def refused(self, refusal, tries, now):
        tries.wrong, tries.last = tries.wrong + 1, now
        if tries.wrong == TRIES_BEFORE_LOCK:
            tries.wrong, tries.until = 0, now + PIN_LOCK
            assert isinstance(refusal, LockedOutError)
        else:
            assert refusal.code == "pin_wrong"

    # --- The clock ---------------------------------------------------------------------------------------

    @rule(hours=st.one_of(st.integers(1, 30), st.integers(1, 24 * 16)))
    def pass_time(self, hours):
        self.portal.clock.instant += timedelta(hours=hours)

    @rule()
    def run_due(self):
        late = [it for it in self.requests if it.state is State.OPEN and self.is_late(it)]
        done = self.portal.oversight.run_due(PORTAL_ITSELF)
        assert done["expired"] == len(late)
        for it in late:
            it.state = State.EXPIRED
        for tries in self.tries.values():
            if tries.last and self.portal.clock.instant - tries.last > FORGET_TRIES_AFTER:
                tries.wrong = 0

    # --- What always holds -------------------------------------------------------------------------------

    def events(self, it):
        return self.portal.kept(Event, subject_id=it.id, order="number")

    @invariant()
    def the_store_stands_where_the_model_stands(self):
        assert {row.id: row.state for row in self.portal.kept(Application)} == {
            it.id: it.state for it in self.requests
        }

    @invariant()
    def the_events_of_a_request_lead_through_the_table_to_where_it_stands(self):
        for it in self.requests:
            state = State.OPEN
            for event in self.events(it):
                if event.name in ACTION_OF:
                    state = TABLE[state, ACTION_OF[event.name], Role(event.role)]
            assert state is it.state

    @invariant()
    def every_change_has_its_letter_and_no_letter_is_without_its_change(self):
        for it in self.requests:
            names = Counter(event.name for event in self.events(it))
            letters = Counter(row.letter for row in self.portal.kept(Message, application_id=it.id))
            told = {name: sum(letters.pop(letter, 0) for letter in LETTERS_OF[name]) for name in LETTERS_OF}
            assert told == {name: names[name] for name in LETTERS_OF}
            assert not letters

    @invariant()
    def every_decision_and_every_submission_has_its_event(self):
        for it in self.requests:
            names = Counter(event.name for event in self.events(it))
            decisions = self.portal.kept(Decision, application_id=it.id, order="number")
            outcomes = Counter(ACTION_OF[name] for name in names.elements() if ACTION_OF.get(name) in ENDINGS)
            assert outcomes == Counter(ACTIONS[row.outcome] for row in decisions)
            assert [row.number for row in decisions] == list(range(1, len(decisions) + 1))
            sent = names["application.submitted"] + names["application.returned"]
            assert len(self.portal.kept(Submission, application_id=it.id)) == sent

    @invariant()
    def one_approval_sends_one_pin_and_at_most_one_is_good(self):
        for it in self.requests:
            pins = self.portal.kept(Pin, application_id=it.id)
            names = Counter(event.name for event in self.events(it))
            assert names["application.approved"] <= 1
            assert len(pins) == names["application.approved"] + names["pin.issued"]
            good = sum(pin.is_good(self.portal.clock.instant) for pin in pins)
            assert good <= (it.state is State.APPROVED)
            assert sum(pin.used_at is not None for pin in pins) == (it.state is State.ENROLLED)

    @invariant()
    def every_chain_verifies(self):
        for application in self.portal.kept(Application):
            events = self.portal.kept(Event, subject_id=application.id, order="number")
            assert verify(events, application.chain) is None

    @invariant()
    def what_was_sent_stays_as_it_was_sent(self):
        assert {(row.application_id, row.number): row for row in self.portal.kept(Submission)} == self.sent

    @invariant()
    def no_document_is_ever_lost(self):
        kept = {row.id: row for row in self.portal.kept(Document)}
        assert set(kept) == set(self.ever_given)
        sent = {id for submission in self.sent.values() for id in submission.document_ids}
        assert sent <= {str(id) for id in kept}

    @invariant()
    def at_most_one_request_is_open(self):
        assert sum(it.state is State.OPEN and not self.is_late(it) for it in self.requests) <= 1

    def teardown(self):
        if not hasattr(self, "portal"):
            return
        read = self.portal.outside.vault.read
        for row in self.portal.kept(Document):
            assert read(row.vault_key) == self.ever_given[row.id]


ENDINGS = set(ACTIONS.values())
Requests.TestCase.settings = settings(
    max_examples=35, stateful_step_count=25, deadline=None, report_multiple_bugs=False
)
TestRequests = Requests.TestCase
