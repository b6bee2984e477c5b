"""Uploads cleaned in a room apart, so that no file can exhaust or end the portal.

Run as a program it cleans the file on its standard input.
"""

import json
import subprocess
import sys

import pikepdf.settings

from core.adapters.vault.images import clean_image
from core.adapters.vault.kinds import PDF, CleanFile, media_type_of, refuse_by_size
from core.adapters.vault.pdfs import clean_pdf
from core.adapters.vault.sandbox import MEGABYTE, Room, close_the_room
from core.domain.errors import DocumentRefusedError

# The portal itself draws a kept PDF's pages: what little memory suffices here must suffice there.
_ROOM_FOR_PDF = Room("core.adapters.vault.cleaning_room", memory=768 * MEGABYTE, seconds=30)
_ROOM_FOR_IMAGE = Room("core.adapters.vault.cleaning_room", memory=1536 * MEGABYTE, seconds=30)
_UNPACKED = 256 * MEGABYTE


def clean(data: bytes) -> CleanFile:
    """Check a file by its content and return it cleaned, in this very process.

    Raises: DocumentRefusedError; MemoryError.
    """
    refuse_by_size(data)
    media_type = media_type_of(data)
    return clean_pdf(data) if media_type == PDF else clean_image(data, media_type)


def clean_apart(data: bytes) -> CleanFile:
    """Check a file in a process apart, so that no file can exhaust or end the portal.

    Raises: DocumentRefusedError.
    """
    room = _ROOM_FOR_PDF if media_type_of(data) == PDF else _ROOM_FOR_IMAGE
    try:
        return _told(room.answer(data))
    except subprocess.SubprocessError as fault:
        raise DocumentRefusedError("document_unreadable") from fault


def _told(answer: bytes) -> CleanFile:
    head, _, body = answer.partition(b"\n")
    told = json.loads(head)
    if "refused" in told:
        raise DocumentRefusedError(told["refused"], **told["values"])
    return CleanFile(body, told["media_type"], told["pages"])


def _answer(data: bytes) -> bytes:
    try:
        cleaned = clean(data)
    except DocumentRefusedError as refused:
        return json.dumps({"refused": refused.code, "values": refused.values}).encode()
    except MemoryError:
        return json.dumps({"refused": "document_unreadable", "values": {}}).encode()
    head = {"media_type": cleaned.media_type, "pages": cleaned.pages}
    return json.dumps(head).encode() + b"\n" + cleaned.data


if __name__ == "__main__":
    close_the_room()
    pikepdf.settings.set_qpdf_limits(flate_max_memory=_UNPACKED, run_length_max_memory=_UNPACKED)
    sys.stdout.buffer.write(_answer(sys.stdin.buffer.read()))
