"""Which pages an officer has had before her eyes, and which she must before she decides.

Source: guide 3.0.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from core.domain.application.application import Document, DocumentKind
from core.domain.records import Record

IDENTITY = (DocumentKind.FIRST_ID, DocumentKind.SECOND_ID)


class PageLook(Record):
    """That one page was on somebody's screen long enough to be read.

    Units: pages counted from 1.
    """

    application_id: UUID
    account_id: UUID
    document_id: UUID
    page: int
    looked_at: datetime


@dataclass(frozen=True)
class DocumentPage:
    """One page of a document."""

    document: Document
    page: int

    @property
    def key(self) -> str:
        """Return what names it in the browser."""
        return f"{self.document.id}/{self.page}"


@dataclass(frozen=True)
class OfficerLooks:
    """What one officer has had before her eyes of a request, by key, and what she still must."""

    keys: frozenset[str]
    required: tuple[DocumentPage, ...]

    @property
    def missing(self) -> tuple[DocumentPage, ...]:
        """Return the required pages that she has not looked at."""
        return tuple(it for it in self.required if it.key not in self.keys)

    def has_opened(self, document: Document) -> bool:
        """Say whether any page of a document was looked at."""
        return any(DocumentPage(document, page).key in self.keys for page in range(1, document.pages + 1))


def pages_required(
    documents: Mapping[DocumentKind, Document], attested_on: Iterable[int]
) -> tuple[DocumentPage, ...]:
    """Return the pages without which nobody decides: the attestation's, and both identity documents whole.

    Shapes: `attested_on` are the form's pages on which the attestation was seen; where none was, all count.
    """
    form = documents.get(DocumentKind.IMM5661)
    attested = [DocumentPage(form, page) for page in sorted(set(attested_on)) or _all(form)] if form else []
    given = (documents[kind] for kind in IDENTITY if kind in documents)
    return (*attested, *(DocumentPage(it, page) for it in given for page in _all(it)))


def _all(document: Document) -> range:
    return range(1, document.pages + 1)
