"""A test letter to the address an applicant gave, and the code she types from it; never in anybody's way.

Source: guide 3.0.
"""

import json
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from core.domain.accounts.identity import Actor, Role
from core.domain.application.overview import Overview
from core.domain.deadlines import ONE_PRESS
from core.domain.errors import MalformedAnswerError, StateError
from core.domain.letters.email_check import (
    EmailCheck,
    EmailState,
    code_digest,
    code_of,
    email_state,
)
from core.domain.ports.office import HasLibrary, HasPractice
from core.domain.ports.rules import HasRuleBook
from core.domain.ports.secrets import HasSealer, MakesKeys, MakesSecrets
from core.domain.ports.store import HasStore, Transaction
from core.domain.ports.time import TellsTime
from core.domain.typed_text import canonical
from core.services.audit import record
from core.services.letters.letters import message
from core.services.overviews import read_answers
from core.services.ownership import own
from core.services.rights import may


class EmailChecksPorts(
    HasStore, TellsTime, MakesKeys, MakesSecrets, HasSealer, HasRuleBook, HasLibrary, HasPractice, Protocol
):
    """What e-mail checks ask of the outside world."""


LETTER = "email_check"


@dataclass(frozen=True)
class EmailChecks:
    """The verbs of confirming an e-mail address."""

    outside: EmailChecksPorts

    @may(Role.APPLICANT)
    def look(self, actor: Actor, application_id: UUID) -> EmailState:
        """Return where one's own address stands."""
        with self.outside.store.read() as tx:
            return state_of(self.outside, tx, read_answers(self.outside, tx, own(tx, actor, application_id)))

    @may(Role.APPLICANT)
    def send(self, actor: Actor, application_id: UUID) -> EmailState:
        """Send a test letter with a new code to one's own address; an earlier code is good no longer.

        Raises: StateError without an address, or when so many letters were sent.
        """
        with self.outside.store.write() as tx:
            seen = read_answers(self.outside, tx, own(tx, actor, application_id))
            now = state_of(self.outside, tx, seen)
            if not now.address:
                raise StateError("email_missing")
            if now.waiting and self.outside.now() - now.waiting.sent_at < ONE_PRESS:
                return now
            if not now.letters_left:
                raise StateError("email_letters_spent")
            code, key = code_of(self.outside.new_secret()), self.outside.new_id()
            tx.add(
                EmailCheck(
                    id=key,
                    application_id=seen.application.id,
                    address=now.address,
                    code_digest=code_digest(key, code),
                    sent_at=self.outside.now(),
                )
            )
            letter = message(self.outside, tx, seen, LETTER)
            tx.add(letter.sealing(self.outside.sealer.seal(json.dumps({"code": code}))))
            record(self.outside, tx, seen.application, "email.tested", actor)
            return state_of(self.outside, tx, seen)

    @may(Role.APPLICANT)
    def confirm(self, actor: Actor, application_id: UUID, code: str) -> bool:
        """Say whether a code is that of the letter sent last, and confirm the address if it is.

        Raises: StateError when no code can be typed now; MalformedAnswerError for what is no six digits.
        """
        with self.outside.store.write() as tx:
            seen = read_answers(self.outside, tx, own(tx, actor, application_id))
            waiting = state_of(self.outside, tx, seen).waiting
            if waiting is None:
                raise StateError("email_code_spent")
            typed = canonical(code)
            if sum(sign.isdecimal() for sign in typed) != 6:
                raise MalformedAnswerError({"email_code": "email_code_malformed"})
            if code_digest(waiting.id, typed) != waiting.code_digest:
                tx.replace(waiting.one_wrong())
                return False
            if waiting.confirmed_at is None:
                tx.replace(waiting.confirmed(self.outside.now()))
                record(self.outside, tx, seen.application, "email.confirmed", actor)
            return True


def state_of(outside: EmailChecksPorts, tx: Transaction, seen: Overview) -> EmailState:
    """Return where the address of a request stands."""
    checks = tx.find(EmailCheck, application_id=seen.application.id, order="id")
    return email_state(checks, str(seen.known.get("email") or ""), outside.now())
