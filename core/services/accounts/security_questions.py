"""The four security questions: created once, one asked at each later sign-in."""

import random
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from core.domain.accounts.identity import (
    NEEDING_QUESTIONS,
    NO_TERMS,
    SECURITY_QUESTIONS,
    Acceptance,
    Account,
    Actor,
    Credential,
    Role,
    SecurityQuestion,
    Session,
    Visit,
    normalised,
)
from core.domain.accounts.registration import question_faults
from core.domain.deadlines import ONE_PRESS
from core.domain.errors import MalformedAnswerError, NotAllowedError, PortalError
from core.domain.ports.office import HasLibrary
from core.domain.ports.secrets import HasHasher, MakesKeys, MakesSecrets
from core.domain.ports.store import HasStore, Transaction
from core.domain.ports.time import TellsTime
from core.domain.typed_text import canonical
from core.services.accounts import known_browsers, tries
from core.services.accounts.secret_answers import fits, renewed
from core.services.audit import record
from core.services.ownership import account_of
from core.services.rights import PROVEN, may


class SecurityQuestionsPorts(HasStore, TellsTime, MakesKeys, MakesSecrets, HasHasher, HasLibrary, Protocol):
    """What security questions ask of the outside world."""


CHANCE = random.SystemRandom()
HOLDERS = tuple(role for role in PROVEN if role in NEEDING_QUESTIONS)


def visit_of(outside: SecurityQuestionsPorts, tx: Transaction, session: Session) -> Visit:
    """Return whose session it is, and what they may do with it now."""
    credential = tx.get(Credential, session.credential_id)
    account = tx.get(Account, credential.account_id) if credential.account_id else None
    needs = needed(tx, account, session)
    role = Role.UNPROVEN if needs else account.role if account else Role.NEWCOMER
    actor = Actor(role, credential.id, credential.account_id, session.id)
    accepted = has_accepted_terms(outside, tx, credential, account)
    return Visit(actor, session, accepted, credential.user_code or "", account.name if account else "", needs)


def has_accepted_terms(
    outside: SecurityQuestionsPorts, tx: Transaction, credential: Credential, account: Account | None
) -> bool:
    """Say whether the portal's terms were accepted; once more after the PIN.

    Source: guide 1.7, 4.12.
    """
    if account and account.role in NO_TERMS:
        return True
    edition = outside.library.terms["portal"].edition
    found = tx.find(Acceptance, credential_id=credential.id, terms="portal", edition=edition)
    since = account.enrolled_at if account else None
    return any(since is None or row.accepted_at >= since for row in found)


def needed(tx: Transaction, account: Account | None, session: Session) -> str:
    """Return what stands before every other screen: `security_setup`, `security_question` or nothing.

    Source: guide 4.15.
    """
    if account is None or account.role not in NEEDING_QUESTIONS or session.question_passed:
        return ""
    asked = tx.find(SecurityQuestion, account_id=account.id, limit=1)
    return "security_question" if asked else "security_setup"


@dataclass(frozen=True)
class Security:
    """The verbs of security questions."""

    outside: SecurityQuestionsPorts

    @may(Role.UNPROVEN, *HOLDERS)
    def set_questions(self, actor: Actor, questions: tuple[tuple[str, str], ...]) -> None:
        """Create one's four security questions, or replace them once one of them was answered.

        Raises: MalformedAnswerError naming each faulty part; NotAllowedError.
        Source: guide 4.15.
        """
        faults = question_faults(questions, SECURITY_QUESTIONS)
        if found := {part: fault for part, fault in faults.items() if fault}:
            raise MalformedAnswerError(found)
        if self._are_set(actor, questions):
            return
        rows = [self._row(actor, place, *pair) for place, pair in enumerate(questions, 1)]
        with self.outside.store.write() as tx:
            mine: dict[str, Any] = {"account_id": account_of(actor)}
            if actor.role is Role.UNPROVEN and tx.find(SecurityQuestion, limit=1, **mine):
                raise NotAllowedError("not_allowed")
            tx.erase(SecurityQuestion, **mine)
            for row in rows:
                tx.add(row)
            self._pass(tx, actor, "security_questions.set")

    def _are_set(self, actor: Actor, questions: tuple[tuple[str, str], ...]) -> bool:
        """Say whether these very questions and answers are those of the account, set a moment ago."""
        with self.outside.store.read() as tx:
            mine = tx.find(SecurityQuestion, account_id=account_of(actor), order="place")
        if [it.question for it in mine] != [canonical(question) for question, _ in questions]:
            return False
        if any(self.outside.now() - it.set_at >= ONE_PRESS for it in mine):
            return False
        given = zip(mine, questions, strict=True)
        return all(fits(self.outside, answer, it.answer_hash) for it, (_, answer) in given)

    def _row(self, actor: Actor, place: int, question: str, answer: str) -> SecurityQuestion:
        return SecurityQuestion(
            id=self.outside.new_id(),
            account_id=account_of(actor),
            place=place,
            question=canonical(question),
            answer_hash=self.outside.hasher.hash(normalised(answer)),
            set_at=self.outside.now(),
        )

    def _pass(self, tx: Transaction, actor: Actor, name: str) -> None:
        """Let the session through, and record why."""
        session = tx.get(Session, _session_of(actor))
        tx.replace(session.proven())
        known_browsers.remember(self.outside, tx, session.credential_id, session.mark)
        record(self.outside, tx, tx.get(Credential, session.credential_id), name, actor)

    @may(Role.UNPROVEN)
    def question(self, actor: Actor) -> str:
        """Return the question asked in this session: one at random, the same however often it is read."""
        with self.outside.store.write() as tx:
            session = tx.get(Session, _session_of(actor))
            asked = tx.find(SecurityQuestion, account_id=account_of(actor), order="place")
            if not asked:
                raise NotAllowedError("not_allowed")
            if session.asked_place is None:
                session = session.asking(CHANCE.choice(asked).place)
                tx.replace(session)
        return next(row.question for row in asked if row.place == session.asked_place)

    @may(Role.UNPROVEN)
    def answer(self, actor: Actor, answer: str) -> None:
        """Answer the question asked in this session.

        Raises: PortalError for a wrong answer; LockedOutError.
        """
        with self.outside.store.read() as tx:
            session = tx.get(Session, _session_of(actor))
            if session.question_passed:
                return  # the same press again
            place = tries.place_of(tx, session.id)
        owner = tries.subject("account", str(actor.account_id))
        doors = tries.count(self.outside, "security", owner, place, session.credential_id)
        with self.outside.store.read() as tx:
            credential = tx.get(Credential, session.credential_id)
            mine: dict[str, Any] = {"account_id": account_of(actor), "place": session.asked_place}
            asked = tx.find(SecurityQuestion, **mine)
        if not asked or not fits(self.outside, answer, asked[0].answer_hash):
            raise tries.refusal(self.outside, doors, credential, PortalError("wrong_security_answer"))
        with self.outside.store.write() as tx:
            tries.forget(tx, doors)
            renewed(self.outside, tx, asked[0], answer)
            self._pass(tx, actor, "security_question.answered")


def _session_of(actor: Actor) -> UUID:
    if actor.session_id is None:
        raise NotAllowedError("not_allowed")
    return actor.session_id
