"""Moving an account to a new credential: at once from the old one, or later for who has lost it."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol
from uuid import UUID

from core.domain.accounts.hand_typed_codes import signs_of
from core.domain.accounts.identity import (
    MOVE_CODE_LIFE,
    SECURITY_QUESTIONS,
    Account,
    Actor,
    Credential,
    CredentialMove,
    MoveCode,
    Role,
    SecurityQuestion,
)
from core.domain.accounts.tries import PIN_LOCK, Door
from core.domain.application.application import Application, State
from core.domain.application.content import Regulator
from core.domain.desk.traits import Trait, key_of
from core.domain.errors import NotAllowedError, NotFoundError, PortalError
from core.domain.ports.office import HasLibrary, HasPractice
from core.domain.ports.rules import HasRuleBook
from core.domain.ports.secrets import HasHasher, HasSealer, MakesKeys, MakesSecrets
from core.domain.ports.store import HasStore, Transaction
from core.domain.ports.time import HasZone, TellsTime
from core.domain.typed_text import canonical
from core.services.accounts import lockouts, tries
from core.services.accounts.credentials import digest
from core.services.accounts.secret_answers import fits
from core.services.audit import record
from core.services.letters.letters import message
from core.services.overviews import read_answers
from core.services.ownership import account_of
from core.services.rights import any_of, anyone, may


class AccountMovesPorts(
    HasStore,
    TellsTime,
    HasZone,
    MakesKeys,
    MakesSecrets,
    HasHasher,
    HasSealer,
    HasRuleBook,
    HasLibrary,
    HasPractice,
    Protocol,
):
    """What account moves ask of the outside world."""


@dataclass(frozen=True)
class AccountMoves:
    """The verbs of moving an account; `delay` is how long a move without the old credential waits."""

    outside: AccountMovesPorts
    delay: timedelta = timedelta(hours=24)

    @may(Role.REPRESENTATIVE)
    def start(self, actor: Actor) -> str:
        """Return a one-use word, good for 15 minutes, that takes the account along to a new credential.

        Source: guide 4.15; this session has answered one security question already.
        """
        code = "-".join(signs_of(self.outside.new_secret(), 12)[i : i + 4] for i in (0, 4, 8))
        with self.outside.store.write() as tx:
            tx.erase(MoveCode, account_id=account_of(actor))
            tx.add(
                MoveCode(
                    id=self.outside.new_id(),
                    account_id=account_of(actor),
                    code_digest=digest(code),
                    made_at=self.outside.now(),
                )
            )
            if actor.credential_id:
                record(self.outside, tx, tx.get(Credential, actor.credential_id), "move.started", actor)
        return code

    @may(Role.NEWCOMER)
    def finish(self, actor: Actor, code: str) -> None:
        """Take a word's account along to the credential one is signed in with; the old one is closed.

        Raises: PortalError for a wrong, spent or old word; LockedOutError.
        """
        credential = self._credential(actor)
        if credential and credential.account_id:
            return  # the same press again: the account has come
        doors = (self._own_door(actor),)
        tries.count_at(self.outside, doors)
        with self.outside.store.write() as tx:
            found = tx.find(MoveCode, code_digest=digest(canonical(code).upper()))
            fresh = [it for it in found if self.outside.now() - it.made_at <= MOVE_CODE_LIFE]
            if fresh and actor.credential_id:
                tx.erase(MoveCode, id=fresh[0].id)
                self._take(tx, actor, fresh[0].account_id, actor.credential_id)
                tries.forget(tx, doors)
                return
        raise tries.refusal(self.outside, doors, credential, PortalError("move_code_wrong"))

    def _own_door(self, actor: Actor, lock: timedelta | None = None) -> Door:
        name = str(actor.credential_id)
        return Door(tries.subject("move", name), tries.subject("credential", name), lock=lock)

    def _credential(self, actor: Actor) -> Credential | None:
        with self.outside.store.read() as tx:
            return tx.get(Credential, actor.credential_id) if actor.credential_id else None

    @any_of(Role.NEWCOMER)
    def questions(self, number: str) -> tuple[str, ...]:
        """Return the four questions behind a reference or membership number; invented ones if unknown."""
        account = self._account_behind(number)
        with self.outside.store.read() as tx:
            asked = tx.find(SecurityQuestion, account_id=account.id, order="place") if account else []
        invented = lockouts.invented(
            self.outside, self.outside.library.questionnaire.number_key(number), SECURITY_QUESTIONS
        )
        return tuple(row.question for row in asked) or invented

    @may(Role.NEWCOMER)
    def ask(self, actor: Actor, number: str, answers: tuple[str, ...]) -> CredentialMove:
        """Ask for the move of an account whose credential is lost; it happens after a delay, unless stopped.

        Raises: PortalError when an answer or the number is wrong; LockedOutError.
        Source: guide 4.15.
        """
        doors = (
            self._own_door(actor, PIN_LOCK),
            *tries.totals(
                "move", tries.subject("number", self.outside.library.questionnaire.number_key(number))
            ),
        )
        tries.count_at(self.outside, doors)
        account = self._account_behind(number)
        if not self._all_right(account, answers) or account is None:
            raise tries.refusal(
                self.outside, doors, self._credential(actor), PortalError("move_answers_wrong")
            )
        return self._ask(actor, account, doors)

    def _account_behind(self, number: str) -> Account | None:
        """Return the enrolled account of a reference or a membership number."""
        typed = canonical(number)
        with self.outside.store.read() as tx:
            found = tx.find(Application, reference=typed.upper(), state=State.ENROLLED)
            found = found or self._of_member(tx, typed)
            return tx.get(Account, found[0].account_id) if len(found) == 1 else None

    def _of_member(self, tx: Transaction, typed: str) -> list[Application]:
        """Return the enrolled requests with a number, compared as each regulator's numbers are."""
        keys = {f"{it.code} {key}" for it in self._regulators if (key := it.numbers.key(typed))}
        traits = tx.find(Trait, key=[key_of("member", key) for key in keys]) if keys else []
        ids = [it.application_id for it in traits if it.kind == "member"]
        # a request of before numbers had one key is found by its number as it was typed
        written = tx.find(Application, membership_number=[typed, typed.upper()], state=State.ENROLLED)
        known = tx.find(Application, id=ids, state=State.ENROLLED) if ids else []
        return [it for it in {it.id: it for it in (*known, *written)}.values() if self._bears(it, typed)]

    def _bears(self, application: Application, typed: str) -> bool:
        """Say whether a request's number is the one typed, and not one that was corrected since."""
        numbers = self.outside.library.questionnaire.numbers_of(application.regulator)
        return numbers.key(application.membership_number) == numbers.key(typed)

    @property
    def _regulators(self) -> tuple[Regulator, ...]:
        return self.outside.library.questionnaire.regulators

    def _all_right(self, account: Account | None, answers: tuple[str, ...]) -> bool:
        with self.outside.store.read() as tx:
            asked = tx.find(SecurityQuestion, account_id=account.id, order="place") if account else []
        # Equal work for a number that nobody bears, so that the time taken tells nothing.
        hashes = [row.answer_hash for row in asked] or [None] * SECURITY_QUESTIONS
        given = (*answers, *[""] * SECURITY_QUESTIONS)[: len(hashes)]
        pairs = zip(given, hashes, strict=True)
        right = [fits(self.outside, told, kept) for told, kept in pairs]
        return len(right) == SECURITY_QUESTIONS and all(right)

    def _ask(self, actor: Actor, account: Account, doors: tries.Doors) -> CredentialMove:
        now, word = self.outside.now(), self.outside.new_secret()
        if actor.credential_id is None:
            raise NotFoundError("not_found")
        move = CredentialMove(
            id=self.outside.new_id(),
            account_id=account.id,
            credential_id=actor.credential_id,
            asked_at=now,
            due_at=now + self.delay,
            stop_digest=digest(word),
        )
        with self.outside.store.write() as tx:
            tries.forget(tx, doors)
            mine = tx.find(CredentialMove, account_id=account.id, credential_id=actor.credential_id)
            if waits := [it for it in mine if it.done_at is None and it.stopped_at is None]:
                return waits[0]
            tx.add(move)
            due_on = move.due_at.astimezone(self.outside.zone).date().isoformat()
            self._tell(tx, account.id, "move_asked", {"stop_word": word}, due_on=due_on)
            record(self.outside, tx, tx.get(Credential, actor.credential_id), "move.asked", actor)
        return move

    @anyone
    def stop(self, word: str) -> None:
        """Stop a move with the word of its e-mail.

        Raises: NotFoundError when there is no such move to stop any more.
        """
        with self.outside.store.write() as tx:
            found = tx.find(CredentialMove, stop_digest=digest(canonical(word)))
            waiting = [it for it in found if it.done_at is None and it.stopped_at is None]
            if not waiting:
                raise NotFoundError("move_not_found")
            self._stop(tx, Actor(Role.UNPROVEN, account_id=waiting[0].account_id), waiting[0])

    def _stop(self, tx: Transaction, actor: Actor, move: CredentialMove) -> None:
        tx.replace(move.stopped(self.outside.now()))
        record(self.outside, tx, tx.get(Credential, move.credential_id), "move.stopped", actor)
        self._tell(tx, move.account_id, "move_stopped")

    @may(Role.PORTAL)
    def finish_due(self, actor: Actor) -> int:
        """Carry out the moves whose delay is over, and return how many."""
        now = self.outside.now()
        with self.outside.store.read() as tx:
            waiting = tx.find(CredentialMove, done_at=None, stopped_at=None)
        return sum(self._finish(actor, it.id) for it in waiting if it.due_at <= now)

    def _finish(self, actor: Actor, move_id: UUID) -> bool:
        with self.outside.store.write() as tx:
            move = tx.get(CredentialMove, move_id)
            if move.done_at or move.stopped_at:
                return False
            if not _is_free(tx.get(Credential, move.credential_id)):
                self._stop(tx, actor, move)
                return False
            tx.replace(move.done(self.outside.now()))
            self._take(tx, actor, move.account_id, move.credential_id)
        return True

    def _take(self, tx: Transaction, actor: Actor, account_id: UUID, to: UUID) -> None:
        """Give an account to another credential: the old one stops working, its sessions end, she is told.

        Raises: NotAllowedError for a credential that has an account of its own, which would be nobody's.
        """
        if not _is_free(tx.get(Credential, to)):
            raise NotAllowedError("not_allowed")
        for old in tx.find(Credential, account_id=account_id):
            lockouts.end_all(self.outside, tx, old.id)
            record(self.outside, tx, old.given_up(self.outside.now()), "credential.closed", actor)
        lockouts.end_all(self.outside, tx, to, but=actor.session_id)
        new = tx.get(Credential, to).with_account(account_id)
        record(self.outside, tx, new, "account.moved", actor, account=str(account_id))
        self._tell(tx, account_id, "moved")

    def _tell(
        self,
        tx: Transaction,
        account_id: UUID,
        letter: str,
        secret: dict[str, str] | None = None,
        **told: Any,
    ) -> None:
        """Write to the account's e-mail address, taken from its enrolled request; secrets travel sealed."""
        found = tx.find(Application, account_id=account_id, state=State.ENROLLED, order="-id", limit=1)
        for application in found:
            seen = read_answers(self.outside, tx, application)
            row = message(self.outside, tx, seen, letter, **told)
            tx.add(row.sealing(self.outside.sealer.seal(json.dumps(secret))) if secret else row)


def _is_free(credential: Credential) -> bool:
    """Say whether an account may come to a credential."""
    return credential.account_id is None and credential.closed_at is None
