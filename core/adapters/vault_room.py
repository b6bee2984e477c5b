"""A room apart for hostile files: a process of its own, with little memory, little time and no secrets.

Run as a program it cleans the file on its standard input.
"""

import json
import resource
import subprocess
import sys
import threading
from pathlib import Path

import pikepdf.settings

from core.adapters.vault_images import clean_image
from core.adapters.vault_kinds import PDF, Cleaned, media_type_of, refuse_by_size
from core.adapters.vault_pdfs import clean_pdf
from core.domain.errors import DocumentRefusedError

_MEGABYTE = 1024 * 1024
# The portal itself draws a kept PDF's pages: what little memory suffices here must suffice there.
_MEMORY_FOR_PDF, _MEMORY_FOR_IMAGE = 768 * _MEGABYTE, 1536 * _MEGABYTE
_UNPACKED = 256 * _MEGABYTE
_SECONDS = 30
_ROOT = Path(__file__).parents[2]
# Two large files at once are as much memory as a small server can spare.
_DOORS = threading.BoundedSemaphore(2)


def clean(data: bytes) -> Cleaned:
    """Check a file by its content and return it cleaned, in this very process.

    Raises: DocumentRefusedError; MemoryError.
    """
    refuse_by_size(data)
    media_type = media_type_of(data)
    return clean_pdf(data) if media_type == PDF else clean_image(data, media_type)


def clean_apart(data: bytes) -> Cleaned:
    """Check a file in a process apart, so that no file can exhaust or end the portal.

    Raises: DocumentRefusedError.
    """
    memory = _MEMORY_FOR_PDF if media_type_of(data) == PDF else _MEMORY_FOR_IMAGE
    program = [sys.executable, "-s", "-m", __name__, str(memory)]
    try:
        with _DOORS:
            ended = subprocess.run(  # noqa: S603  # our own program; the file is only on its input
                program, input=data, capture_output=True, cwd=_ROOT, env={}, timeout=2 * _SECONDS, check=True
            )
    except subprocess.SubprocessError as fault:
        raise DocumentRefusedError("document_unreadable") from fault
    return _told(ended.stdout)


def _told(answer: bytes) -> Cleaned:
    head, _, body = answer.partition(b"\n")
    told = json.loads(head)
    if "refused" in told:
        raise DocumentRefusedError(told["refused"], **told["values"])
    return Cleaned(body, told["media_type"], told["pages"])


def _answer(data: bytes) -> bytes:
    try:
        cleaned = clean(data)
    except DocumentRefusedError as refused:
        return json.dumps({"refused": refused.code, "values": refused.values}).encode()
    except MemoryError:
        return json.dumps({"refused": "document_unreadable", "values": {}}).encode()
    head = {"media_type": cleaned.media_type, "pages": cleaned.pages}
    return json.dumps(head).encode() + b"\n" + cleaned.data


def _close_the_room(memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    pikepdf.settings.set_qpdf_limits(flate_max_memory=_UNPACKED, run_length_max_memory=_UNPACKED)


if __name__ == "__main__":
    _close_the_room(int(sys.argv[1]))
    sys.stdout.buffer.write(_answer(sys.stdin.buffer.read()))
