"""Several files given as one document: joined, in the order of their codes, upright."""

import io
from random import Random

import pikepdf
import pytest
from PIL import Image

from bench import sheets
from core.adapters.scanning.reading_room import read_file
from core.adapters.vault.cleaning_room import clean
from core.adapters.vault.pdfs import pdf_page
from core.domain.errors import DocumentRefusedError
from tests.adapters import files

FORM = sheets.printed(1)
PAGES = [sheets.filled(it, {box.name for box in it.boxes}, Random(7), "blue") for it in sheets.sheets(FORM)]


def photo(page, turned=0, kind="JPEG"):
    return files.saved(page.rotate(turned, expand=True), kind)


def test_files_of_every_kind_become_one_pdf_of_letter_pages_in_the_order_given():
    cleaned = clean(files.jpeg(), files.heic(), files.pdf(2), files.fax(2), files.png())

    with pikepdf.open(io.BytesIO(cleaned.data)) as pdf:
        sizes = [tuple(float(it) for it in page.mediabox[2:]) for page in pdf.pages]
    assert (cleaned.media_type, cleaned.pages) == ("application/pdf", 7)
    assert all(min(size) <= 613 and max(size) <= 793 for size in sizes)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_pages_of_the_form_are_put_in_order_and_upright_and_others_stay_where_they_were(turned):
    letter = files.jpeg(size=(850, 1100))

    cleaned = clean(photo(PAGES[1], turned), letter, photo(PAGES[0], turned))

    _, *seen = read_file(cleaned.data, sheets.REFERENCE, {1: FORM.places})
    assert [(page.number, page.form_page, page.codes) for page in seen] == [
        (1, 1, 4),
        (2, None, 0),
        (3, 2, 4),
    ]
    assert {box.ink for page in seen for box in page.boxes} == {"filled"}
    signature = next(box for box in seen[0].boxes if box.name == "representative_signature")
    assert signature.corners[0][0] < signature.corners[1][0]


def test_what_was_left_out_of_any_of_them_is_said_once():
    assert clean(files.linked_pdf(), files.linked_pdf(), files.encrypted_pdf()).left_out == (
        "links:1",
        "password",
    )


def test_the_same_files_give_the_same_bytes():
    assert clean(files.jpeg(), files.pdf()) == clean(files.jpeg(), files.pdf())


def test_the_place_of_the_file_at_fault_is_named():
    with pytest.raises(DocumentRefusedError) as refused:
        clean(files.jpeg(), files.gif())

    assert (refused.value.code, refused.value.values) == ("file_kind_unknown", {"place": 2})


def test_too_many_pages_together_are_refused():
    with pytest.raises(DocumentRefusedError, match="too_many_pages"):
        clean(files.pdf(40), files.pdf(21))


def test_a_joined_picture_looks_as_it_did():
    page = pdf_page(clean(files.jpeg(), files.png()).data, 1, 120).convert("L")

    assert (page.getpixel((5, 5)) < 60, page.getpixel((100, 60)) > 200) == (True, True)
    assert isinstance(page, Image.Image)
