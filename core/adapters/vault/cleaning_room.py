"""Uploads cleaned and drawn in a room apart, once, so that no file can exhaust or end the portal.

Run as a program it cleans and draws the file on its standard input.
"""

import io
import json
import subprocess
import sys
from collections.abc import Iterator

import pikepdf.settings
from PIL import Image

from core.adapters.vault.doors import HeldError
from core.adapters.vault.images import clean_image
from core.adapters.vault.kinds import PDF, CleanFile, media_type_of, refuse_by_size
from core.adapters.vault.one_document import joined
from core.adapters.vault.pdfs import clean_pdf
from core.adapters.vault.pictures import SHOWN, Picture, packed, pictures_of, unpacked
from core.adapters.vault.sandbox import MEGABYTE, Room, close_the_room
from core.domain.errors import DocumentRefusedError

_ROOM = Room("core.adapters.vault.cleaning_room", memory=1536 * MEGABYTE, seconds=15)
_UNPACKED = 256 * MEGABYTE


def clean(*files: bytes) -> CleanFile:
    """Check files by their content and return them as one clean document, in this very process.

    Raises: DocumentRefusedError, which names the place of the file where there are several; MemoryError.
    """
    refuse_by_size(*files)
    if len(files) == 1:
        return joined([_cleaned(*files)])
    return joined([_cleaned_of_several(data, place) for place, data in enumerate(files, 1)])


def _cleaned(data: bytes) -> CleanFile:
    media_type = media_type_of(data)
    return clean_pdf(data) if media_type == PDF else clean_image(data, media_type)


def _cleaned_of_several(data: bytes, place: int) -> CleanFile:
    try:
        return _cleaned(data)
    except DocumentRefusedError as refused:
        raise DocumentRefusedError(refused.code, **{**refused.values, "place": place}) from refused


def clean_apart(person: str, *files: bytes) -> tuple[CleanFile, tuple[Picture, ...]]:
    """Return a person's files as one clean document, and its pages drawn, by a process apart.

    Raises: DocumentRefusedError, also when it could not be drawn in its time.
    """
    sizes = json.dumps([len(data) for data in files]).encode() + b"\n"
    try:
        return _told(_ROOM.answer(sizes + b"".join(files), person))
    except HeldError as fault:
        raise DocumentRefusedError("files_held") from fault
    except (subprocess.SubprocessError, ValueError, KeyError) as fault:
        raise DocumentRefusedError("document_unreadable") from fault


def _told(answer: bytes) -> tuple[CleanFile, tuple[Picture, ...]]:
    head, _, rest = answer.partition(b"\n")
    told = json.loads(head)
    if "refused" in told:
        raise DocumentRefusedError(told["refused"], **told["values"])
    size = int(told["size"])
    left_out = tuple(str(code) for code in told["left_out"])
    cleaned = CleanFile(rest[:size], str(told["media_type"]), int(told["pages"]), left_out)
    return cleaned, _checked(unpacked(rest[size:]), cleaned.pages)


def _checked(drawn: tuple[Picture, ...], pages: int) -> tuple[Picture, ...]:
    """Return the pictures if they are those of every page.

    Raises: ValueError.
    """
    wanted = {(page, width) for page in range(1, pages + 1) for width in SHOWN}
    if {(picture.page, picture.width) for picture in drawn} != wanted or len(drawn) != len(wanted):
        raise ValueError("the room did not draw what it kept")
    return drawn


def _answer(given: bytes) -> Iterator[bytes]:
    sizes, _, together = given.partition(b"\n")
    files = io.BytesIO(together)
    try:
        cleaned = clean(*(files.read(size) for size in json.loads(sizes)))
    except DocumentRefusedError as refused:
        yield json.dumps({"refused": refused.code, "values": refused.values}).encode()
        return
    except MemoryError:
        yield json.dumps({"refused": "document_unreadable", "values": {}}).encode()
        return
    head = cleaned._asdict() | {"data": None, "size": len(cleaned.data)}
    yield json.dumps(head).encode() + b"\n" + cleaned.data
    yield from packed(pictures_of(cleaned.data, cleaned.media_type, range(1, cleaned.pages + 1), SHOWN))


if __name__ == "__main__":
    Image.init()
    close_the_room()
    pikepdf.settings.set_qpdf_limits(flate_max_memory=_UNPACKED, run_length_max_memory=_UNPACKED)
    for piece in _answer(sys.stdin.buffer.read()):
        sys.stdout.buffer.write(piece)
