"""Whatever people, officers and the clock do, in whatever order, a request keeps its promises."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache
from string import ascii_lowercase

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from core.domain.accounts.identity import PORTAL_ITSELF, Account, Role
from core.domain.accounts.pin import Pin
from core.domain.accounts.tries import PIN_LOCK, TRIES_BEFORE_LOCK
from core.domain.application.application import (
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
from core.domain.application.lifecycle import MOVES
from core.domain.application.outcome_draft import Draft
from core.domain.application.proceedings import DraftDecision
from core.domain.application.questionnaire import asked, question_of
from core.domain.audit import verify
from core.domain.deadlines import ONE_PRESS
from core.domain.decisions.office_practice import Practice
from core.domain.errors import LockedOutError, PortalError
from core.domain.ports.partners import Proven
from core.domain.statistics.causes import given as reasons_given
from core.domain.statistics.filters import BarFilter, Filter
from core.domain.statistics.outcomes import rounds
from core.domain.statistics.periods import Month, latest
from core.services.decisions.casework import ACTIONS
from core.services.operations.timed_work import FORGET_TRIES_AFTER
from core.services.overviews import read_overview
from tests.domain.typed import WHOLE, typed
from tests.services import steps
from tests.services.doubles import SHORT, portal_of_memory
from tests.services.pandas_figures import PandasFigures
from tests.services.refusals import refusal_of

kinds = st.sampled_from(list(DocumentKind))
TABLE = {(move.state, move.action, move.role): move.then for move in MOVES}
ACTION_OF = {
    "application.submitted": "submit", "application.returned": "submit", "application.approved": "approve",
    "application.refused": "refuse", "application.sent_back_for_documents": "require_documents",
    "application.expired": "expire", "application.reminded": "remind", "application.enrolled": "enrol",
    "answer.given": "answer", "form.printed": "print", "document.attached": "attach",
    "document.removed": "remove", "pin.issued": "issue_pin", "pin.revoked": "revoke_pin",
    "application.held": "hold", "application.released": "release", "application.notice_given": "give_notice",
    "application.notice_answered": "answer_notice", "application.notice_over": "end_notice",
    "application.put_to_countersign": "put_to_countersign", "application.objected": "object",
    "application.taken_back": "take_back", "application.undone": "undo", "application.reopened": "reopen",
    "application.reconsideration_asked": "ask_reconsideration",
}  # fmt: skip
"""What each event did to its request; the others leave it where it stands."""
LETTERS_OF = {
    "application.submitted": ("submitted",), "application.returned": ("returned",),
    "application.approved": ("approved",), "application.refused": ("refused", "upheld"),
    "application.sent_back_for_documents": ("documents_required",), "application.expired": ("expired",),
    "application.reminded": ("reminder_14", "reminder_7", "reminder_2"), "pin.issued": ("pin_again",),
    "pin.refused": ("pin_tried",), "application.notice_given": ("notice",),
    "application.notice_answered": ("answered",), "application.reconsideration_asked": ("reconsideration",),
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
    held_until: object = None
    answer_by: object = None
    noticed: set = field(default_factory=set)
    draft: object = None
    objected: bool = False
    decided: list = field(default_factory=list)
    undo_by: object = None
    reconsider_by: object = None
    reconsidered: str = ""
    barred: set = field(default_factory=set)


@dataclass
class Tries:
    """What the model knows of somebody's wrong PINs."""

    wrong: int = 0
    last: object = None
    until: object = None


@dataclass
class Given:
    """What the model knows of one decision that stands."""

    outcome: Outcome
    codes: tuple
    by: int
    signed_by: int | None
    round: int


MENDABLE = Draft(Outcome.REFUSED, reasons=(("name_differs", ""),))
DRAFTS = (
    *steps.DRAFTS.values(), Draft(Outcome.REFUSED, reasons=(("licence_not_eligible", ""),)),
    Draft(Outcome.REFUSED, reasons=(("other", "Écrit."),)), MENDABLE,
    Draft(Outcome.REFUSED, reasons=(("name_differs", ""),), without_notice="Pressé."),
)  # fmt: skip
CAREFUL = Practice(
    notice_days=2, first_decisions=1, percent=30, undo=timedelta(hours=2), reconsideration_days=9
)
"""An office in which everything around a decision happens, and soon."""
ACCUSING, CAN_BE_MENDED = {"other"}, {"name_differs", "wrong_member_number"}


@cache
def people():
    """Return a portal with an applicant, somebody new and three officers; each example takes a copy."""
    portal = portal_of_memory()
    applicant, north = steps.applicant(portal), Proven(issuer="/demo", subject="2")
    stranger = steps.actor_of(portal, portal.credentials.sign_in_by_partner(north, "Firefox", "198.51.100.7"))
    officers = [steps.worker(portal, user_code=code) for code in ("officier", "officiere", "troisieme")]
    return portal, applicant, stranger, officers


class Requests(RuleBasedStateMachine):
    """An applicant, a stranger and three officers; the model says what must be, the portal what is."""

    @initialize(decided=st.sampled_from((None, "sent", *Outcome)), careful=st.booleans())
    def begin(self, decided, careful):
        """Begin anywhere on the road, so that few steps reach its end, in a careful or a quick office."""
        portal, self.applicant, self.stranger, self.officers = people()
        self.practice = CAREFUL if careful else SHORT
        self.portal = portal.copy().with_outside(practice=self.practice)
        self.requests, self.sent, self.ever_given, self.count = [], {}, {}, 0
        self.tries = {self.applicant.credential_id: Tries(), self.stranger.credential_id: Tries()}
        if decided:
            self.open_request(False)
            self.finish_what_can_be_sent()
        if decided in ACTIONS:
            self.decided(self.requests[0], steps.DRAFTS[decided])

    @property
    def role(self):
        return self.portal.kept(Account, id=self.applicant.account_id)[0].role

    @property
    def actor(self):
        return replace(self.applicant, role=self.role)

    def seen(self, it):
        """Return a request as it is, which its applicant may not see yet."""
        with self.portal.store.read() as tx:
            return read_overview(self.portal.outside, tx, tx.get(Application, it.id))

    def is_late(self, it):
        return self.portal.outside.open_day() > it.last_day

    def may_work(self, it):
        return self.role is Role.APPLICANT and it.state is State.OPEN and not self.is_late(it)

    def may_return(self, it):
        return self.role is Role.APPLICANT and it.state is State.DOCUMENTS_REQUIRED and it.owner is None

    def may_answer(self, it):
        is_hers = self.role is Role.APPLICANT and it.owner is None
        return is_hers and it.state is State.NOTICE_GIVEN and not self.is_notice_over(it)

    def may_ask_again(self, it):
        is_hers = self.role is Role.APPLICANT and it.owner is None and it.state is State.REFUSED
        return is_hers and it.reconsider_by is not None and self.portal.outside.open_day() <= it.reconsider_by

    def is_notice_over(self, it):
        return it.answer_by is not None and self.portal.outside.open_day() > it.answer_by

    def stands(self, it):
        """Return where a request stands, whether or not that was recorded."""
        return State.SUBMITTED if self.is_notice_over(it) else it.state

    def is_held(self, it):
        return it.held_until is not None and self.portal.outside.open_day() <= it.held_until

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
        self.portal.clock.instant += ONE_PRESS  # sooner it would be the same press
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
        allowed = self.may_work(it) or (self.may_answer(it) and id in self.seen(it).opened_questions)
        self.attempt(allowed, lambda: self.portal.enrolment.answer(self.actor, it.id, id, raw))

    @precondition(lambda self: self.requests)
    @rule(data=st.data(), language=st.sampled_from(["fr", "en"]))
    def print_form(self, data, language):
        self.printed(self.one(data), language)

    def printed(self, it, language="fr"):
        seen = self.seen(it)
        allowed = (self.may_work(it) or self.may_answer(it)) and seen.is_complete
        if self.attempt(allowed, lambda: self.portal.enrolment.print_form(self.actor, it.id, language, True)):
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
            assert submission.number == seen.application.round + (before is not State.SUBMITTED)
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
    @rule(data=st.data(), draft=st.sampled_from(DRAFTS), who=st.integers(0, 2), outdated=st.booleans())
    def decide(self, data, draft, who, outdated):
        self.decided(self.one(data), draft, who, outdated)

    def decided(self, it, draft, who=0, outdated=False):
        then = TABLE.get((self.stands(it), ACTIONS[draft.outcome], Role.OFFICER))
        waits = it.state is State.TO_COUNTERSIGN
        possible = then is not None and not waits and not outdated and self.may_work_on(it, who)
        told_in_time = not self.unnoticed(it, draft) or draft.without_notice != ""
        stage = self.seen(it).stage - outdated
        needs = self.needs_a_signature(it, draft, who)
        result = self.attempt(
            possible and told_in_time and (not needs or self.others(it, who)),
            lambda: self.portal.casework.decide(self.officers[who], it.id, stage, draft),
        )
        if result:
            assert isinstance(result, DraftDecision) == needs
            it.answer_by = it.held_until = None
            if needs:
                it.draft, it.state = (result.id, draft, who), State.TO_COUNTERSIGN
            else:
                self.took_effect(it, result, draft, who, None)

    def may_work_on(self, it, who):
        return not self.is_held(it) and who not in it.barred

    def others(self, it, who):
        return {0, 1, 2} - {who} - it.barred

    def unnoticed(self, it, draft):
        if not self.practice.notice_days:
            return set()
        told = it.noticed | {code for row in it.decided for code in row.codes}
        return CAN_BE_MENDED.intersection(code for code, _ in draft.reasons) - told

    def needs_a_signature(self, it, draft, who):
        signed = {code for row in it.decided if row.signed_by is not None for code in row.codes}
        accuses = ACCUSING.intersection(code for code, _ in draft.reasons) - signed
        if (self.practice.by_reason and accuses) or it.objected:
            return True
        if it.reconsidered == "asked":
            return False
        given = sum(row.by == who for other in self.requests for row in other.decided)
        return given < self.practice.first_decisions or self.practice.draws(it.id)

    def took_effect(self, it, decision, draft, by, signed_by):
        again, refused = it.reconsidered == "asked", draft.outcome is Outcome.REFUSED
        it.state, it.given, it.draft, it.objected = State(draft.outcome), {}, None, False
        codes = tuple(code for code, _ in draft.reasons)
        round = self.seen(it).application.round
        it.decided.append(Given(draft.outcome, codes, by, signed_by, round))
        assert decision.reconsidered == (
            {"approved": "overturned", "refused": "upheld"}.get(draft.outcome, "") if again else ""
        )
        it.reconsidered = decision.reconsidered or it.reconsidered
        it.reconsider_by = decision.reconsider_by
        assert (it.reconsider_by is not None) == (refused and it.reconsidered == "")
        it.undo_by = self.portal.clock.instant + self.practice.undo
        it.pin = ""
        if not self.practice.undo:
            self.read_the_pin(it)

    def read_the_pin(self, it):
        if it.state is State.APPROVED:
            it.pin = steps.pin_in(steps.delivered(self.portal))
            it.pin_until = self.portal.clock.instant + timedelta(days=90)

    @precondition(lambda self: any(it.state is State.TO_COUNTERSIGN for it in self.requests))
    @rule(data=st.data(), who=st.integers(0, 2), agrees=st.booleans(), outdated=st.booleans())
    def countersign(self, data, who, agrees, outdated):
        it = data.draw(st.sampled_from([it for it in self.requests if it.draft]))
        id, draft, by = it.draft
        verbs, officer = self.portal.countersignatures, self.officers[who]
        allowed = who != by and who not in it.barred and not outdated
        key = it.id if outdated else id
        if agrees:
            decision = self.attempt(allowed, lambda: verbs.agree(officer, it.id, key))
            if decision:
                self.took_effect(it, decision, draft, by, who)
            return
        self.attempt(allowed, lambda: verbs.object(officer, it.id, key, "Non."))
        if allowed:
            it.state, it.draft, it.objected = self.where_it_stood(it), None, True

    @precondition(lambda self: self.requests)
    @rule(data=st.data(), who=st.integers(0, 2))
    def take_back(self, data, who):
        it = self.one(data)
        allowed = it.draft is not None and it.draft[2] == who
        self.attempt(allowed, lambda: self.portal.countersignatures.take_back(self.officers[who], it.id))
        if allowed:
            it.state, it.draft = self.where_it_stood(it), None

    def where_it_stood(self, it):
        """Return where a request stands whose decision did not come to stand."""
        last = it.decided[-1] if it.decided else None
        owes = last and last.outcome is Outcome.DOCUMENTS_REQUIRED
        owes = owes and last.round == self.seen(it).application.round
        return State.DOCUMENTS_REQUIRED if owes else State.SUBMITTED

    @precondition(lambda self: any(it.undo_by for it in self.requests))
    @rule(data=st.data(), who=st.integers(0, 2))
    def undo(self, data, who):
        it = data.draw(st.sampled_from([it for it in self.requests if it.undo_by]))
        last = it.decided[-1]
        in_time = self.portal.clock.instant < it.undo_by and it.state == last.outcome
        newest = self.portal.kept(Message, application_id=it.id)[-1].decision_id is not None
        allowed = in_time and newest and who in (last.by, last.signed_by)
        self.attempt(allowed, lambda: self.portal.decision_undo.undo(self.officers[who], it.id))
        if allowed:
            it.decided.pop()
            it.state, it.undo_by, it.pin, it.given = self.where_it_stood(it), None, "", {}
            it.reconsidered = "asked" if it.reconsidered in ("upheld", "overturned") else it.reconsidered
            it.reconsider_by = None

    @precondition(lambda self: any(it.undo_by for it in self.requests))
    @rule()
    def letters_leave(self):
        """Let the time to undo pass, and read the PIN of whoever has one coming."""
        self.portal.clock.instant += self.practice.undo
        waiting = [it for it in self.requests if it.undo_by]
        self.portal.correspondence.deliver(PORTAL_ITSELF)
        by_id = {letter.id: letter.letter for letter in self.portal.mailer.letters}
        for it in waiting:
            it.undo_by = None
            letters = [
                str(row.id) for row in self.portal.kept(Message, application_id=it.id, letter="approved")
            ]
            told = [by_id[id] for id in letters if id in by_id]
            if it.state is State.APPROVED and told and it.pin == "" and not self.was_replaced(it):
                it.pin = steps.pin_in(told[-1])
                (it.pin_until,) = [
                    pin.expires_at
                    for pin in self.portal.kept(Pin, application_id=it.id)
                    if not pin.revoked_at
                ]

    def was_replaced(self, it):
        return all(pin.revoked_at for pin in self.portal.kept(Pin, application_id=it.id))

    @precondition(lambda self: self.requests)
    @rule(data=st.data(), who=st.integers(0, 2), days=st.integers(-1, 5), releasing=st.booleans())
    def hold_or_release(self, data, who, days, releasing):
        it = self.one(data)
        verbs, officer = self.portal.holds, self.officers[who]
        open_now, until = (
            self.stands(it) is State.SUBMITTED,
            self.portal.outside.open_day() + timedelta(days=days),
        )
        if releasing:
            allowed = open_now and self.is_held(it)
            self.attempt(allowed, lambda: verbs.release(officer, it.id))
        else:
            taken = (
                self.portal.claims.look(officer, it.id)
                if it.state is not State.OPEN and it.given is not None and self.was_sent(it)
                else None
            )
            free = taken is not None and (not taken.name or taken.is_mine)
            allowed = open_now and days >= 0 and free and self.may_work_on(it, who)
            self.attempt(allowed, lambda: verbs.hold(officer, it.id, "advice", until))
        if allowed:
            it.held_until = None if releasing else until
            it.state, it.answer_by = State.SUBMITTED, None

    def was_sent(self, it):
        return self.seen(it).application.submitted_at is not None

    @precondition(lambda self: self.requests)
    @rule(data=st.data(), who=st.integers(0, 2))
    def give_notice(self, data, who):
        it = self.one(data)
        stage = self.seen(it).stage
        allowed = (
            self.stands(it) is State.SUBMITTED
            and self.may_work_on(it, who)
            and bool(self.unnoticed(it, MENDABLE))
        )
        notice = self.attempt(
            allowed, lambda: self.portal.notices.give(self.officers[who], it.id, stage, MENDABLE)
        )
        if notice:
            it.state, it.answer_by, it.held_until = State.NOTICE_GIVEN, notice.answer_by, None
            it.noticed |= set(notice.reason_codes)

    # --- The applicant answers, and asks again -----------------------------------------------------------

    @precondition(lambda self: self.requests)
    @rule(data=st.data(), text=st.sampled_from(("", "Voici.")))
    def answer_the_notice(self, data, text):
        it = self.one(data)
        seen = self.seen(it)
        allowed = self.may_answer(it) and seen.is_complete and (text != "" or seen.has_changed_answers)
        self.attempt(allowed, lambda: self.portal.notices.answer(self.actor, it.id, text))
        if allowed:
            self.sent_again(it)

    @precondition(lambda self: any(it.state is State.REFUSED for it in self.requests))
    @rule(data=st.data(), with_documents=st.booleans())
    def ask_for_reconsideration(self, data, with_documents):
        it = data.draw(st.sampled_from([it for it in self.requests if it.state is State.REFUSED]))
        verbs, allowed = self.portal.reconsiderations, self.may_ask_again(it)
        if with_documents:
            self.attempt(allowed, lambda: verbs.open_documents(self.actor, it.id) or True)
            if allowed:
                self.give(it, self.seen(it).slots[0])
        self.attempt(allowed, lambda: verbs.ask(self.actor, it.id, "Regardez encore."))
        if allowed:
            last = it.decided[-1]
            it.reconsidered, it.barred = "asked", {last.by, last.signed_by} - {None}
            self.sent_again(it)

    def sent_again(self, it):
        it.state, it.answer_by, it.undo_by = State.SUBMITTED, None, None
        row = self.portal.kept(Submission, application_id=it.id, order="number")[-1]
        self.sent[it.id, row.number] = row

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
        over = [it for it in self.requests if self.is_notice_over(it)]
        assert done["notices_over"] == len(over)
        for it in over:
            it.state, it.answer_by = State.SUBMITTED, None
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
            sent = sum(names[f"application.{it}"] for it in SENDINGS)
            assert len(self.portal.kept(Submission, application_id=it.id)) == sent

    @invariant()
    def one_approval_sends_one_pin_and_at_most_one_is_good(self):
        for it in self.requests:
            pins = self.portal.kept(Pin, application_id=it.id)
            names = Counter(event.name for event in self.events(it))
            assert names["application.approved"] <= 1 + names["application.undone"]
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
        sent = {id for submission in self.sent.values() for id in submission.document_ids}
        for row in self.portal.kept(Document):
            assert row.vault_key or str(row.id) not in sent
            assert not row.vault_key or read(row.vault_key) == self.ever_given[row.id]
        self.every_figure_is_what_pandas_counts_of_the_requests_and_the_length_of_its_list()

    def every_figure_is_what_pandas_counts_of_the_requests_and_the_length_of_its_list(self):
        """The ledger was written act by act, its witness reads what came of it."""
        outside, today = self.portal.outside, self.portal.outside.today()
        asked = (
            Filter(latest(today, 24)),
            today,
            [it.id for it in outside.library.questionnaire.questions],
            (),
        )
        witness = PandasFigures(self.portal.store, outside.working_days, outside.zone)
        counted = outside.figures.count(*asked)
        assert counted == witness.count(*asked)
        refused = sum(it.files for it in counted.reason_sets if Month(it.month) in asked[0].period)
        bars = {BarFilter(outcome="refused"): refused}
        given = sum(it.files for it in counted.decided)
        bars[BarFilter(outcome="approved")] = given - refused
        bars |= {
            BarFilter(reason=code): files for code, files in reasons_given(counted, asked[0].period).items()
        }
        bars |= {BarFilter(rounds=it): files for it, files in rounds(counted, asked[0].period).items()}
        behind = {bar: outside.figures.behind(asked[0], bar, today, 99) for bar in bars}
        assert {bar: (files, len(ids)) for bar, (files, ids) in behind.items()} == {
            bar: (files, files) for bar, files in bars.items()
        }


ENDINGS = set(ACTIONS.values())
SENDINGS = ("submitted", "returned", "notice_answered", "reconsideration_asked")
Requests.TestCase.settings = settings(
    max_examples=35, stateful_step_count=25, deadline=None, report_multiple_bugs=False
)
TestRequests = Requests.TestCase
