"""The port behind which files live, and what looks at them first."""

from collections.abc import Iterator
from typing import Protocol

from pydantic import BaseModel, ConfigDict


class InspectedFile(BaseModel):
    """A file found fit to be kept, as it will be kept.

    Units: pages counted from 1; `media_type` was read from the content.
    """

    model_config = ConfigDict(frozen=True)
    data: bytes
    media_type: str
    pages: int
    sha256: str


class Vault(Protocol):
    """Where files live: under random keys, found fit before they are kept."""

    def inspect(self, data: bytes) -> InspectedFile:
        """Check a file by its content and return it cleaned (images re-encoded, no metadata).

        Raises: DocumentRefusedError, with a code for each way a file can be unfit.
        """
        ...

    def keep(self, data: bytes, media_type: str) -> str:
        """Store bytes under a new random key and return the key."""
        ...

    def put_back(self, key: str, data: bytes) -> None:
        """Store bytes under the key they had, when a backup is restored."""
        ...

    def read(self, key: str) -> bytes:
        """Return the bytes kept under a key.

        Raises: NotFoundError.
        """
        ...

    def erase(self, key: str) -> None:
        """Remove the bytes kept under a key for good; nothing happens when there are none."""
        ...

    def page(self, key: str, media_type: str, number: int, width: int) -> bytes:
        """Return one page as a PNG picture, `width` pixels wide at most.

        Raises: NotFoundError when there is no such page.
        """
        ...

    def keys(self) -> Iterator[str]:
        """Walk over every key kept."""
        ...


class Scanner(Protocol):
    """Looks for malware in a file."""

    def fault(self, data: bytes) -> str | None:
        """Return the name of what was found, or None."""
        ...


class HasVault(Protocol):
    """Keeps files."""

    @property
    def vault(self) -> Vault:
        """Return where files live."""
        ...
