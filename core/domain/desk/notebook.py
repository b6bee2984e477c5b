"""What those who work here write beside a request, for each other: notes, and tags from a list."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from core.domain.records import Record

LONGEST_NOTE = 4000
"""Characters of one note."""


class Note(Record):
    """What somebody wrote about a request; it stays as it was written."""

    application_id: UUID
    account_id: UUID
    text: str
    written_at: datetime


class Tagging(Record):
    """A tag put on a request, or taken off it; of each tag the latest counts."""

    application_id: UUID
    account_id: UUID
    tag: str
    is_on: bool
    tagged_at: datetime


def tags_on(rows: Iterable[Tagging]) -> tuple[str, ...]:
    """Return the tags that a request bears.

    Shapes: rows in the order they were written.
    """
    latest = {row.tag: row.is_on for row in rows}
    return tuple(tag for tag, is_on in latest.items() if is_on)
