"""The applicant's request: account, opening, answers, printing, submission, deadline."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, Protocol
from uuid import UUID

from core.domain.accounts.hand_typed_codes import signs_of
from core.domain.accounts.identity import Acceptance, Account, Actor, Credential, Role
from core.domain.application.answers import check, still_true
from core.domain.application.application import (
    Answer,
    Application,
    Event,
    Print,
    Screening,
    State,
    Submission,
)
from core.domain.application.changes import Profiled
from core.domain.application.lifecycle import Action
from core.domain.application.overview import Overview, overview
from core.domain.application.proceedings import Notice
from core.domain.application.profile import profile_of
from core.domain.application.questionnaire import Consequences, asked, next_question, question_of, settle
from core.domain.deadlines import DAYS_TO_SUBMIT, ONE_PRESS
from core.domain.errors import NotAllowedError, NotFoundError, StateError
from core.domain.ports.office import ComparesNames, HasLibrary, HasPractice, HasRegisterDays
from core.domain.ports.paper import HasPaper
from core.domain.ports.rules import HasEvaluator, HasRuleBook
from core.domain.ports.secrets import MakesKeys, MakesSecrets
from core.domain.ports.store import HasStore, Transaction
from core.domain.ports.time import HasWorkingDays, HasZone, TellsTime
from core.domain.ports.vault import HasVault
from core.services.audit import record
from core.services.decisions.applicant_view import as_applicant_reads, as_applicant_sees
from core.services.form import printing, submission
from core.services.overviews import read_overview
from core.services.ownership import account_of, own
from core.services.rights import may
from core.services.rules.early_findings import questions_failing, told_before_print
from core.services.transition import begin, refuse_impossible, transition


class EnrolmentPorts(
    HasStore,
    TellsTime,
    HasZone,
    HasWorkingDays,
    MakesKeys,
    MakesSecrets,
    HasVault,
    HasPaper,
    HasEvaluator,
    HasRuleBook,
    HasLibrary,
    HasPractice,
    HasRegisterDays,
    ComparesNames,
    Protocol,
):
    """What enrolment asks of the outside world."""


APPLICANT = (Role.APPLICANT,)
READERS = (Role.APPLICANT, Role.REPRESENTATIVE)
WHATEVER_STOOD: Mapping[str, Any] = {}
"""No answer is empty: whoever names none replaces the one that stands."""


@dataclass(frozen=True)
class SavedAnswer:
    """What saving an answer led to: the next question, or none when the review page comes.

    Shapes: `seen` is what `look` would now return; None where it would have to read the papers too.
    """

    next_question: str | None
    consequences: Consequences
    seen: Overview | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Enrolment:
    """The verbs of an enrolment request."""

    outside: EnrolmentPorts

    @may(Role.NEWCOMER)
    def open_account(self, actor: Actor, screening: Screening) -> UUID:
        """Create the portal account of somebody whose three answers are No, No, Yes.

        Raises: StateError when the portal's terms are not accepted, NotAllowedError for other answers.
        Source: guide 2.1.
        """
        if screening.outcome() != "account" or actor.credential_id is None:
            raise NotAllowedError("not_allowed")
        account = Account(id=self.outside.new_id(), role=Role.APPLICANT, created_at=self.outside.now())
        with self.outside.store.write() as tx:
            credential = tx.get(Credential, actor.credential_id)
            if credential.account_id is not None:
                return credential.account_id
            edition = self.outside.library.terms["portal"].edition
            if not tx.find(Acceptance, credential_id=credential.id, terms="portal", edition=edition, limit=1):
                raise StateError("terms_not_accepted")
            tx.add(account)
            credential = credential.with_account(account.id)
            record(self.outside, tx, credential, "account.opened", actor, **screening.model_dump())
        return account.id

    @may(*READERS)
    def applications(self, actor: Actor) -> list[Overview]:
        """Return one's own applications, the newest first.

        Source: guide 2.11.
        """
        with self.outside.store.read() as tx:
            found = tx.find(Application, account_id=actor.account_id, order="-id")
            read = (read_overview(self.outside, tx, application) for application in found)
            return [as_applicant_sees(self.outside, seen) for seen in read]

    @may(*READERS)
    def look(self, actor: Actor, application_id: UUID) -> Overview:
        """Return one of one's own applications with its answers and papers."""
        with self.outside.store.read() as tx:
            seen = read_overview(self.outside, tx, own(tx, actor, application_id))
        return as_applicant_sees(self.outside, seen)

    @may(*READERS)
    def look_up(self, actor: Actor, reference: str) -> Overview:
        """Return one of one's own applications by its reference; the newest when none is named.

        Raises: NotFoundError.
        """
        with self.outside.store.read() as tx:
            wanted: dict[str, Any] = {"reference": reference} if reference else {}
            found = tx.find(Application, account_id=actor.account_id, order="-id", **wanted)
            if not found:
                raise NotFoundError("not_found")
            return as_applicant_sees(self.outside, read_overview(self.outside, tx, found[0]))

    @may(*READERS)
    def history(self, actor: Actor, application_id: UUID) -> list[Event]:
        """Return what happened to one of one's own applications, the newest first."""
        with self.outside.store.read() as tx:
            application = own(tx, actor, application_id)
            events = tx.find(Event, subject_id=application.id, order="-number")
            return as_applicant_reads(self.outside, read_overview(self.outside, tx, application), events)

    @may(*APPLICANT)
    def open_application(self, actor: Actor, copy_of: UUID | None = None) -> Application:
        """Open a new request, with the answers of an expired one where they still hold.

        Raises: StateError while another request is open.
        Source: guide 2.2, 2.17.
        """
        now, today = self.outside.now(), self.outside.today()
        account_id = account_of(actor)
        if pressed := self._just_opened(account_id, copy_of):
            return pressed
        with self.outside.store.write() as tx:
            # Taking the account's row first lets only one of two tabs open a request.
            tx.replace(tx.get(Account, account_id))
            mine, content = tx.find(Application, account_id=account_id), self.outside.library.questionnaire
            if any(overview(content, it, [], self.outside.open_day()).is_open for it in mine):
                raise StateError("already_open")
            application = Application(
                id=self.outside.new_id(),
                account_id=account_id,
                reference=self._reference(),
                state=State.OPEN,
                opened_on=today,
                opened_at=now,
                last_day=today + timedelta(days=DAYS_TO_SUBMIT),
                copied_from=copy_of,
            )
            rows = self._copied(tx, own(tx, actor, copy_of), application) if copy_of else []
            seen = overview(self.outside.library.questionnaire, application, rows, today)
            for row in rows:
                tx.add(row)
            told = {"reference": application.reference, "copied_from": str(copy_of or "")}
            profile = Profiled(profile_of(seen))
            return begin(self.outside, tx, application, profile, by=actor, told=told)

    def _just_opened(self, account_id: UUID, copy_of: UUID | None) -> Application | None:
        """Return the request that the same press opened a moment ago."""
        with self.outside.store.read() as tx:
            last = tx.find(Application, account_id=account_id, order="-id", limit=1)
        if not last or last[0].state is not State.OPEN or last[0].last_day < self.outside.open_day():
            return None
        is_same = last[0].copied_from == copy_of and self.outside.now() - last[0].opened_at < ONE_PRESS
        return last[0] if is_same else None

    def _reference(self) -> str:
        signs = signs_of(self.outside.new_secret(), 8)
        return f"RRA-{signs[:4]}-{signs[4:]}"

    def _copied(self, tx: Transaction, old: Application, new: Application) -> list[Answer]:
        """Return what is still true for a new request: answers accepted today that no rule found wrong."""
        content, today = self.outside.library.questionnaire, self.outside.today()
        seen = read_overview(self.outside, tx, old)
        failed = questions_failing(self.outside, tx, seen)
        kept = {id: value for id, value in seen.answers.items() if id not in failed}
        return [self._row(new, id, value) for id, value in still_true(content, kept, today).items()]

    def _row(
        self, application: Application, question: str, value: Mapping[str, Any] | None, times: int = 1
    ) -> Answer:
        return Answer(
            id=self.outside.new_id(),
            application_id=application.id,
            question=question,
            value=None if value is None else dict(value),
            answered_at=self.outside.now(),
            times=0 if value is None else times,
        )

    @may(*APPLICANT)
    def answer(
        self,
        actor: Actor,
        application_id: UUID,
        question_id: str,
        raw: Mapping[str, Any],
        instead_of: Mapping[str, Any] | None = WHATEVER_STOOD,
    ) -> SavedAnswer:
        """Save one answer and say which question comes next.

        Shapes: `instead_of` is the answer the page showed; one given since is not overwritten.
        Raises: MalformedAnswerError naming each part that cannot be read; StateError.
        Source: guide 2.3, 2.4, 2.4n.
        """
        content, today = self.outside.library.questionnaire, self.outside.today()
        day, question = self.outside.open_day(), question_of(content, question_id)
        if question is None:
            raise NotFoundError("question_not_asked")
        with self.outside.store.write() as tx:
            application = own(tx, actor, application_id)
            refuse_impossible(self.outside, application, Action.ANSWER, actor)
            rows = tx.find(Answer, application_id=application.id)
            before = overview(content, application, rows, day)
            if application.state is State.NOTICE_GIVEN:
                refuse_unopened(tx, before, question_id)
            if question not in asked(content, before.known):
                raise NotFoundError("question_not_asked")
            value = check(content, question, raw, before.known, today)
            stands = before.answers.get(question_id)
            if instead_of is not WHATEVER_STOOD and stands not in (instead_of, value):
                raise StateError("answer_changed")
            _, consequences = settle(content, before.answers, question, value, today)
            seen = before
            if stands != value:
                added = {question_id: value, **dict.fromkeys(consequences.withdrawn)}
                rows += [self._row(application, id, said, _times(rows, id)) for id, said in added.items()]
                for row in rows[-len(added) :]:
                    tx.add(row)
                seen = self._recorded(tx, actor, overview(content, application, rows, day), {
                    "question": question_id, "old": stands, "new": value,
                    "withdrawn": list(consequences.withdrawn),
                })  # fmt: skip
        coming = next_question(content, seen.answers, seen.known, after=question_id)
        # what was sent has papers and proceedings, which its next look must read
        is_all = seen.next_question is not None and application.state is State.OPEN
        return SavedAnswer(coming.id if coming else None, consequences, seen if is_all else None)

    def _recorded(self, tx: Transaction, actor: Actor, seen: Overview, told: dict[str, Any]) -> Overview:
        """Keep what an answer changed on the application itself, with the entry that tells of it."""
        profiled = Profiled(profile_of(seen))
        kept = transition(
            self.outside, tx, seen.application, Action.ANSWER, by=actor, change=profiled, told=told
        )
        return replace(seen, application=kept)

    @may(*APPLICANT)
    def print_form(
        self, actor: Actor, application_id: UUID, language: str, all_the_same: bool = False
    ) -> Print:
        """Print the IMM 5661 with the current answers; the same answers are printed once.

        Raises: StateError while answers are missing, or would be refused and `all_the_same` is not said.
        Source: guide 2.5.
        """
        with self.outside.store.read() as tx:
            seen = read_overview(self.outside, tx, own(tx, actor, application_id))
            refuse_impossible(self.outside, seen.application, Action.PRINT, actor)
            if not seen.is_complete:
                raise StateError("answers_missing")
            if seen.is_printed and seen.last_print and seen.last_print.language == language:
                return seen.last_print
            refused = told_before_print(self.outside, tx, seen)
        if refused and not (all_the_same or seen.is_printed):
            raise StateError("print_would_be_refused")
        return printing.print_form(self.outside, actor, seen, language, refused)

    @may(*READERS)
    def printed_form(self, actor: Actor, print_id: UUID) -> tuple[bytes, str]:
        """Return a printed form's PDF and a name for it.

        Raises: NotFoundError, also for a print of somebody else.
        """
        with self.outside.store.read() as tx:
            row = tx.get(Print, print_id)
            application = own(tx, actor, row.application_id)
        return self.outside.vault.read(row.vault_key), f"IMM5661-{application.reference}-{row.number}.pdf"

    @may(*READERS)
    def receipt(self, actor: Actor, reference: str, language: str) -> tuple[bytes, str]:
        """Return the receipt of a submission as a PDF and a name for it.

        Source: guide 2.16.
        """
        seen = self.look_up(actor, reference)
        if seen.submission is None:
            raise NotFoundError("not_found")
        drawn = printing.receipt(self.outside, seen, seen.submission, language)
        return drawn, f"{seen.application.reference}.pdf"

    @may(*APPLICANT)
    def submit(self, actor: Actor, application_id: UUID) -> Submission:
        """Freeze answers and documents and send the request; sending it again changes nothing.

        Raises: StateError saying what is still missing.
        Source: guide 2.15.
        """
        with self.outside.store.write() as tx:
            application = own(tx, actor, application_id)
            seen = read_overview(self.outside, tx, application)
            if application.state is State.SUBMITTED and seen.submission:
                return seen.submission
            refuse_impossible(self.outside, application, Action.SUBMIT, actor)
            if application.state is State.OPEN:
                _refuse_unready(seen)
            elif seen.missing_documents:
                raise StateError("documents_missing", missing=[str(kind) for kind in seen.missing_documents])
            return submission.freeze(self.outside, tx, actor, seen)


def refuse_unopened(tx: Transaction, seen: Overview, question: str) -> None:
    """Refuse an answer that the notice does not name and no changed answer asks for.

    Raises: StateError.
    """
    notice = tx.find(Notice, application_id=seen.application.id, order="-number", limit=1)[0]
    if question not in notice.questions and question in seen.answers:
        raise StateError("question_not_opened")


def _times(rows: Iterable[Answer], question: str) -> int:
    """Return how many answers a question has had once it has another."""
    return 1 + sum(row.question == question and row.value is not None for row in rows)


def _refuse_unready(seen: Overview) -> None:
    if not seen.is_complete:
        raise StateError("answers_missing")
    if not seen.is_printed:
        raise StateError("print_outdated" if seen.prints else "print_missing")
    if seen.missing_documents:
        raise StateError("documents_missing", missing=[str(kind) for kind in seen.missing_documents])
