"""The port that takes letters to their addresses."""

from typing import Protocol

from core.domain.letters.letters import DeliveredLetter, Written


class Mailer(Protocol):
    """Takes a letter to its address."""

    def send(self, message_id: str, address: str, letter: Written) -> None:
        """Hand one letter over; returning means it was accepted.

        Raises: DoubtfulError when nobody knows whether it was; RefusedForGoodError when it never will be; any
                OSError when it was not this time.
        """
        ...

    def delivered(self) -> list[DeliveredLetter]:
        """Return the letters of a demonstration, the newest first; none where letters really leave."""
        ...


class DoubtfulError(Exception):
    """The letter was handed over and no answer came back: it may or may not have been accepted."""


class RefusedForGoodError(Exception):
    """The server refuses this letter or its address, and will again: the words say why.

    Source: RFC 5321, 4.2.1.
    """


class HasMailer(Protocol):
    """Sends letters."""

    @property
    def mailer(self) -> Mailer:
        """Return what carries letters."""
        ...
