"""Takes letters to their address: an SMTP server, or nowhere in a demonstration."""

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate

PATIENCE = 20
"""Seconds the mail server has for each answer."""


class Mailbox:
    """The demonstration's mail: accepting a letter is all; its outbox row is what the mailbox page shows."""

    def send(self, message_id: str, address: str, subject: str, text: str) -> None:
        """Accept one letter, and open no connection."""


class SmtpMailer:
    """Hands letters to an SMTP server over STARTTLS or TLS.

    Source: guide 3.0.
    """

    def __init__(self, host: str, port: int, security: str, user: str, password: str, sender: str) -> None:
        self._host, self._port, self._security = host, port, security
        self._user, self._password, self._sender = user, password, sender

    def send(self, message_id: str, address: str, subject: str, text: str) -> None:
        """Hand one letter over; returning means it was accepted.

        Raises: OSError, of which smtplib's errors are children.
        """
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = self._sender, address, subject
        letter["Message-ID"] = f"<{message_id}@{self._sender.rpartition('@')[2]}>"
        letter["Date"] = formatdate(localtime=False)
        letter.set_content(text)
        with self._server() as server:
            if self._user:
                server.login(self._user, self._password)
            server.send_message(letter)

    def check(self) -> None:
        """Reach the server and say hello.

        Raises: OSError.
        """
        with self._server() as server:
            server.noop()

    def _server(self) -> smtplib.SMTP:
        safe = ssl.create_default_context()
        if self._security == "tls":
            return smtplib.SMTP_SSL(self._host, self._port, timeout=PATIENCE, context=safe)
        server = smtplib.SMTP(self._host, self._port, timeout=PATIENCE)
        if self._security == "starttls":
            server.starttls(context=safe)
        return server
