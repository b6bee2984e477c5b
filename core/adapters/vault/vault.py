"""The vault: files found fit, kept under random keys, and shown page by page."""

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256

from core.adapters.vault.cleaning_room import clean_apart
from core.adapters.vault.drawing_room import draw_apart
from core.adapters.vault.kinds import refuse_by_size
from core.adapters.vault.pictures import ENLARGED, SHOWN, WIDTHS, Picture
from core.adapters.vault.shelf import Shelf
from core.domain.errors import DocumentRefusedError, NotFoundError
from core.domain.ports.vault import NO_PICTURES, InspectedFile, Pictures, Scanner


class FileVault:
    """Files at an fsspec URL: a folder by default, an object store by address."""

    def __init__(self, url: str, scanner: Scanner | None = None) -> None:
        self._shelf = Shelf(url)
        self._scanner = scanner

    def inspect(self, *files: bytes, person: str = "") -> InspectedFile:
        """Check a person's files by their content; return one document, cleaned and drawn, with its digest.

        Raises: DocumentRefusedError, with a code for each way a file can be unfit.
        Source: guide 2.14.
        """
        refuse_by_size(*files)
        for data in files:
            self._refuse_infected(data)
        cleaned, pictures = clean_apart(person, *files)
        return InspectedFile(
            data=cleaned.data,
            media_type=cleaned.media_type,
            pages=cleaned.pages,
            sha256=sha256(cleaned.data).hexdigest(),
            left_out=cleaned.left_out,
            pictures={(it.page, it.width): it.data for it in pictures},
        )

    def keep(self, data: bytes, media_type: str, pictures: Pictures = NO_PICTURES) -> str:
        """Store bytes under a new random key, the pictures of their pages beside them, and return the key.

        Raises: DocumentRefusedError when they could not be stored.
        """
        key = self._shelf.keep(data, media_type)
        for (page, width), picture in pictures.items():
            self._shelf.keep_picture(key, page, width, picture)
        return key

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

    def page(self, key: str, media_type: str, number: int, width: int, person: str = "") -> bytes:
        """Return one page as a JPEG, drawn before or now in a room apart.

        Units:  at least as wide as asked, where the file is; it is shown as wide as asked.
        Raises: NotFoundError when there is no such page, or it cannot be drawn.
        """
        across = next((it for it in WIDTHS if it >= width), ENLARGED)
        picture = self._shelf.picture(key, number, across)
        if picture is None:
            picture = self._drawn(key, media_type, number, across, person)
        if not picture:
            raise NotFoundError("page_not_drawn")
        return picture

    def _drawn(self, key: str, media_type: str, number: int, across: int, person: str) -> bytes:
        """Draw a page for the first time and keep it; what cannot be drawn is remembered as nothing."""
        widths = SHOWN if across in SHOWN else (across,)
        drawn = draw_apart(self.read(key), media_type, number, widths, person)
        if drawn == ():
            raise NotFoundError("page_not_found")
        if drawn is None:
            drawn = tuple(Picture(number, it, b"") for it in widths)
        for it in drawn:
            self._shelf.keep_picture(key, number, it.width, it.data)
        return next(it.data for it in drawn if it.width == across)

    def keys(self, before: datetime | None = None) -> Iterator[str]:
        """Walk over every key kept, or those of files that were kept before an instant."""
        return self._shelf.keys(before)

    def _refuse_infected(self, data: bytes) -> None:
        found = self._scanner.fault(data) if self._scanner else None
        if found:
            raise DocumentRefusedError("infected", found=found)
