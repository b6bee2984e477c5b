"""Messages and letters: what waits in the inbox, and the outbox on its way."""

import logging
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from core.domain.application import Message
from core.domain.display import day_text
from core.domain.errors import NotFoundError
from core.domain.identity import Actor, Role
from core.domain.ports import Outside
from core.services.enrolment import account_of
from core.services.rights import may

FIRST_PAUSE = timedelta(minutes=1)
MOST_TRIES = 8
AT_ONCE = 50
DAYS = frozenset({"last_day", "submitted_on"})
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

    outside: Outside

    @may(Role.APPLICANT)
    def messages(self, actor: Actor, language: str) -> list[ReadableMessage]:
        """Return one's own messages, the newest first.

        Source: guide 3.3.
        """
        with self.outside.store.read() as tx:
            found = tx.find(Message, account_id=actor.account_id, order="-id")
        return [self._readable(message, language) for message in found]

    @may(Role.APPLICANT)
    def read_message(self, actor: Actor, message_id: UUID, language: str) -> ReadableMessage:
        """Return one of one's own messages and mark it read.

        Raises: NotFoundError, also for somebody else's message.
        """
        with self.outside.store.write() as tx:
            message = tx.get(Message, message_id)
            if message.account_id != account_of(actor):
                raise NotFoundError("not_found")
            if message.read_at is None:
                message = tx.replace(message.model_copy(update={"read_at": self.outside.now()}))
        return self._readable(message, language)

    @may(Role.STAKEHOLDER)
    def mailbox(self, actor: Actor) -> list[ReadableMessage]:  # noqa: ARG002 the role is the whole check
        """Return the demonstration's letters as they were sent, the newest first."""
        with self.outside.store.read() as tx:
            found = tx.find(Message, state="sent", order="-id", limit=200)
        return [self._readable(message, message.language) for message in found]

    def _readable(self, message: Message, language: str) -> ReadableMessage:
        letter = self.outside.library.letters[message.letter]
        told = {name: _written(name, value, language) for name, value in message.told.items()}
        body = letter.body.of(language).format(**told)
        return ReadableMessage(message, letter.subject.of(language).format(**told), body, letter.leads_to)

    @may(Role.PORTAL)
    def deliver(self, actor: Actor) -> int:  # noqa: ARG002 the role is the whole check
        """Hand over the letters that wait, and return how many were accepted."""
        now = self.outside.now()
        with self.outside.store.read() as tx:
            waiting = tx.find(Message, state="queued", order="id")
        # Letters that wait for another try must not stand in the way of the newer ones.
        due = [message for message in waiting if message.next_try_at is None or message.next_try_at <= now]
        return sum(self._deliver(message) for message in due[:AT_ONCE])

    def _deliver(self, message: Message) -> bool:
        after = self._sent(message) if message.address else {"state": "kept"}
        with self.outside.store.write() as tx:
            latest = tx.get(Message, message.id)
            if latest.state == "queued":
                tx.replace(latest.model_copy(update=after))
        return after["state"] == "sent"

    def _sent(self, message: Message) -> dict[str, object]:
        """Try once, and return what the message's row becomes."""
        letter = self._readable(message, message.language)
        now, tries = self.outside.now(), message.tries + 1
        try:
            self.outside.mailer.send(str(message.id), message.address or "", letter.subject, letter.text)
        except OSError as fault:  # smtplib's errors are OSErrors too
            LOG.warning("letter %s not accepted: %s", message.id, type(fault).__name__)
            state = "failed" if tries >= MOST_TRIES else "queued"
            pause = FIRST_PAUSE * 2**tries
            return {"state": state, "tries": tries, "fault": type(fault).__name__, "next_try_at": now + pause}
        return {"state": "sent", "tries": tries, "sent_at": now, "fault": ""}


def _written(name: str, value: str, language: str) -> str:
    """Return a variable as the language writes it; days are kept as ISO dates."""
    return day_text(date.fromisoformat(value), language) if name in DAYS else value
