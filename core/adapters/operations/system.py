"""The machine's own clock, randomness and password hashing."""

import secrets
from datetime import UTC, datetime
from uuid import UUID

import bcrypt
from uuid_utils.compat import uuid7

COST = 12


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the instant, aware, in UTC."""
        return datetime.now(UTC)


class BcryptHasher:
    """Bcrypt, the hash streamlit-authenticator uses too, without its import of Streamlit.

    Shapes: `cost` is bcrypt's own, the logarithm of its rounds.
    """

    def __init__(self, cost: int = COST) -> None:
        self._cost = cost
        self._nobody = self.hash(secrets.token_hex())

    def hash(self, secret: str) -> str:
        """Return a salted hash."""
        return bcrypt.hashpw(secret.encode(), bcrypt.gensalt(self._cost)).decode()

    def matches(self, secret: str, hashed: str | None) -> bool:
        """Say whether the secret made the hash; as slow when there is no hash.

        Source: an unknown user code must cost as much as a known one.
        """
        word = secret.encode()
        if len(word) > 72:  # bcrypt refuses what it would not read; nobody's password is that long
            word, hashed = b"", None
        return bcrypt.checkpw(word, (hashed or self._nobody).encode()) and hashed is not None


def new_id() -> UUID:
    """Return a UUIDv7: keys that follow time, which the database's zone maps rely on."""
    return uuid7()


def new_secret() -> str:
    """Return 256 random bits for tickets and sessions."""
    return secrets.token_urlsafe(32)
