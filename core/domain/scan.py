"""What was seen on a returned IMM 5661, page by page, and what that says of the request.

Source: guide 2.9, 3.R3.
"""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from core.domain.identity import Record

Ink = Literal["filled", "empty", "doubtful"]
Quality = Literal["too_dark", "too_small", "blurred", "cut_off"]


class Seen(BaseModel):
    """A piece of what the reader saw; frozen, and kept as JSON."""

    model_config = ConfigDict(frozen=True)


class BoxSeen(Seen):
    """One box to fill by hand, found on a page.

    Units:  `share` is the share of pixels that are ink, 0 to 1.
    Shapes: `corners` are the box's four corners in the page's picture, as shares of its width and height.
    """

    name: str
    ink: Ink
    share: float
    corners: tuple[tuple[float, float], ...]


class PageSeen(Seen):
    """One page of the file given.

    Shapes: `number` counts the file's pages; `reference`, `form_page`, `print_number` and `digest` are what
            the codes say, None where none was read: untrusted words from outside. `codes` counts the codes
            read, four on a good scan; `quality` says what makes the picture hard to read.
    """

    number: int
    codes: int = 0
    reference: str | None = None
    form_page: int | None = None
    print_number: int | None = None
    digest: str | None = None
    boxes: tuple[BoxSeen, ...] = ()
    quality: tuple[Quality, ...] = ()
    passes: int = 1


class FormReading(Record):
    """What was read of a document given as the signed form, kept beside it.

    Shapes: `pages` are `PageSeen`, as JSON.
    """

    document_id: UUID
    application_id: UUID
    read_at: datetime
    pages: list[dict[str, Any]]

    @property
    def seen(self) -> tuple[PageSeen, ...]:
        """Return what was seen, page by page."""
        return tuple(PageSeen.model_validate(page) for page in self.pages)
