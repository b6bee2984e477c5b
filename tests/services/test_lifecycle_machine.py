"""Whatever people and the clock do, in whatever order, a request keeps its promises."""

from datetime import timedelta
from string import ascii_lowercase

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from core.domain.application import Application, DocumentKind, Event, Message, State, Submission
from core.domain.audit import verify
from core.domain.errors import PortalError
from core.domain.identity import PORTAL_ITSELF
from core.domain.questionnaire import asked, question_of
from tests.domain.typed import WHOLE, typed
from tests.services import steps
from tests.services.doubles import portal_of_memory

kinds = st.sampled_from(list(DocumentKind))


class Requests(RuleBasedStateMachine):
    """One applicant with her requests; the model says what must be possible, the portal what is."""

    @initialize()
    def begin(self):
        self.portal = portal_of_memory()
        self.actor = steps.applicant(self.portal)
        self.current = None
        self.state = None
        self.printed = None
        self.documents = {}
        self.sent = {}

    @property
    def seen(self):
        return self.portal.enrolment.look(self.actor, self.current.id)

    @property
    def is_late(self):
        return self.portal.outside.today() > self.current.last_day

    def may_work(self):
        return self.state is State.OPEN and not self.is_late

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

    @rule(copying=st.booleans())
    def open_request(self, copying):
        copy_of = self.current.id if copying and self.current else None
        free = self.current is None or not self.may_work()
        application = self.attempt(free, lambda: self.portal.enrolment.open_application(self.actor, copy_of))
        if application:
            self.current, self.state, self.printed, self.documents = application, State.OPEN, None, {}

    @precondition(lambda self: self.current)
    @rule(data=st.data())
    def answer(self, data):
        content = self.portal.outside.library.questionnaire
        known = self.seen.known
        id = data.draw(st.sampled_from([question.id for question in asked(content, known)]))
        raw = data.draw(typed(content, question_of(content, id), known))
        self.attempt(
            self.may_work(), lambda: self.portal.enrolment.answer(self.actor, self.current.id, id, raw)
        )

    @precondition(lambda self: self.current and self.may_work())
    @rule()
    def answer_everything(self):
        for id, raw in WHOLE.items():
            self.portal.enrolment.answer(self.actor, self.current.id, id, raw)

    @precondition(lambda self: self.current)
    @rule(language=st.sampled_from(["fr", "en"]))
    def print_form(self, language):
        seen = self.seen
        allowed = self.may_work() and seen.is_complete
        row = self.attempt(
            allowed, lambda: self.portal.enrolment.print_form(self.actor, self.current.id, language)
        )
        if row:
            self.printed = seen.answers

    @precondition(lambda self: self.current)
    @rule(kind=kinds, data=st.text(ascii_lowercase, min_size=1, max_size=2))
    def attach(self, kind, data):
        taken = any(held == data for other, (_, held) in self.documents.items() if other is not kind)
        document = self.attempt(
            self.may_work() and not taken,
            lambda: self.portal.documents.attach(self.actor, self.current.id, kind, "a.pdf", data.encode()),
        )
        if document:
            self.documents[kind] = (document.id, data)

    @precondition(lambda self: self.documents)
    @rule(kind=kinds)
    def remove(self, kind):
        if kind not in self.documents:
            return
        id, _ = self.documents[kind]
        allowed = self.may_work()
        self.attempt(allowed, lambda: self.portal.documents.remove(self.actor, id))
        if allowed:
            del self.documents[kind]

    @precondition(lambda self: self.current)
    @rule()
    def submit(self):
        seen = self.seen
        ready = seen.is_complete and self.printed == seen.answers and len(self.documents) == 3
        submission = self.attempt(
            (self.may_work() and ready) or self.state is State.SUBMITTED,
            lambda: self.portal.enrolment.submit(self.actor, self.current.id),
        )
        if submission:
            assert self.sent.setdefault(self.current.id, submission) == submission
            self.state = State.SUBMITTED

    @precondition(lambda self: self.current and self.may_work())
    @rule()
    def finish(self):
        self.answer_everything()
        self.print_form("fr")
        for kind in DocumentKind:
            self.attach(kind, f"scan of {kind}")
        self.submit()

    @rule(hours=st.integers(1, 24 * 16))
    def pass_time(self, hours):
        self.portal.clock.instant += timedelta(hours=hours)

    @rule()
    def run_due(self):
        done = self.portal.oversight.run_due(PORTAL_ITSELF)
        if self.current and self.state is State.OPEN and self.is_late:
            assert done["expired"] >= 1
            self.state = State.EXPIRED

    @invariant()
    def the_store_stands_where_the_model_stands(self):
        if self.current:
            seen = self.seen
            assert seen.application.state is self.state
            assert seen.is_open is self.may_work()

    @invariant()
    def every_chain_verifies(self):
        for application in self.portal.kept(Application):
            events = self.portal.kept(Event, subject_id=application.id, order="number")
            assert verify(events, application.chain) is None

    @invariant()
    def what_was_sent_stays_as_it_was_sent(self):
        assert {row.application_id: row for row in self.portal.kept(Submission)} == self.sent

    @invariant()
    def no_letter_is_written_twice(self):
        letters = [(row.application_id, row.letter) for row in self.portal.kept(Message)]
        assert len(letters) == len(set(letters))

    @invariant()
    def at_most_one_request_is_open(self):
        assert sum(seen.is_open for seen in self.portal.enrolment.applications(self.actor)) <= 1


Requests.TestCase.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
TestRequests = Requests.TestCase
