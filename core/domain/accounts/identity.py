"""Who one is here: roles, actors, credentials, accounts, sessions, and the rules they keep."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self
from uuid import UUID

from core.domain.name_keys import APOSTROPHES
from core.domain.records import Audited, Record
from core.domain.typed_text import canonical, without_joiners

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=8)
TICKET_LIFE = timedelta(seconds=30)
SECURITY_QUESTIONS = 4
MOVE_CODE_LIFE = timedelta(minutes=15)
PASSWORD_MOST = 64


class Role(StrEnum):
    """What an actor may be.

    Shapes: `newcomer` is signed in and has no portal account yet; `unproven` has one, and still has a
            security question to answer or four to create.
    """

    UNPROVEN = "unproven"
    NEWCOMER = "newcomer"
    APPLICANT = "applicant"
    REPRESENTATIVE = "representative"
    OFFICER = "officer"
    MANAGER = "manager"
    STAKEHOLDER = "stakeholder"
    ADMINISTRATOR = "administrator"
    PORTAL = "portal"


NEEDING_QUESTIONS = frozenset(
    {Role.REPRESENTATIVE, Role.OFFICER, Role.MANAGER, Role.ADMINISTRATOR, Role.STAKEHOLDER}
)
"""Roles whose every sign-in asks one of four security questions."""
NO_TERMS = NEEDING_QUESTIONS - {Role.REPRESENTATIVE}
"""Roles of people who work here or with us: the portal's terms are an applicant's declarations."""


@dataclass(frozen=True)
class Actor:
    """Who does something: a signed-in person, or the portal itself on its own clock."""

    role: Role
    credential_id: UUID | None = None
    account_id: UUID | None = None
    session_id: UUID | None = None


PORTAL_ITSELF = Actor(Role.PORTAL)


class Credential(Audited):
    """How one signs in: a GCKey (user code and password) or a Sign-In Partner's word.

    Source: guide 1.0.
    """

    kind: str
    user_code: str | None = None
    password_hash: str | None = None
    issuer: str | None = None
    subject: str | None = None
    account_id: UUID | None = None
    created_at: datetime
    closed_at: datetime | None = None
    events: int = 0
    chain: str = ""
    version: int = 1

    def with_account(self, account: UUID) -> Self:
        """Return it signing in to an account."""
        return self.but(account_id=account)

    def with_password(self, hashed: str) -> Self:
        """Return it with another password."""
        return self.but(password_hash=hashed)

    def closed(self, at: datetime) -> Self:
        """Return it closed: nobody signs in by it any more."""
        return self.but(closed_at=at)

    def given_up(self, at: datetime) -> Self:
        """Return it closed, without the account that another credential now has."""
        return self.but(account_id=None, password_hash=None, closed_at=at)


class RecoveryQuestion(Record):
    """One of the three questions of a GCKey; the answer is kept only as a hash.

    Source: guide 1.5.
    """

    credential_id: UUID
    place: int
    question: str
    answer_hash: str

    def hashed_anew(self, id: UUID, hashed: str) -> Self:
        """Return the row that takes its place, with another hash of the same answer."""
        return self.but(id=id, answer_hash=hashed)


class Account(Record):
    """Who one is on the portal, apart from how one signs in.

    Shapes: `enrolled_at` is set by the PIN; the portal's terms are then accepted once more (guide 4.12).
            `team` is the name of the team of somebody who works here, empty in none.
    """

    role: Role
    created_at: datetime
    name: str = ""
    organisation: str = ""
    is_authorised_person: bool = False
    team: str = ""
    enrolled_at: datetime | None = None
    closed_at: datetime | None = None
    version: int = 1

    def enrolled(self, name: str, organisation: str, at: datetime) -> Self:
        """Return it as a representative's, of whom a PIN proved to be the one it was issued to."""
        return self.but(role=Role.REPRESENTATIVE, name=name, organisation=organisation, enrolled_at=at)

    def authorised(self, is_authorised: bool) -> Self:
        """Return it as the authorised person's of its organisation, or no longer."""
        return self.but(is_authorised_person=is_authorised)

    def in_team(self, team: str) -> Self:
        """Return it in a team, or in none."""
        return self.but(team=team)

    def closed(self, at: datetime) -> Self:
        """Return it closed."""
        return self.but(closed_at=at)


class SecurityQuestion(Record):
    """One of an account's four security questions; the answer is kept only as a hash.

    Source: guide 4.15.
    """

    account_id: UUID
    place: int
    question: str
    answer_hash: str
    set_at: datetime

    def hashed_anew(self, id: UUID, hashed: str) -> Self:
        """Return the row that takes its place, with another hash of the same answer."""
        return self.but(id=id, answer_hash=hashed)


class CredentialMove(Record):
    """An account on its way to another credential, by somebody who has lost the old one.

    Shapes: `stop_digest` is the digest of the word that the e-mail carries to stop it.
    Source: guide 4.15.
    """

    account_id: UUID
    credential_id: UUID
    asked_at: datetime
    due_at: datetime
    stop_digest: str
    stopped_at: datetime | None = None
    done_at: datetime | None = None
    version: int = 1

    def stopped(self, at: datetime) -> Self:
        """Return it stopped."""
        return self.but(stopped_at=at)

    def done(self, at: datetime) -> Self:
        """Return it carried out."""
        return self.but(done_at=at)


class MoveCode(Record):
    """A one-use word by which a signed-in person takes the account along to a new credential."""

    account_id: UUID
    code_digest: str
    made_at: datetime


class Session(Record):
    """One browser signed in; ended here is ended everywhere.

    Shapes: `mark` is the digest of the word by which the browser is known again.
    """

    credential_id: UUID
    token_digest: str
    opened_at: datetime
    seen_at: datetime
    ended_at: datetime | None = None
    browser: str = ""
    address: str = ""
    mark: str = ""
    asked_place: int | None = None
    question_passed: bool = False
    version: int = 1

    def is_alive(self, now: datetime) -> bool:
        """Say whether the session still counts.

        Source: facts.md, idle session.
        """
        fresh = now - self.seen_at <= IDLE and now - self.opened_at <= LONGEST
        return self.ended_at is None and fresh

    def ended(self, at: datetime) -> Self:
        """Return it ended."""
        return self.but(ended_at=at)

    def used(self, at: datetime) -> Self:
        """Return it as seen at work."""
        return self.but(seen_at=at)

    def bearing(self, token_digest: str) -> Self:
        """Return it known by another token."""
        return self.but(token_digest=token_digest)

    def asking(self, place: int) -> Self:
        """Return it with the security question that it asks."""
        return self.but(asked_place=place)

    def proven(self) -> Self:
        """Return it let through."""
        return self.but(question_passed=True)


@dataclass(frozen=True)
class Visit:
    """One run of a screen by somebody signed in."""

    actor: Actor
    session: Session
    portal_terms_accepted: bool
    user_code: str
    name: str = ""
    needs: str = ""
    """What stands before every other screen: `security_setup`, `security_question` or nothing."""


class Ticket(Record):
    """A one-use word that lets a browser fetch the cookie of a session just opened."""

    session_id: UUID
    ticket_digest: str
    made_at: datetime


class Acceptance(Record):
    """Who accepted which version of which terms, and when.

    Source: guide 1.4, 1.7.
    """

    credential_id: UUID
    terms: str
    edition: str
    language: str
    accepted_at: datetime


class PartnerAttempt(Record):
    """A sign-in under way at a partner: what must come back unchanged."""

    partner: str
    state_digest: str
    nonce: str
    verifier: str
    started_at: datetime


def user_code_fault(code: str) -> str | None:
    """Return what is wrong with a GCKey user code, or None.

    Source: facts.md, Credentials.
    """
    if not 8 <= len(code) <= 16:
        return "user_code_length"
    if not re.fullmatch(r"[A-Za-z0-9]+", code):
        return "user_code_characters"
    return "user_code_digits" if sum(c.isdigit() for c in code) > 7 else None


def password_fault(password: str, user_code: str) -> str | None:
    """Return what is wrong with a password, or None.

    Source: facts.md, Credentials; 64 is ours, because bcrypt reads 72 bytes and no more.
    """
    if not 8 <= len(password) <= PASSWORD_MOST or len(password.encode()) > 72:
        return "password_length"
    wanted = {
        "password_capital_missing": str.isupper,
        "password_small_missing": str.islower,
        "password_digit_missing": str.isdigit,
    }
    lacking = [fault for fault, test in wanted.items() if not any(map(test, password))]
    if lacking:
        return lacking[0] if len(lacking) == 1 else "password_characters"
    return "password_repeats_user_code" if _shares_three(password, user_code) else None


def _shares_three(password: str, user_code: str) -> bool:
    low, code = password.lower(), user_code.lower()
    return any(code[i : i + 3] in low for i in range(len(code) - 2))


def normalised(text: str) -> str:
    """Return a text without case, accents, repeated spaces or kinds of apostrophe, for comparison only."""
    return _folded(without_joiners(canonical(text)))


def answer_forms(answer: str) -> tuple[str, ...]:
    """Return the forms in which a secret answer may have been hashed, today's first.

    Shapes: what nobody can see was once part of an answer.
    """
    return tuple(dict.fromkeys((normalised(answer), _folded(answer))))


def _folded(text: str) -> str:
    straight = text.translate(APOSTROPHES)
    plain = "".join(c for c in unicodedata.normalize("NFKD", straight) if not unicodedata.combining(c))
    return " ".join(plain.casefold().split())
