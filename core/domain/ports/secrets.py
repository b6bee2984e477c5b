"""Keys, secrets, and what hides them."""

from collections.abc import Callable
from typing import Protocol
from uuid import UUID


class Hasher(Protocol):
    """One-way hashing of passwords and of answers to recovery and security questions."""

    def hash(self, secret: str) -> str:
        """Return a salted hash."""
        ...

    def matches(self, secret: str, hashed: str | None) -> bool:
        """Say whether the secret made the hash; as slow when there is no hash."""
        ...


class Sealer(Protocol):
    """Hides a text from everybody who has not the portal's key."""

    def seal(self, text: str) -> str:
        """Return the text sealed."""
        ...

    def open(self, sealed: str) -> str:
        """Return the text again.

        Raises: ValueError for what was sealed under another key.
        """
        ...

    def digest(self, text: str) -> bytes:
        """Return 32 bytes that nobody without the key can tell from chance, the same each time."""
        ...


class HasHasher(Protocol):
    """Hashes passwords and answers."""

    @property
    def hasher(self) -> Hasher:
        """Return what hashes."""
        ...


class HasSealer(Protocol):
    """Seals what nobody may read."""

    @property
    def sealer(self) -> Sealer:
        """Return what seals."""
        ...


class MakesKeys(Protocol):
    """Makes the keys of new records."""

    @property
    def new_id(self) -> Callable[[], UUID]:
        """Return what makes the key of a new record."""
        ...


class MakesSecrets(Protocol):
    """Makes words that nobody guesses."""

    @property
    def new_secret(self) -> Callable[[], str]:
        """Return what makes a word that nobody guesses."""
        ...
