"""Reads returned forms, in a process apart: a hostile file ends that process and nothing else."""

import json
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from core.adapters.scanning.codes import understood
from core.adapters.vault.sandbox import MEGABYTE, Room
from core.domain.form.file_limits import MOST_PAGES
from core.domain.form.papers import FormPlace
from core.domain.form.returned_form import PageSeen

_ROOM = Room("core.adapters.scanning.reading_room", memory=1024 * MEGABYTE, seconds=30)
_LONGEST = 20_000


class Apart(Protocol):
    """Where a hostile file does no harm."""

    def lines(self, data: bytes, person: str) -> Iterator[bytes]:
        """Give the program there a person's file, and walk over what it answers."""
        ...


@dataclass(frozen=True)
class PaperReader:
    """The form reader on scans and photographs."""

    room: Apart = _ROOM

    def read(
        self,
        data: bytes,
        reference: str,
        prints: Mapping[int, Sequence[FormPlace]],
        told: Callable[[int, int], object] | None = None,
        person: str = "",
    ) -> tuple[PageSeen, ...]:
        """Return what is seen of a file, page by page; a page that could not be read has nothing seen on it.

        Shapes: `told` hears after each page how many are read, of how many.
        Source: guide 2.9, 3.R3.
        """
        seen: list[PageSeen] = []
        pages = 0
        # What was read before the room was left counts; that the rest was not is no fault of hers.
        with suppress(subprocess.SubprocessError, OSError, ValueError):
            answers = self.room.lines(_question(reference, prints) + data, person)
            pages = min(int(next(answers, b"0")), MOST_PAGES)
            for answer in answers:
                seen.append(_checked(answer, len(seen) + 1, pages))
                if told:
                    told(len(seen), pages)
        return (*seen, *(PageSeen(number=number) for number in range(len(seen) + 1, pages + 1)))


def _question(reference: str, prints: Mapping[int, Sequence[FormPlace]]) -> bytes:
    places = {number: [place.model_dump() for place in found] for number, found in prints.items()}
    return json.dumps({"reference": reference, "prints": places}).encode() + b"\n"


def _checked(answer: bytes, number: int, pages: int) -> PageSeen:
    """Return a page as the room tells it; whatever a hostile file did there, its words must be ours.

    Raises: ValueError.
    """
    if len(answer) > _LONGEST or number > pages:
        raise ValueError("the room says too much")
    seen = PageSeen.model_validate_json(answer)
    if seen.number != number:
        raise ValueError("the room has lost count")
    words = f"IMM5661|{seen.reference}|{seen.form_page}|tl|{seen.print_number}|{seen.digest}"
    if seen.reference is not None and understood(words) is None:
        raise ValueError("the room says what no code of ours says")
    return seen
