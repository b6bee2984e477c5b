"""The few files to which every document of the demonstration points, put into the vault once."""

import json
from collections.abc import Container, Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from itertools import product
from typing import Any

import pikepdf
import pypdfium2
from PIL import Image

from core.demonstration.pictures import Card, across, by_hand, drawn, scanned
from core.demonstration.workshop import Workshop
from core.domain.application.content import LANGUAGES
from core.domain.form.papers import FormPlace, FormRequest, FormRow, FormWriter
from core.domain.form.returned_form import ATTESTATION, DATE, REACH, SIGNATURE, BoxSeen
from core.domain.ports.vault import Vault

# pypdfium2 carries no types.
_PDFIUM: Any = pypdfium2
DPI, WIDTH, HEIGHT = 110, 215.9, 279.4
PDF, JPEG = "application/pdf", "image/jpeg"
SUFFIX = {PDF: "pdf", JPEG: "jpg"}
ROWS = {
    "request": (("Numéro / Number", "RRA-SPEC-MENS"),),
    "representative": (
        ("Nom / Name", "Camille Spécimen"), ("Naissance / Birth", "Spécimen"),
        ("Langue / Language", "Spécimen"),
        ("Organisme / Regulator", "Fictif / Fictitious"), ("Permis / Licence", "Spécimen"),
        ("Numéro / Number", "Spécimen"), ("Organisation", "Spécimen"), ("Adresse / Address", "Spécimen"),
        ("Téléphone / Telephone", "Spécimen"), ("Courriel / E-mail", "Spécimen"),
    ),
    "identity": (
        ("Première pièce / First document", "Spécimen"), ("Deuxième pièce / Second document", "Spécimen"),
    ),
    "attestation": (("Membre qui atteste / Attesting member", "Robin Sample"),),
}  # fmt: skip
OWN = (SIGNATURE, DATE)
ATTESTING = (*ATTESTATION, *REACH)
LEFT_EMPTY = {"signed": (), "not_signed": OWN}, {
    "attested": (), "not_attested": ATTESTING, "incomplete": ("attestor_telephone",),
}  # fmt: skip
"""Which boxes are empty on a form of which signature or attestation is so."""
RETURNED = (
    (1, (), 2), (3, (), 2), (1, OWN, 2), (1, (), 1), (1, ATTESTING, 2), (1, (*OWN, *ATTESTING), 2),
    (1, ("attestor_telephone",), 2), (1, OWN, 1),
)  # fmt: skip
"""The forms that come back: whose hand, which boxes are empty, how many of its pages."""
FIRST, SECOND = (38, 55, 74), (3, 102, 42)
CARDS = {
    "first_id": (
        Card(("PASSEPORT FICTIF", "FICTITIOUS PASSPORT"), FIRST,
             ("Exemple", "Camille", "FX0000000"), has_photo=True),
        Card(("PERMIS DE CONDUIRE FICTIF", "FICTITIOUS DRIVER'S LICENCE"), (83, 44, 96),
             ("Sample", "Robin", "12, rue Fictive", "FX0000001"), has_photo=True),
        Card(("CARTE D’IDENTITÉ FICTIVE", "FICTITIOUS IDENTITY CARD"), (120, 66, 18),
             ("Fictif", "Dominique", "FX0000002"), has_photo=True),
    ),
    "second_id": (
        Card(("AVIS DE COTISATION FICTIF", "FICTITIOUS TAX ASSESSMENT"), SECOND,
             ("Camille Exemple", "12, rue Fictive", "Gatineau (Québec)", "0,00 $"), is_letter=True),
        Card(("FACTURE FICTIVE", "FICTITIOUS BILL"), (20, 90, 110),
             ("Robin Sample", "340 Example Avenue", "Toronto, Ontario", "0.00 $"), is_letter=True),
        Card(("LETTRE D’UN GOUVERNEMENT IMAGINAIRE", "LETTER FROM AN IMAGINARY GOVERNMENT"), (70, 70, 70),
             ("Dominique Fictif", "1er janvier 2000", "7, place de l’Échantillon"), is_letter=True),
    ),
    "additional": (
        Card(("ATTESTATION FICTIVE", "FICTITIOUS CERTIFICATE"), (110, 30, 50),
             ("Le nom est le même.", "The name is the same."), is_letter=True),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Specimen:
    """A file for one kind of document; `place` tells those of a kind apart."""

    kind: str
    place: int
    data: bytes
    media_type: str
    pages: int

    @property
    def row(self) -> dict[str, Any]:
        """Return what a document's row says of it.

        Shapes: the key follows from the bytes, so that the same demonstration has the same rows everywhere.
        """
        digest = sha256(self.data).hexdigest()
        suffix = SUFFIX[self.media_type]
        return {
            "kind": self.kind, "place": self.place, "media_type": self.media_type, "size": len(self.data),
            "pages": self.pages, "sha256": digest, "vault_key": f"{digest[:32]}.{suffix}",
            "file_name": f"specimen-{self.kind}-{self.place + 1}.{suffix}",
        }  # fmt: skip


def keep_specimens(workshop: Workshop, vault: Vault, paper: FormWriter) -> None:
    """Put the files into the vault, and lay out their rows."""
    blanks = {language: _blank(paper, language) for language in LANGUAGES}
    forms = [
        Specimen("print", place, data, PDF, pages) for place, (data, pages, _) in enumerate(blanks.values())
    ]
    files = [*_signed(*blanks["fr"]), *_cards()]
    for specimen in (*forms, *files):
        vault.put_back(specimen.row["vault_key"], specimen.data)
    columns = {
        "kind": "VARCHAR", "place": "INTEGER", "file_name": "VARCHAR", "media_type": "VARCHAR",
        "size": "INTEGER", "pages": "INTEGER", "sha256": "VARCHAR", "vault_key": "VARCHAR",
    }  # fmt: skip
    workshop.table("file", columns, [specimen.row for specimen in files])
    columns = {
        "language": "VARCHAR",
        "pages": "INTEGER",
        "places": "JSON",
        "vault_key": "VARCHAR",
        "sha256": "VARCHAR",
    }
    rows = [
        {**form.row, "language": language, "places": [place.model_dump() for place in blanks[language][2]]}
        for language, form in zip(LANGUAGES, forms, strict=True)
    ]
    workshop.table("blank", columns, rows)
    columns = {"page": "INTEGER", "signature": "VARCHAR", "attestation": "VARCHAR", "boxes": "VARCHAR"}
    workshop.table("page_boxes", columns, _seen(*blanks["fr"][1:]))


def _seen(pages: int, places: tuple[FormPlace, ...]) -> Iterator[dict[str, Any]]:
    """Yield what is read of each page's boxes, however it was signed and attested."""
    signatures, attestations = LEFT_EMPTY
    for page, signature, attestation in product(range(1, pages + 1), signatures, attestations):
        empty = {*signatures[signature], *attestations[attestation]}
        boxes = [_box(it, empty) for it in places if it.page == page and it.name in (*OWN, *ATTESTING)]
        told = {"page": page, "signature": signature, "attestation": attestation}
        yield {**told, "boxes": json.dumps(boxes)}


def _box(place: FormPlace, empty: Container[str]) -> dict[str, Any]:
    left, right = (round(it / WIDTH, 4) for it in (place.x, place.x + place.width))
    top, bottom = (round(it / HEIGHT, 4) for it in (place.y, place.y + place.height))
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    ink, share = ("empty", 0.0) if place.name in empty else ("filled", 0.08)
    return BoxSeen(name=place.name, ink=ink, share=share, corners=corners).model_dump(mode="json")


def _blank(paper: FormWriter, language: str) -> tuple[bytes, int, tuple[FormPlace, ...]]:
    """Return the form as the portal prints it, without the hour at which it was drawn."""
    blocks = {
        block: tuple(FormRow(label=label, value=value) for label, value in rows)
        for block, rows in ROWS.items()
    }
    request = FormRequest(
        language=language, reference="RRA-SPEC-MENS", print_number=1, digest="0" * 64, printed_on="Spécimen",
        blocks=blocks,
    )  # fmt: skip
    form = paper.form(request)
    kept = BytesIO()
    with pikepdf.open(BytesIO(form.data)) as pdf:
        del pdf.docinfo["/CreationDate"]
        del pdf.trailer["/ID"]
        pdf.save(kept, deterministic_id=True)
    return kept.getvalue(), form.pages, form.places


def _signed(data: bytes, pages: int, places: tuple[FormPlace, ...]) -> Iterator[Specimen]:
    """Yield the form as it comes back, scanned: whole, by other hands, with something missing."""
    for place, (hand, empty, came) in enumerate(RETURNED):
        written = [it for it in places if it.name not in empty]
        pictures: list[Image.Image] = []
        with _PDFIUM.PdfDocument(data) as pdf:
            for number in range(min(pages, came)):
                picture: Image.Image = pdf[number].render(scale=DPI / 72).to_pil().convert("RGB")
                by_hand(picture, written, number + 1, hand)
                across(picture)
                pictures.append(picture.rotate(0.4 * (place % 3 - 1), fillcolor=(250, 250, 250)))
        yield Specimen("imm5661", place, scanned(pictures, DPI), PDF, len(pictures))


def _cards() -> Iterator[Specimen]:
    for kind, cards in CARDS.items():
        for place, card in enumerate(cards):
            yield Specimen(kind, place, drawn(card), JPEG, 1)
