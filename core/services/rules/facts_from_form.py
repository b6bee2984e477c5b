"""What is seen of the signed form: read when it is given, known to the rules, told to people.

Source: guide 2.8, 2.9, 3.R3.
"""

from collections.abc import Callable, Iterable
from typing import Any, Protocol

from core.domain.application.application import Answer, Document, DocumentKind, Print
from core.domain.application.overview import Overview
from core.domain.form.papers import FormPlace
from core.domain.form.returned_form import FormKept, FormReading, PageSeen, form_facts
from core.domain.form.returned_notices import FormTold, notices
from core.domain.ports.paper import HasReader
from core.domain.ports.secrets import MakesKeys
from core.domain.ports.store import Transaction


class FactsFromFormPorts(MakesKeys, HasReader, Protocol):
    """What facts from form asks of the outside world."""


Heard = Callable[[int, int], object]
"""Hears after each page how many are read, of how many."""


def places_of(prints: Iterable[Print]) -> dict[int, list[FormPlace]]:
    """Return where the boxes lie on each print, by its number."""
    return {row.number: [FormPlace.model_validate(place) for place in row.places] for row in prints}


def read_form(
    outside: FactsFromFormPorts, seen: Overview, data: bytes, heard: Heard | None, person: str
) -> tuple[PageSeen, ...]:
    """Read a file given as the signed form, as it is kept; what cannot be read has no page."""
    return outside.reader.read(data, seen.application.reference, places_of(seen.prints), heard, person)


def reading_of(outside: FactsFromFormPorts, document: Document, pages: Iterable[PageSeen]) -> FormReading:
    """Return what was read of a document, to be kept beside it."""
    return FormReading(
        id=outside.new_id(),
        document_id=document.id,
        application_id=document.application_id,
        read_at=document.given_at,
        pages=[page.model_dump(mode="json") for page in pages],
    )


def form_told(tx: Transaction, seen: Overview) -> FormTold | None:
    """Return what is told of the form that counts, whoever asks; None where none was given or read."""
    document, reading = form_read(tx, seen)
    if document is None or reading is None:
        return None
    rows = tx.find(Answer, application_id=seen.application.id)
    kept = tx.find(FormKept, document_id=document.id, answers_digest=seen.digest)
    told = notices(reading, seen.application.reference, seen.digest, seen.prints, rows)
    return FormTold(document, told, kept[0] if kept else None)


def form_known(tx: Transaction, seen: Overview) -> dict[str, Any]:
    """Return what is known of the returned form, by the names of the facts."""
    document, reading = form_read(tx, seen)
    given = document is not None
    told = form_facts(reading, given, seen.application.reference, seen.digest, seen.prints)
    return {"form_given": given, **told}


def form_read(tx: Transaction, seen: Overview) -> tuple[Document | None, FormReading | None]:
    """Return the form that counts, and what was read of it."""
    document = (seen.documents or {}).get(DocumentKind.IMM5661)
    readings = tx.find(FormReading, document_id=document.id) if document else []
    return document, readings[0] if readings else None
