"""Every refusal the portal can speak: a code, the values of its sentence, and no language.

The sentence stands in `data/words/errors_*.toml` in both languages, under the class's topic and the code.
"""

from typing import Any


class PortalError(Exception):
    """Something asked for could not be done; `code` names its sentence in `data/words/errors_*.toml`."""

    def __init__(self, code: str, **values: Any) -> None:
        self.code = code
        self.values = values
        super().__init__(code, values)

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in self.values.items())
        return f"{self.code} ({told})" if told else self.code


class NotSignedInError(PortalError):
    """Nobody is signed in, or the session has ended."""


class NotAllowedError(PortalError):
    """The actor may not do this, or may not do it to this record."""


class NotFoundError(PortalError):
    """No such record, or none that the actor may know of."""


class MalformedAnswerError(PortalError):
    """An answer cannot be read; `fields` maps each faulty field to the code of its sentence."""

    def __init__(self, fields: dict[str, str]) -> None:
        self.fields = fields
        told = ", ".join(f"{name}: {code}" for name, code in fields.items())
        super().__init__("malformed_answer", count=len(fields), fields=told)


class StateError(PortalError):
    """The application's state does not allow the action; the values say what is possible."""


class StaleError(PortalError):
    """Somebody else changed the record first."""


class RepeatableError(StaleError):
    """Two transactions of PostgreSQL could not both happen; this one may be done again from its start."""


class LockedOutError(PortalError):
    """Too many wrong tries; `until` says when the next one is heard."""


class DocumentRefusedError(PortalError):
    """A file cannot be accepted as a document."""


class RegisterRefusedError(PortalError):
    """A file cannot be read as a regulator's register."""


class PartnerError(PortalError):
    """A Sign-In Partner did not prove who the person is."""


class RuleError(PortalError):
    """A rule's condition cannot be read; `position` counts its characters from 1, `word` stands there."""


class ConfigurationError(PortalError):
    """The portal cannot start, or a command cannot run, as it is set up."""
