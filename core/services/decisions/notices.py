"""Notice before a refusal for reasons the applicant can mend: no outcome; the clock stops meanwhile.

Source: guide 3.0, 3.2.
"""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from core.domain.accounts.identity import Actor, Role
from core.domain.application.application import EXPECTED, Application, DocumentKind, DocumentRequest, State
from core.domain.application.changes import NoticeGiven
from core.domain.application.days import is_notice_over
from core.domain.application.given_reasons import GivenReason
from core.domain.application.lifecycle import Action
from core.domain.application.outcome_draft import Draft
from core.domain.application.overview import Overview
from core.domain.application.proceedings import LONGEST_ANSWER, Notice, NoticeAnswer, drafted
from core.domain.errors import MalformedAnswerError, StateError
from core.domain.ports.office import ComparesNames, HasLibrary, HasPractice, HasRegisterDays
from core.domain.ports.rules import HasEvaluator, HasRuleBook
from core.domain.ports.secrets import MakesKeys, MakesSecrets
from core.domain.ports.store import HasStore, Transaction
from core.domain.ports.time import HasWorkingDays, HasZone, TellsTime
from core.domain.rules.rules import Finding, fewest
from core.services.decisions.grounds import refuse_unfounded_notice
from core.services.decisions.page_looks import refuse_unlooked
from core.services.desk.overdue import as_it_stands, settled
from core.services.desk.readiness import ready, refuse_stale
from core.services.form import submission
from core.services.letters import letters
from core.services.letters.letters import Preview
from core.services.overviews import read_overview, read_submitted
from core.services.ownership import account_of, own
from core.services.rights import again, any_of, may
from core.services.rules.early_findings import questions_of
from core.services.rules.judgement import judge
from core.services.transition import refuse_impossible, transition


class NoticesPorts(
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
    """What notices ask of the outside world."""


@dataclass(frozen=True)
class Notices:
    """The verbs of notices."""

    outside: NoticesPorts

    @may(Role.OFFICER)
    def preview(self, actor: Actor, application_id: UUID, draft: Draft) -> Preview:
        """Return what a notice would send.

        Raises: MalformedAnswerError naming what it lacks.
        """
        with self.outside.store.read() as tx:
            application = as_it_stands(self.outside, read_submitted(tx, application_id))
            seen = read_overview(self.outside, tx, application)
            refuse_unfounded_notice(self.outside, draft, seen)
            notice = self._notice(tx, actor, seen, draft)
            return letters.preview(self.outside, tx, letters.notice(self.outside, tx, seen, notice))

    @may(Role.OFFICER)
    def give(self, actor: Actor, application_id: UUID, seen_stage: int, draft: Draft) -> Notice:
        """Tell the applicant for which reasons the request would be refused, before it is.

        Raises: MalformedAnswerError; StaleError; StateError.
        """
        with self.outside.store.write() as tx:
            seen = ready(self.outside, tx, actor, application_id)
            refuse_stale(tx, seen, seen_stage)
            refuse_unfounded_notice(self.outside, draft, seen)
            refuse_impossible(self.outside, seen.application, Action.GIVE_NOTICE, actor)
            refuse_unlooked(tx, actor, seen)
            notice = self._notice(tx, actor, seen, draft)
            tx.add(notice)
            for row in self._slots(notice):
                tx.add(row)
            transition(
                self.outside,
                tx,
                seen.application,
                Action.GIVE_NOTICE,
                by=actor,
                change=NoticeGiven(notice.officer_id, notice.answer_by),
                told={"reasons": notice.reasons, "answer_by": str(notice.answer_by)},
                letter=letters.notice(self.outside, tx, seen, notice),
            )
        return notice

    def _notice(self, tx: Transaction, actor: Actor, seen: Overview, draft: Draft) -> Notice:
        findings = judge(self.outside, tx, seen).findings
        reasons = [self._reason(seen, row, findings) for row in drafted(draft)["reasons"]]
        days, today = self.outside.practice.notice_days, self.outside.today()
        return Notice(
            id=self.outside.new_id(),
            application_id=seen.application.id,
            number=len(seen.proceedings.notices) + 1,
            round=seen.application.round,
            reasons=reasons,
            reason_codes=tuple(code for code, _ in draft.reasons),
            officer_id=account_of(actor),
            given_at=self.outside.now(),
            answer_by=self.outside.working_days.forward(today, days),
        )

    def _reason(self, seen: Overview, row: GivenReason, findings: tuple[Finding, ...]) -> GivenReason:
        """Return a reason with what clears it and the questions that it opens, so that it can be cleared."""
        remedies = self._remedies(row["code"], findings)
        asks = questions_of(self.outside.rule_book, row["code"], remedies)
        return {**row, "remedies": remedies, "questions": [id for id in asks if id in seen.answers]}

    def _remedies(self, reason: str, findings: tuple[Finding, ...]) -> list[str]:
        """Return what the failing rules say that clears a reason."""
        about = (it for it in findings if it.would_be_refused and it.rule.reason == reason)
        return [remedy.id for remedy in fewest(self.outside.rule_book.remedies, about)]

    def _slots(self, notice: Notice) -> list[DocumentRequest]:
        """Return the documents of which a new copy may be given with the answer; none need be."""
        known = self.outside.library.reasons
        wanted = {kind for code in notice.reason_codes for kind in known[code].documents}
        if notice.questions:
            # an answer that changes must stand on a form that is signed anew
            wanted.add(DocumentKind.IMM5661)
        return [
            DocumentRequest(
                id=self.outside.new_id(),
                application_id=notice.application_id,
                decision_id=notice.id,
                kind=kind,
                again=True,
                name="",
                reason="",
                asked_at=notice.given_at,
                may_stay_empty=True,
            )
            for kind in EXPECTED
            if kind in wanted
        ]

    @may(Role.APPLICANT)
    def answer(self, actor: Actor, application_id: UUID, text: str) -> NoticeAnswer:
        """Answer a notice with a text, the new copies given, or both; the request returns to its officer.

        Raises: MalformedAnswerError; StateError once the days are over; NotFoundError.
        """
        with self.outside.store.write() as tx:
            seen = read_overview(self.outside, tx, own(tx, actor, application_id))
            refuse_impossible(self.outside, seen.application, Action.ANSWER_NOTICE, actor)
            if seen.open_notice is None:
                raise AssertionError("unreachable: the state says that a notice was given")
            given = [slot for slot in seen.slots if slot.document]
            if not seen.is_complete:
                raise StateError("answers_missing")
            if not text.strip() and not given and not seen.has_changed_answers:
                raise MalformedAnswerError({"answer": "notice_answer_needed"})
            if len(text) > LONGEST_ANSWER:
                raise MalformedAnswerError({"answer": "text_over_4000"})
            answer = NoticeAnswer(
                id=self.outside.new_id(),
                application_id=seen.application.id,
                notice_id=seen.open_notice.id,
                text=text.strip(),
                answered_at=self.outside.now(),
            )
            tx.add(answer)
            submission.freeze(self.outside, tx, actor, seen, Action.ANSWER_NOTICE)
        return answer

    @any_of(Role.PORTAL)
    def end_due(self) -> int:
        """Record which notices nobody answered in time, and return how many."""
        today = self.outside.open_day()
        with self.outside.store.read() as tx:
            waiting = tx.find(Application, state=State.NOTICE_GIVEN)
        return sum(self._end(it.id) for it in waiting if is_notice_over(it, today))

    @again
    def _end(self, application_id: UUID) -> bool:
        with self.outside.store.write() as tx:
            before = tx.get(Application, application_id)
            return settled(self.outside, tx, before).state is not before.state
