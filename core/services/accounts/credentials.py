"""Signing in and staying signed in: GCKey, Sign-In Partners, sessions, forgotten passwords."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol
from uuid import UUID

from core.domain.accounts.identity import (
    TICKET_LIFE,
    Acceptance,
    Account,
    Actor,
    Credential,
    PartnerAttempt,
    RecoveryQuestion,
    Role,
    Session,
    Ticket,
    Visit,
    normalised,
)  # fmt: skip
from core.domain.accounts.registration import Registration, refuse_faults
from core.domain.accounts.tries import Origin, TryPlace
from core.domain.deadlines import ONE_PRESS
from core.domain.errors import MalformedAnswerError, NotSignedInError, PartnerError, PortalError, StaleError
from core.domain.ports.office import HasLibrary
from core.domain.ports.partners import Proven
from core.domain.ports.secrets import HasHasher, HasSealer, MakesKeys, MakesSecrets
from core.domain.ports.store import HasStore, Transaction
from core.domain.ports.time import TellsTime
from core.domain.typed_text import canonical
from core.services.accounts import known_browsers, lockouts, tries
from core.services.accounts.security_questions import has_accepted_terms, needed, visit_of
from core.services.audit import record
from core.services.rights import PROVEN, SIGNED_IN, anyone, may


class CredentialsPorts(
    HasStore, TellsTime, MakesKeys, MakesSecrets, HasHasher, HasSealer, HasLibrary, Protocol
):
    """What credentials ask of the outside world."""


SEEN_EVERY = 60
"""Seconds between two notes of when a session was last seen."""


def digest(word: str) -> str:
    """Return the digest under which a secret word is kept."""
    return sha256(word.encode()).hexdigest()


@dataclass(frozen=True)
class Credentials:
    """The verbs of secure credentials and sessions."""

    outside: CredentialsPorts

    @anyone
    def register(self, wanted: Registration, address: str = "", mark: str = "") -> UUID:
        """Create a GCKey, with the acceptance of its terms, and return its id.

        Shapes: a network, or else a browser, learns of a hundred codes an hour at most that they are taken.
        Raises: MalformedAnswerError naming each faulty part; LockedOutError.
        Source: guide 1.4 to 1.6.
        """
        refuse_faults(wanted, self.outside.library.terms["gckey"].edition)
        folded, now = canonical(wanted.user_code).casefold(), self.outside.now()
        doors = self._refuse_taken(wanted, folded, Origin("", address, mark).place)
        credential = Credential(
            id=self.outside.new_id(),
            kind="gckey",
            user_code=folded,
            password_hash=self.outside.hasher.hash(wanted.password),
            created_at=now,
        )
        questions = [self._question(credential, n, q, a) for n, (q, a) in enumerate(wanted.questions, 1)]
        with self.outside.store.write() as tx:
            if taken := tx.find(Credential, user_code=credential.user_code):
                if self._is_pressed_again(taken[0], wanted):
                    return taken[0].id
                raise MalformedAnswerError({"user_code": "user_code_taken"})
            tx.add(credential)
            for question in questions:
                tx.add(question)
            tx.add(self._acceptance(credential.id, "gckey", wanted.language))
            tries.forget(tx, doors)
            record(self.outside, tx, credential, "credential.registered", Actor(Role.NEWCOMER, credential.id))
        return credential.id

    def _is_pressed_again(self, taken: Credential, wanted: Registration) -> bool:
        """Say whether a code was taken a moment ago by this very registration."""
        is_new = self.outside.now() - taken.created_at < ONE_PRESS and taken.account_id is None
        return is_new and self.outside.hasher.matches(wanted.password, taken.password_hash)

    def _refuse_taken(self, wanted: Registration, folded: str, place: TryPlace) -> tries.Doors:
        """Refuse a code that somebody else has, before anything is hashed; return where asking was counted.

        Raises: MalformedAnswerError; LockedOutError, whatever the code.
        """
        doors = tries.doors_of_asking(place)
        tries.count_at(self.outside, doors)
        with self.outside.store.read() as tx:
            taken = tx.find(Credential, user_code=folded)
        if taken and not self._is_pressed_again(taken[0], wanted):
            raise MalformedAnswerError({"user_code": "user_code_taken"})
        return doors

    def _question(self, credential: Credential, place: int, question: str, answer: str) -> RecoveryQuestion:
        return RecoveryQuestion(
            id=self.outside.new_id(),
            credential_id=credential.id,
            place=place,
            question=canonical(question),
            answer_hash=self.outside.hasher.hash(normalised(answer)),
        )

    def _acceptance(self, credential_id: UUID, terms: str, language: str) -> Acceptance:
        return Acceptance(
            id=self.outside.new_id(),
            credential_id=credential_id,
            terms=terms,
            edition=self.outside.library.terms[terms].edition,
            language=language,
            accepted_at=self.outside.now(),
        )

    @anyone
    def sign_in(
        self, user_code: str, password: str, browser: str = "", address: str = "", mark: str = ""
    ) -> str:
        """Open a session and return the one-use ticket that fetches its cookie.

        Raises: PortalError with the same words for a wrong code and a wrong password; LockedOutError.
        Source: guide 1.1.
        """
        folded = canonical(user_code).casefold()
        origin, credential = Origin(browser, address, mark), self._credential(folded)
        known, owner = credential.id if credential else None, tries.subject("code", folded)
        doors = tries.count(self.outside, "password", owner, origin.place, known)
        right = self.outside.hasher.matches(password, credential.password_hash if credential else None)
        if not right or credential is None:
            raise tries.refusal(self.outside, doors, credential, PortalError("wrong_credentials"))
        return self._ticket(credential.id, origin, doors)

    def _credential(self, folded: str) -> Credential | None:
        with self.outside.store.read() as tx:
            found = tx.find(Credential, user_code=folded)
        return found[0] if found and found[0].closed_at is None else None

    def _ticket(self, credential_id: UUID, origin: Origin, doors: tries.Doors) -> str:
        ticket = self.outside.new_secret()
        with self.outside.store.write() as tx:
            # nobody holds this first token: the exchange makes the one that counts
            session = self._open(tx, credential_id, self.outside.new_secret(), origin)
            tx.add(
                Ticket(
                    id=self.outside.new_id(),
                    session_id=session.id,
                    ticket_digest=digest(ticket),
                    made_at=self.outside.now(),
                )
            )
            tries.forget(tx, doors)
        return ticket

    def _open(self, tx: Transaction, credential_id: UUID, token: str, origin: Origin) -> Session:
        now = self.outside.now()
        session = Session(
            id=self.outside.new_id(),
            credential_id=credential_id,
            token_digest=digest(token),
            opened_at=now,
            seen_at=now,
            browser=origin.browser[:200],
            address=origin.address[:60],
            mark=origin.place.mark,
        )
        tx.add(session)
        credential = tx.get(Credential, credential_id)
        account = tx.get(Account, credential.account_id) if credential.account_id else None
        if not needed(tx, account, session):
            known_browsers.remember(self.outside, tx, credential_id, session.mark)
        actor = Actor(Role.NEWCOMER, credential.id, credential.account_id, session.id)
        record(self.outside, tx, credential, "credential.signed_in", actor)
        return session

    @anyone
    def exchange(self, ticket: str) -> str:
        """Spend a ticket and return the session's token, for the cookie.

        Raises: NotSignedInError when the ticket is unknown, spent or older than 30 seconds.
        """
        token = self.outside.new_secret()
        with self.outside.store.write() as tx:
            found = tx.find(Ticket, ticket_digest=digest(ticket))
            if not found or self.outside.now() - found[0].made_at > TICKET_LIFE:
                raise NotSignedInError("ticket_spent")
            tx.erase(Ticket, ticket_digest=digest(ticket))
            session = tx.get(Session, found[0].session_id)
            tx.replace(session.bearing(digest(token)))
        return token

    @anyone
    def sign_in_by_partner(self, proven: Proven, browser: str = "", address: str = "", mark: str = "") -> str:
        """Open a session for whom a partner proved, known or new, and return its token.

        Source: guide 1.P3.
        """
        token = self.outside.new_secret()
        with self.outside.store.write() as tx:
            credential = self._known_or_new(tx, proven)
            self._open(tx, credential.id, token, Origin(browser, address, mark))
        return token

    def _known_or_new(self, tx: Transaction, proven: Proven) -> Credential:
        found = tx.find(Credential, issuer=proven.issuer, subject=proven.subject)
        if found and found[0].closed_at:
            raise PartnerError("partner_credential_closed")
        if found:
            return found[0]
        credential = Credential(
            id=self.outside.new_id(),
            kind="partner",
            issuer=proven.issuer,
            subject=proven.subject,
            created_at=self.outside.now(),
        )
        tx.add(credential)
        actor = Actor(Role.NEWCOMER, credential.id)
        return record(self.outside, tx, credential, "credential.registered", actor)

    @anyone
    def keep_attempt(self, attempt: PartnerAttempt) -> None:
        """Remember a sign-in that left for a partner."""
        with self.outside.store.write() as tx:
            tx.add(attempt)

    @anyone
    def take_attempt(self, state: str) -> PartnerAttempt:
        """Return the sign-in that comes back from a partner, once.

        Raises: PartnerError.
        """
        with self.outside.store.write() as tx:
            found = tx.find(PartnerAttempt, state_digest=digest(state))
            tx.erase(PartnerAttempt, state_digest=digest(state))
        if not found:
            raise PartnerError("partner_state_mismatch")
        return found[0]

    @anyone
    def who_is(self, token: str | None) -> Visit:
        """Return who holds a session's token, and note that the session was seen.

        Raises: NotSignedInError.
        """
        now = self.outside.now()
        with self.outside.store.read() as tx:
            sessions = tx.find(Session, token_digest=digest(token or ""))
            if not sessions or not sessions[0].is_alive(now):
                raise NotSignedInError("session_ended" if sessions else "not_signed_in")
            visit = visit_of(self.outside, tx, sessions[0])
        if (now - visit.session.seen_at).total_seconds() >= SEEN_EVERY:
            self._see(visit.session)
        return visit

    @anyone
    def who_asks(self, token: str | None) -> Actor:
        """Return who holds a session's token, without noting that the session was seen.

        Raises: NotSignedInError.
        """
        with self.outside.store.read() as tx:
            sessions = tx.find(Session, token_digest=digest(token or ""))
            if not sessions or not sessions[0].is_alive(self.outside.now()):
                raise NotSignedInError("session_ended" if sessions else "not_signed_in")
            return visit_of(self.outside, tx, sessions[0]).actor

    @may(Role.OFFICER, Role.MANAGER)
    def is_still_here(self, actor: Actor) -> bool:
        """Say whether somebody's session goes on; asking does not prolong it."""
        with self.outside.store.read() as tx:
            sessions = tx.find(Session, id=actor.session_id) if actor.session_id else []
            return any(it.is_alive(self.outside.now()) for it in sessions)

    def _see(self, session: Session) -> None:
        try:
            with self.outside.store.write() as tx:
                tx.replace(session.used(self.outside.now()))
        except StaleError:
            # Another tab of the same browser noted it first, or the session was just ended elsewhere.
            return

    @may(*SIGNED_IN)
    def accept_portal_terms(self, actor: Actor, language: str) -> None:
        """Record that the portal's own terms were accepted.

        Source: guide 1.7.
        """
        credential_id = _credential_of(actor)
        with self.outside.store.write() as tx:
            credential = tx.get(Credential, credential_id)
            account = tx.get(Account, credential.account_id) if credential.account_id else None
            if has_accepted_terms(self.outside, tx, credential, account):
                return
            tx.add(self._acceptance(credential_id, "portal", language))
            record(self.outside, tx, credential, "terms.accepted", actor, terms="portal", language=language)

    @anyone
    def recovery_questions(self, user_code: str) -> tuple[str, ...]:
        """Return the three recovery questions of a user code; an unknown code gets steady invented ones.

        Source: guide 1.5; facts.md, Credentials.
        """
        return lockouts.recovery_questions(self.outside, user_code)

    @anyone
    def reset_password(
        self,
        user_code: str,
        answers: tuple[str, ...],
        password: str,
        again: str,
        address: str = "",
        mark: str = "",
    ) -> None:
        """Set a new password for somebody who answers all three questions; every session ends.

        Raises: MalformedAnswerError, PortalError when an answer is wrong, LockedOutError.
        """
        place = Origin("", address, mark).place
        lockouts.reset_password(self.outside, user_code, answers, (password, again), place)

    @may(*SIGNED_IN)
    def sign_out(self, actor: Actor) -> None:
        """End the session on the server.

        Source: guide 4.X.
        """
        if actor.session_id:
            self._end(actor, actor.session_id)

    @may(*PROVEN)
    def sessions(self, actor: Actor) -> list[Session]:
        """Return where the person is signed in, the newest first."""
        with self.outside.store.read() as tx:
            found = tx.find(Session, credential_id=actor.credential_id, order="-opened_at")
        return [session for session in found if session.is_alive(self.outside.now())]

    @may(*PROVEN)
    def end_session(self, actor: Actor, session_id: UUID) -> None:
        """End one of one's own sessions, here or elsewhere.

        Raises: NotFoundError for a session that is not one's own.
        """
        self._end(actor, session_id)

    def _end(self, actor: Actor, session_id: UUID) -> None:
        with self.outside.store.write() as tx:
            lockouts.end(self.outside, tx, actor, session_id)


def _credential_of(actor: Actor) -> UUID:
    if actor.credential_id is None:
        raise NotSignedInError("not_signed_in")
    return actor.credential_id
