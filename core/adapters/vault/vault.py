"""The vault: files found fit, kept under random keys, and shown page by page."""

from collections.abc import Iterator
from hashlib import sha256

from core.adapters.vault.cleaning_room import clean_apart
from core.adapters.vault.kinds import media_type_of, refuse_by_size
from core.adapters.vault.pictures import PictureMemory, picture_of
from core.adapters.vault.shelf import Shelf
from core.domain.errors import DocumentRefusedError
from core.domain.ports.vault import InspectedFile, Scanner

_PICTURES = 32 * 1024 * 1024


class FileVault:
    """Files at an fsspec URL: a folder by default, an object store by address."""

    def __init__(self, url: str, scanner: Scanner | None = None) -> None:
        self._shelf = Shelf(url)
        self._scanner = scanner
        self._pictures = PictureMemory(_PICTURES)

    def inspect(self, data: bytes) -> InspectedFile:
        """Check a file by its content and return it cleaned; its digest is that of the bytes kept.

        Raises: DocumentRefusedError, with a code for each way a file can be unfit.
        Source: guide 2.14.
        """
        refuse_by_size(data)
        media_type_of(data)
        self._refuse_infected(data)
        cleaned = clean_apart(data)
        digest = sha256(cleaned.data).hexdigest()
        return InspectedFile(
            data=cleaned.data, media_type=cleaned.media_type, pages=cleaned.pages, sha256=digest
        )

    def keep(self, data: bytes, media_type: str) -> str:
        """Store bytes under a new random key and return the key.

        Raises: DocumentRefusedError when they could not be stored.
        """
        return self._shelf.keep(data, media_type)

    def put_back(self, key: str, data: bytes) -> None:
        """Store bytes under a key they had before, as a restored backup does.

        Raises: NotFoundError when it is no key; DocumentRefusedError when they could not be stored.
        """
        self._shelf.put_back(key, data)

    def read(self, key: str) -> bytes:
        """Return the bytes kept under a key.

        Raises: NotFoundError.
        """
        return self._shelf.read(key)

    def erase(self, key: str) -> None:
        """Remove the bytes kept under a key for good; nothing happens when there are none."""
        self._shelf.erase(key)

    def page(self, key: str, media_type: str, number: int, width: int) -> bytes:
        """Return one page as a PNG picture, `width` pixels wide at most.

        Raises: NotFoundError when there is no such page.
        """
        page = (key, number, width)
        picture = self._pictures.get(page)
        if picture is None:
            picture = picture_of(self.read(key), media_type, number, width)
            self._pictures.add(page, picture)
        return picture

    def keys(self) -> Iterator[str]:
        """Walk over every key kept."""
        return self._shelf.keys()

    def _refuse_infected(self, data: bytes) -> None:
        found = self._scanner.fault(data) if self._scanner else None
        if found:
            raise DocumentRefusedError("infected", found=found)
