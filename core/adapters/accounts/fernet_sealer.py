"""Seals what may lie in the outbox but be read by nobody: the PIN of a letter."""

import hmac
from base64 import urlsafe_b64encode
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken


class FernetSealer:
    """Fernet under a key made from the setting's text."""

    def __init__(self, key: str) -> None:
        self._key = sha256(f"digest of {key}".encode()).digest()
        self._fernet = Fernet(urlsafe_b64encode(sha256(key.encode()).digest()))

    def seal(self, text: str) -> str:
        """Return the text sealed."""
        return self._fernet.encrypt(text.encode()).decode()

    def digest(self, text: str) -> bytes:
        """Return 32 bytes that nobody without the key can tell from chance, the same each time."""
        return hmac.digest(self._key, text.encode(), "sha256")

    def open(self, sealed: str) -> str:
        """Return the text again.

        Raises: ValueError for what was sealed under another key.
        """
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken as fault:
            raise ValueError("sealed under another key") from fault
