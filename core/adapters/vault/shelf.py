"""Where the vault's bytes lie: under random keys, in a folder or an object store."""

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import fsspec  # pyright: ignore[reportMissingTypeStubs]  # fsspec carries no types
from fsspec.implementations.local import LocalFileSystem  # pyright: ignore[reportMissingTypeStubs]  # as above

from core.adapters.vault.kinds import SUFFIXES
from core.domain.errors import DocumentRefusedError, NotFoundError

_FSSPEC: Any = fsspec
_KEY = re.compile(r"[0-9a-f]{32}\.[a-z]{3}")


class Shelf:
    """Files under their keys, at an fsspec URL."""

    def __init__(self, url: str) -> None:
        self._files, root = _FSSPEC.url_to_fs(url)
        self._root = str(root).rstrip("/")
        self._is_local = isinstance(self._files, LocalFileSystem)

    def keep(self, data: bytes, media_type: str) -> str:
        """Store bytes under a new random key and return the key, once they are safely there.

        Raises: DocumentRefusedError when they could not be stored.
        """
        key = f"{secrets.token_hex(16)}.{SUFFIXES.get(media_type, 'bin')}"
        self.put_back(key, data)
        return key

    def put_back(self, key: str, data: bytes) -> None:
        """Store bytes under a key they had before, as a restored backup does.

        Raises: NotFoundError when it is no key; DocumentRefusedError when they could not be stored.
        """
        path = self._path(key)
        try:
            self._write(path, data)
            if sha256(self._files.cat_file(path)).digest() != sha256(data).digest():
                raise DocumentRefusedError("file_not_kept")
        except OSError as fault:
            raise DocumentRefusedError("file_not_kept") from fault

    def read(self, key: str) -> bytes:
        """Return the bytes kept under a key.

        Raises: NotFoundError.
        """
        try:
            return bytes(self._files.cat_file(self._path(key)))
        except FileNotFoundError as fault:
            raise NotFoundError("file_not_found") from fault

    def erase(self, key: str) -> None:
        """Remove the file of a key and its pictures; nothing happens when there is none."""
        path = self._path(key)
        for found in (*self._files.glob(f"{path}.*"), path):
            with suppress(FileNotFoundError):
                self._files.rm_file(found)

    def keep_picture(self, key: str, page: int, width: int, data: bytes) -> None:
        """Store a picture of a page beside its file; it can be drawn anew, so nobody waits for the disk."""
        path = self._picture(key, page, width)
        with suppress(OSError):
            if self._is_local:
                _write_whole(Path(path), data)
            else:
                self._files.pipe_file(path, data)

    def picture(self, key: str, page: int, width: int) -> bytes | None:
        """Return a picture of a page; None where it was not drawn yet."""
        try:
            return bytes(self._files.cat_file(self._picture(key, page, width)))
        except FileNotFoundError:
            return None

    def _picture(self, key: str, page: int, width: int) -> str:
        return f"{self._path(key)}.{page}.{width}"

    def keys(self, before: datetime | None = None) -> Iterator[str]:
        """Walk over every key kept, in order; neither pictures nor files half written are among them.

        Shapes: only those of files that were kept `before` an instant, if one is given.
        """
        if not self._files.exists(self._root):
            return
        paths = (str(path) for path in sorted(self._files.find(self._root)))
        named = ((path, path.rsplit("/", 1)[-1]) for path in paths)
        yield from (
            name
            for path, name in named
            if _KEY.fullmatch(name) and (before is None or self._files.modified(path) < before)
        )

    def _write(self, path: str, data: bytes) -> None:
        if self._is_local:
            _write_durably(Path(path), data)
        else:
            self._files.pipe_file(path, data)

    def _path(self, key: str) -> str:
        # A key comes from the database; one that names another place must still lead nowhere.
        if not _KEY.fullmatch(key):
            raise NotFoundError("file_not_found")
        return f"{self._root}/{key[:2]}/{key}"


def _write_durably(path: Path, data: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write_whole(path, data, durably=True)
    for folder in (path.parent, path.parent.parent):
        _sync(folder)


def _write_whole(path: Path, data: bytes, *, durably: bool = False) -> None:
    half = path.with_name(f"{path.name}.{secrets.token_hex(4)}.half")
    try:
        with open(half, "xb", opener=_for_the_owner) as file:
            file.write(data)
            if durably:
                file.flush()
                os.fsync(file.fileno())
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def _for_the_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _sync(folder: Path) -> None:
    # The file's name is in its folder: without this a power cut could forget a file already written.
    place = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(place)
    finally:
        os.close(place)
