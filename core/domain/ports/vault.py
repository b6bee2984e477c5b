"""The port behind which files live, and what looks at them first."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Protocol

from pydantic import BaseModel, ConfigDict

Pictures = Mapping[tuple[int, int], bytes]
"""Pictures of pages, by the page's number and the width in pixels."""
NO_PICTURES: Pictures = MappingProxyType({})


class InspectedFile(BaseModel):
    """A file found fit to be kept, as it will be kept.

    Units: pages counted from 1; `media_type` was read from the content.
    Shapes: `left_out` says by codes what was in the files given and is not kept, "links:2".
    """

    model_config = ConfigDict(frozen=True)
    data: bytes
    media_type: str
    pages: int
    sha256: str
    left_out: tuple[str, ...] = ()
    pictures: dict[tuple[int, int], bytes] = {}


class Vault(Protocol):
    """Where files live: under random keys, found fit before they are kept."""

    def inspect(self, *files: bytes, person: str = "") -> InspectedFile:
        """Check a person's files by their content and return one document, cleaned (no metadata) and drawn.

        Raises: DocumentRefusedError, with a code for each way a file can be unfit.
        """
        ...

    def keep(self, data: bytes, media_type: str, pictures: Pictures = NO_PICTURES) -> str:
        """Store bytes under a new random key, the pictures of their pages beside them, and return the key."""
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
        """Remove the bytes kept under a key for good, pictures too; nothing happens when there are none."""
        ...

    def page(self, key: str, media_type: str, number: int, width: int, person: str = "") -> bytes:
        """Return one page as a JPEG, drawn when it was given or at the first look by a person.

        Raises: NotFoundError when there is no such page, or it cannot be drawn.
        """
        ...

    def keys(self, before: datetime | None = None) -> Iterator[str]:
        """Walk over every key kept, or those of files that were kept before an instant."""
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
