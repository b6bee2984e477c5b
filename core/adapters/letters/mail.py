"""Takes letters to their address: an SMTP server, or the mailbox page of a demonstration."""

import smtplib
import ssl
from collections.abc import Generator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import formatdate
from pathlib import Path

from email_validator import EmailNotValidError, validate_email

from core.domain.letters.letters import DeliveredLetter, Written
from core.domain.ports.letters import DoubtfulError, RefusedForGoodError

PATIENCE = 20
"""Seconds the mail server has for each answer."""
PERMANENT = 500
"""From which of its answers on a server would say the same another time."""
LONGEST_FAULT = 300
LONGEST_LINE = 76
"""Characters of a header's line; an encoded word in it has 75 at most (RFC 2047, 2)."""


class Mailbox:
    """The demonstration's mail: letters lie in a folder that the mailbox page shows; no connection is opened.

    Source: guide 3.0.
    """

    def __init__(self, folder: Path, sender: str) -> None:
        self._folder, self._sender = folder, sender

    def send(self, message_id: str, address: str, letter: Written) -> None:
        """Lay one letter in the folder."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        kept = DeliveredLetter(
            id=message_id,
            sender=self._sender,
            address=address,
            delivered_at=datetime.now(UTC),
            letter=letter,
        )
        (self._folder / f"{message_id}.json").write_text(kept.model_dump_json(), "utf-8")

    def delivered(self) -> list[DeliveredLetter]:
        """Return the letters delivered, the newest first."""
        files = sorted(self._folder.glob("*.json"), reverse=True)
        return [DeliveredLetter.model_validate_json(file.read_text("utf-8")) for file in files]


class SmtpMailer:
    """Hands letters to an SMTP server over STARTTLS or TLS.

    Source: guide 3.0.
    """

    def __init__(
        self, host: str, port: int, security: str, user: str, password: str, sender: str,
        patience: float = PATIENCE,
    ) -> None:  # fmt: skip
        self._host, self._port, self._security, self._patience = host, port, security, patience
        self._user, self._password, self._sender = user, password, sender

    def send(self, message_id: str, address: str, letter: Written) -> None:
        """Hand one letter over; returning means it was accepted.

        Raises: DoubtfulError when the connection broke after the letter was handed over; OSError before that;
                RefusedForGoodError for an address or a letter that the server will never take.
        """
        address = sendable(address)
        told = self._composed(message_id, address, letter)
        server = self._server()
        try:
            if self._user:
                server.login(self._user, self._password)
            plain = address.isascii()
            _said(server.mail(self._sender, () if plain else ("SMTPUTF8",)))
            with _for_good():
                _said(server.rcpt(address))
                _handed_over(
                    server, subject_line(letter.subject) + told.as_bytes(policy=SMTP if plain else SMTPUTF8)
                )
        finally:
            with suppress(OSError):
                server.quit()

    def _composed(self, message_id: str, address: str, letter: Written) -> EmailMessage:
        told = EmailMessage()
        told["From"], told["To"] = self._sender, address
        told["Message-ID"] = f"<{message_id}@{self._sender.rpartition('@')[2]}>"
        told["Date"], told["Auto-Submitted"] = formatdate(localtime=False), "auto-generated"
        told.set_content(letter.text)
        told.add_alternative(letter.html, subtype="html")
        return told

    def delivered(self) -> list[DeliveredLetter]:
        """Return nothing: real letters are in their readers' mailboxes."""
        return []

    def check(self) -> None:
        """Reach the server and say hello.

        Raises: OSError.
        """
        with self._server() as server:
            server.noop()

    def _server(self) -> smtplib.SMTP:
        safe = ssl.create_default_context()
        if self._security == "tls":
            server = smtplib.SMTP_SSL(self._host, self._port, timeout=self._patience, context=safe)
        else:
            server = smtplib.SMTP(self._host, self._port, timeout=self._patience)
        try:
            if self._security == "starttls":
                server.starttls(context=safe)
            server.ehlo_or_helo_if_needed()
        except OSError:
            server.close()
            raise
        return server


def subject_line(subject: str) -> bytes:
    """Return a subject's header: the library's policies double the space where they fold before an accent.

    Source: RFC 2047, 2; RFC 5322, 2.2.3.
    """
    charset = "us-ascii" if subject.isascii() else "utf-8"
    told = Header(subject, charset, maxlinelen=LONGEST_LINE, header_name="Subject").encode(linesep="\r\n")
    return f"Subject: {told}\r\n".encode("ascii")


def sendable(address: str) -> str:
    """Return an address with its domain in the form that every server knows; accents before the @ stay."""
    with suppress(EmailNotValidError):
        known = validate_email(address, check_deliverability=False)
        return f"{known.local_part}@{known.ascii_domain}"
    return address


@contextmanager
def _for_good() -> Generator[None]:
    """Tell a refusal of this letter from one of the day: a 5yz is never tried again.

    Shapes: what the server says of the sender or the sign-in is a fault of the set-up instead.
    Source: RFC 5321, 4.2.1.
    """
    try:
        yield
    except smtplib.SMTPResponseException as refusal:
        if refusal.smtp_code < PERMANENT:
            raise
        said = refusal.smtp_error
        text = said.decode(errors="replace") if isinstance(said, bytes) else said
        raise RefusedForGoodError(f"{refusal.smtp_code} {text}"[:LONGEST_FAULT]) from refusal


def _said(answer: tuple[int, bytes]) -> None:
    """Raise the server's refusal, if it refused."""
    code, text = answer
    if code not in (250, 251):
        raise smtplib.SMTPResponseException(code, text)


def _handed_over(server: smtplib.SMTP, letter: bytes) -> None:
    """Send the letter's text; once that has begun, silence means that nobody knows.

    Raises: DoubtfulError; OSError when the server refused.
    """
    try:
        code, text = server.data(letter)
    except smtplib.SMTPDataError:
        raise
    except OSError as fault:
        raise DoubtfulError(type(fault).__name__) from fault
    if code != 250:
        raise smtplib.SMTPDataError(code, text)
