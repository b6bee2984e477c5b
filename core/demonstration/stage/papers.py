"""Papers of an invented person: the form printed for them, signed, and cards that show their answers."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, NamedTuple

import pypdfium2
from PIL import Image

from core.adapters.operations.outside import Outside
from core.demonstration.pictures import Card, across, by_hand, drawn, scanned
from core.demonstration.specimens import ATTESTING, DPI, FIRST, OWN, SECOND
from core.domain.application.application import DocumentKind, Print
from core.domain.application.display import part_text
from core.domain.application.overview import Overview
from core.domain.application.questionnaire import question_of
from core.domain.errors import StateError
from core.domain.form.papers import FormPlace

# pypdfium2 carries no types.
_PDFIUM: Any = pypdfium2
LEFT_EMPTY: Mapping[str, tuple[str, ...]] = {"whole": (), "unsigned": OWN, "not_attested": ATTESTING}
"""The boxes that stay empty on each specimen of a form."""
PAYMENT_CARDS, PLASTIC = ("credit_card", "bank_card"), (60, 60, 64)
LONGEST = 42
"""Signs that stand on one line of a card."""


class Paper(NamedTuple):
    """A file to give, as somebody would have it at hand."""

    name: str
    data: bytes


def specimen_paper(outside: Outside, seen: Overview, kind: DocumentKind, specimen: str = "whole") -> Paper:
    """Return one paper of a request that was printed: its form, or a document that shows its answers.

    Raises: StateError before the form is printed.
    """
    if kind is DocumentKind.IMM5661:
        if seen.last_print is None:
            raise StateError("print_missing")
        data = _signed(outside, seen, seen.last_print, LEFT_EMPTY[specimen])
        return Paper(f"specimen-{seen.application.reference}.pdf", data)
    return Paper(f"specimen-{kind}-{seen.application.reference}.jpg", drawn(_card(outside, seen, kind)))


def _signed(outside: Outside, seen: Overview, printed: Print, empty: tuple[str, ...]) -> bytes:
    places = [FormPlace.model_validate(place) for place in printed.places]
    written = [place for place in places if place.name not in empty]
    said, hand = _said(outside, seen), _hand(seen)
    pictures: list[Image.Image] = []
    with _PDFIUM.PdfDocument(outside.vault.read(printed.vault_key)) as pdf:
        for number in range(printed.pages):
            page: Image.Image = pdf[number].render(scale=DPI / 72).to_pil().convert("RGB")
            by_hand(page, written, number + 1, hand, said)
            across(page)
            pictures.append(page)
    return scanned(pictures, DPI)


def _hand(seen: Overview) -> int:
    """Return a number from 1 to 3: how this person writes."""
    return 1 + sha256(seen.application.reference.encode()).digest()[0] % 3


def _said(outside: Outside, seen: Overview) -> Mapping[str, str]:
    day = outside.today().isoformat()
    known = seen.known
    return {
        "representative_date": day, "attestor_date": day, "attestor_statement": "X",
        "attestor_telephone": "613 555-0142",
        "attestor_address": f"12, rue Fictive, {known.get('attestor_regulator', '')}",
    }  # fmt: skip


def _card(outside: Outside, seen: Overview, kind: DocumentKind) -> Card:
    """Return a document that shows this person's own answers, and says that it is invented."""
    known, name = seen.known, str(kind)
    is_first = kind is DocumentKind.FIRST_ID
    titles = (_title(outside, known, name, "fr"), _title(outside, known, name, "en"))
    if is_first:
        lines = _texts(known, "family_name", "given_names", "date_of_birth", "first_id_number")
        return Card(titles, FIRST, (*lines, f"→ {known.get('first_id_expiry', '')}"), has_photo=True)
    whole = f"{known.get('given_names', '')} {known.get('family_name', '')}"
    if known.get("second_id_kind") in PAYMENT_CARDS and kind is DocumentKind.SECOND_ID:
        return Card(titles, PLASTIC, ("**** **** **** 0000", whole.upper(), "01/44"))
    lines = (whole, *_texts(known, "street", "city", "postal_code"), "0,00 $")
    return Card(titles, SECOND, lines, is_letter=True)


def _title(outside: Outside, known: Mapping[str, Any], name: str, language: str) -> str:
    """Return what a document is called: its kind as it was answered, or what it was asked as."""
    content = outside.library.questionnaire
    question = question_of(content, name)
    part = next((it for it in question.parts if it.id == f"{name}_kind"), None) if question else None
    called = part_text(content, part, known.get(part.id), language) if part else ""
    called = called or outside.library.say(f"documents.{name}", language)
    return f"{'FICTIF – ' if language == 'fr' else 'FICTITIOUS – '}{called.partition(' (')[0]}"[:LONGEST]


def _texts(known: Mapping[str, Any], *names: str) -> tuple[str, ...]:
    return tuple(str(known.get(name) or "")[:LONGEST] for name in names)
