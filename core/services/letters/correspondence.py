"""Messages and letters: what waits in the inbox, and the outbox on its way."""

import json
import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol
from uuid import UUID

from core.domain.accounts.identity import Actor, Role
from core.domain.application.application import Application, Message
from core.domain.errors import NotFoundError, StaleError, StateError
from core.domain.letters.letters import DeliveredLetter
from core.domain.ports.letters import DoubtfulError, HasMailer, RefusedForGoodError
from core.domain.ports.office import HasLibrary
from core.domain.ports.secrets import HasSealer, MakesKeys, MakesSecrets
from core.domain.ports.store import HasStore, Transaction
from core.domain.ports.time import TellsTime
from core.services.audit import record
from core.services.letters import letters
from core.services.letters.letter_editions import form_of
from core.services.ownership import account_of
from core.services.rights import any_of, may


class CorrespondencePorts(
    HasStore, TellsTime, MakesKeys, MakesSecrets, HasSealer, HasMailer, HasLibrary, Protocol
):
    """What correspondence asks of the outside world."""


FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=2), timedelta(hours=4)
MOST_TRIES = 37
"""Until five days have passed since the first try: eight pauses that double, then one every four hours.

Source: RFC 5321, 4.5.4.1.
"""
AT_ONCE = 50
STUCK_AFTER = timedelta(minutes=10)
"""A letter still being handed over after this long was cut off: nobody knows whether it left."""
TROUBLED = ("failed", "doubtful")
SECRET_LETTERS = ("approved", "pin_again", "move_asked", "email_check")
"""Letters whose PIN, stop word or code was erased when they failed: they cannot be written again."""
LOG = logging.getLogger("portal")


@dataclass(frozen=True)
class ReadableMessage:
    """A message as somebody reads it: its subject and text in one language."""

    message: Message
    subject: str
    text: str
    leads_to: str


@dataclass(frozen=True)
class Correspondence:
    """The verbs of messages and letters."""

    outside: CorrespondencePorts

    @may(Role.APPLICANT, Role.REPRESENTATIVE)
    def messages(self, actor: Actor, language: str) -> list[ReadableMessage]:
        """Return one's own messages, the newest first.

        Source: guide 3.3.
        """
        with self.outside.store.read() as tx:
            found = tx.find(Message, account_id=actor.account_id, order="-id")
            return [self._readable(tx, it, language) for it in found if self._is_told(it)]

    @may(Role.APPLICANT, Role.REPRESENTATIVE)
    def read_message(self, actor: Actor, message_id: UUID, language: str) -> ReadableMessage:
        """Return one of one's own messages and mark it read.

        Raises: NotFoundError, also for somebody else's message.
        """
        with self.outside.store.write() as tx:
            message = tx.get(Message, message_id)
            if message.account_id != account_of(actor) or not self._is_told(message):
                raise NotFoundError("not_found")
            if message.read_at is None:
                message = tx.replace(message.read(self.outside.now()))
            return self._readable(tx, message, language)

    def _is_told(self, message: Message) -> bool:
        """Say whether a message may be read: not while its decision may be undone, nor once it was."""
        return message.state != "withdrawn" and not message.waits(self.outside.now())

    def _readable(self, tx: Transaction, message: Message, language: str) -> ReadableMessage:
        form = form_of(tx, self.outside.library, message)
        subject, text = letters.inbox(form, message.told, language)
        return ReadableMessage(message, subject, text, form.leads_to)

    @any_of(Role.STAKEHOLDER)
    def mailbox(self) -> list[DeliveredLetter]:
        """Return the demonstration's letters as they were delivered, the newest first."""
        return self.outside.mailer.delivered()

    @any_of(Role.ADMINISTRATOR)
    def troubled(self, language: str) -> list[ReadableMessage]:
        """Return the letters that failed or may not have arrived, the newest first."""
        with self.outside.store.read() as tx:
            found = tx.find(Message, state=list(TROUBLED), order="-id")
            return [self._readable(tx, it, language) for it in found]

    @may(Role.ADMINISTRATOR)
    def send_again(self, actor: Actor, message_id: UUID) -> None:
        """Put a troubled letter back in the outbox.

        Raises: StateError for a letter that carried a PIN or a stop word: it was erased with the failure.
        """
        with self.outside.store.write() as tx:
            message = tx.get(Message, message_id)
            if message.state not in TROUBLED or message.letter in SECRET_LETTERS:
                raise StateError("letter_not_sendable")
            tx.replace(message.queued_again())
            if message.application_id:
                application = tx.get(Application, message.application_id)
                record(self.outside, tx, application, "letter.sent_again", actor, letter=message.letter)

    @any_of(Role.PORTAL)
    def deliver(self) -> int:
        """Hand over the letters that wait, and return how many were accepted."""
        now = self.outside.now()
        with self.outside.store.read() as tx:
            waiting = tx.find(Message, state=["queued", "sending"], order="id")
        # Letters that wait for another try must not stand in the way of the newer ones.
        due = [message for message in waiting if message.next_try_at is None or message.next_try_at <= now]
        return sum(self._deliver(message) for message in due[:AT_ONCE])

    def _deliver(self, message: Message) -> bool:
        """Claim one letter, hand it over, and keep what came of it."""
        if message.state == "sending":
            self._keep(message.cut_off())
            return False
        if not message.address:
            self._keep(message.kept())
            return False
        if (mine := self._keep(message.sending(self.outside.now() + STUCK_AFTER))) is None:
            return False
        after = self._handed_over(mine)
        self._keep(after)
        return after.state == "sent"

    def _keep(self, message: Message) -> Message | None:
        """Keep a letter's row changed; None when another portal was faster."""
        try:
            with self.outside.store.write() as tx:
                return tx.replace(message)
        except StaleError:
            return None

    def _secret(self, message: Message) -> dict[str, str]:
        return json.loads(self.outside.sealer.open(message.sealed)) if message.sealed else {}

    def _handed_over(self, message: Message) -> Message:
        """Try once, and return what the message becomes.

        Source: guide 3.0; a letter is never sent twice knowingly.
        """
        now = self.outside.now()
        try:
            secret = self._secret(message)
        except ValueError:  # the key was changed while the letter waited: its PIN is lost
            return message.failed("sealed under another key")
        with self.outside.store.read() as tx:
            form = form_of(tx, self.outside.library, message)
        letter = letters.written(form, message.told, message.language, **secret)
        try:
            self.outside.mailer.send(str(message.id), message.address or "", letter)
        except DoubtfulError as fault:
            LOG.warning("letter %s doubtful", message.id)
            return message.doubtful(str(fault))
        except RefusedForGoodError as refusal:
            LOG.warning("letter %s refused for good", message.id)
            return message.failed(str(refusal))
        except OSError as fault:  # smtplib's errors are OSErrors too
            LOG.warning("letter %s not accepted: %s", message.id, type(fault).__name__)
            tries = message.tries + 1
            pause = min(FIRST_PAUSE * 2 ** (tries - 1), LONGEST_PAUSE)
            after = message.postponed(type(fault).__name__, now + pause)
            return after.given_up() if tries >= MOST_TRIES else after
        return message.sent(now)
