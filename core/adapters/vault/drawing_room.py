"""Pages of files kept before, drawn in a room apart when somebody first looks at them.

Run as a program it draws the file on its standard input, after a line of JSON that says what.
"""

import json
import subprocess
import sys

from PIL import Image

from core.adapters.vault.pictures import Picture, packed, pictures_of, unpacked
from core.adapters.vault.sandbox import MEGABYTE, Room, close_the_room

_ROOM = Room("core.adapters.vault.drawing_room", memory=1024 * MEGABYTE, seconds=10)


def draw_apart(
    data: bytes, media_type: str, page: int, widths: tuple[int, ...], person: str
) -> tuple[Picture, ...] | None:
    """Return a page of a file as pictures, none where there is no such page; None when it cannot be drawn."""
    asked = json.dumps([media_type, page, widths]).encode() + b"\n"
    try:
        return unpacked(_ROOM.answer(asked + data, person))
    except (subprocess.SubprocessError, ValueError):
        return None


def _answer(given: bytes) -> None:
    head, _, data = given.partition(b"\n")
    media_type, page, widths = json.loads(head)
    for piece in packed(pictures_of(data, media_type, [page], widths)):
        sys.stdout.buffer.write(piece)


if __name__ == "__main__":
    Image.init()
    close_the_room()
    _answer(sys.stdin.buffer.read())
