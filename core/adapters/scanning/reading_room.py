"""Reads a returned form in this very process; run as a program, the one on its standard input.

Shapes: in comes a line of JSON (`reference`, `prints`), then the file; out come a line with the number of
        pages and one `PageSeen` a line, as each page is read.
"""

import io
import json
import sys
from collections.abc import Iterator
from typing import Any

from PIL import Image

from core.adapters.scanning.page import Prints, read_page
from core.adapters.scanning.pages import ScannedPage, pages_of
from core.adapters.vault.sandbox import close_the_room
from core.domain.form.papers import FormPlace
from core.domain.form.returned_form import PageSeen

# A form has a handful of pages: what else is in a long file is not looked at twice for ever.
_SECOND_LOOKS = 12


def read_file(data: bytes, reference: str, prints: Prints) -> Iterator[int | PageSeen]:
    """Walk over what is seen of a file: first how many pages there are, then each of them."""
    pages = pages_of(data)
    yield len(pages)
    looks = _SECOND_LOOKS
    for page in pages:
        seen = _read(page, reference, prints, looks > 0)
        looks -= seen.passes > 1
        yield seen


def _read(page: ScannedPage, reference: str, prints: Prints, may_look_twice: bool) -> PageSeen:
    try:
        return read_page(page, reference, prints, may_look_twice=may_look_twice)
    except Exception:  # noqa: BLE001  # hostile bytes make the libraries raise nearly anything
        return PageSeen(number=page.number)


def _asked(head: bytes) -> tuple[str, Prints]:
    told: dict[str, Any] = json.loads(head)
    places = {
        int(number): [FormPlace.model_validate(it) for it in found]
        for number, found in told["prints"].items()
    }
    return str(told["reference"]), places


def _answer(given: bytes) -> None:
    head, _, data = given.partition(b"\n")
    for told in read_file(data, *_asked(head)):
        line = told.model_dump_json() if isinstance(told, PageSeen) else str(told)
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


def _read_a_white_page() -> None:
    """Have the libraries open all they need: once the room is closed nothing can be opened."""
    page = io.BytesIO()
    Image.new("L", (60, 80), 255).save(page, "PNG")
    for _ in read_file(page.getvalue(), "", {}):
        pass


if __name__ == "__main__":
    Image.init()
    _read_a_white_page()
    close_the_room()
    _answer(sys.stdin.buffer.read())
