"""A form that came back, as the reader would tell it: two pages, their boxes, and the prints behind them."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from core.domain.application.application import Print
from core.domain.form.returned_form import ATTESTATION, DATE, REACH, SIGNATURE, BoxSeen, FormReading, PageSeen

NOON = datetime(2026, 3, 2, 17, tzinfo=UTC)
REFERENCE = "RRA-2222-2222"
OLD, NOW = "a" * 64, "b" * 64
"""Digests of the answers: as the first print bears them, and as they are now."""
ON_PAGE = {1: (SIGNATURE, DATE), 2: (*REACH, *ATTESTATION)}
CORNERS = ((0.1, 0.2), (0.6, 0.2), (0.6, 0.3), (0.1, 0.3))


def printed(number, digest, **changes):
    places = [{"name": name, "page": page} for page, names in ON_PAGE.items() for name in names]
    made = Print(
        id=UUID(int=number), application_id=UUID(int=2), number=number, digest=digest, language="fr",
        printed_at=NOON + timedelta(days=number), pages=2, places=places, vault_key="k", sha256="0",
    )  # fmt: skip
    return made.model_copy(update=changes)


PRINTS = (printed(1, OLD), printed(2, NOW))


def page(number, form_page, row=PRINTS[1], ink="filled", **changes):
    """Return a page of the file as it is read when all is well, every box holding the same ink.

    Shapes: a box's name among the changes says what that box holds.
    """
    inks = {name: changes.pop(name, ink) for name in ON_PAGE.get(form_page, ())}
    boxes = tuple(BoxSeen(name=name, ink=it, share=0.02, corners=CORNERS) for name, it in inks.items())
    seen = PageSeen(
        number=number, codes=4, reference=REFERENCE, form_page=form_page, print_number=row.number,
        digest=row.digest[:16], boxes=boxes,
    )  # fmt: skip
    return seen.model_copy(update=changes)


def stranger(number):
    """Return a page of another request's form."""
    return page(number, 1, reference="RRA-3333-3333", digest="c" * 16, boxes=())


def unread(number, *quality):
    return PageSeen(number=number, quality=quality, passes=2)


def blank(number):
    return PageSeen(number=number, is_blank=True, passes=2)


def reading(*pages, read_at=NOON + timedelta(days=9)):
    return FormReading(
        id=UUID(int=9), document_id=UUID(int=8), application_id=UUID(int=2), read_at=read_at,
        pages=[page.model_dump(mode="json") for page in pages],
    )  # fmt: skip
