"""PDFs given as documents: which are accepted, and what is left of them."""

import io

import pikepdf
import pytest
from PIL import Image, ImageChops

from core.adapters.vault.cleaning_room import clean
from core.adapters.vault.pdf_parts import parts_of, without_camera_notes
from core.adapters.vault.pdfs import pdf_page
from core.domain.errors import DocumentRefusedError
from core.domain.form.file_limits import MOST_BYTES
from tests.adapters import files


@pytest.mark.clause("2.9")
def test_a_pdf_stays_a_pdf_with_all_its_pages():
    cleaned = clean(files.pdf(3))

    with pikepdf.open(io.BytesIO(cleaned.data)) as pdf:
        assert (cleaned.media_type, cleaned.pages, len(pdf.pages)) == ("application/pdf", 3, 3)


@pytest.mark.parametrize("data", [files.pdf(), files.bookmarked_pdf()])
def test_nothing_is_left_of_who_made_a_pdf(data):
    cleaned = clean(data)

    with pikepdf.open(io.BytesIO(cleaned.data)) as pdf:
        assert "/Info" not in pdf.trailer
        assert {"/Metadata", "/OpenAction"} & set(pdf.Root.keys()) == set()
    assert b"Tremblay" not in cleaned.data


def test_a_photo_inside_a_pdf_loses_its_place_and_maker_and_stays_in_sight():
    data = files.photo_pdf(files.photo_with_gps(orientation=1))
    assert b"Tremblay" in data

    cleaned = clean(data)

    assert b"Tremblay" not in cleaned.data
    assert b"Exif" not in cleaned.data
    assert pdf_page(cleaned.data, 1, 612).getpixel((20, 792 - 690)) == pytest.approx((0, 0, 0), abs=20)


def test_a_photo_without_its_camera_notes_has_the_same_pixels():
    photo = files.photo_with_gps(orientation=1)

    plain = without_camera_notes(photo)

    both = [Image.open(io.BytesIO(data)).convert("RGB") for data in (photo, plain)]
    assert ImageChops.difference(*both).getbbox() is None
    assert dict(Image.open(io.BytesIO(plain)).getexif()) == {}


@pytest.mark.parametrize(
    "data", [b"", b"\xff", b"\xff\xd8", b"\xff\xd8\xff\xe1", b"\xff\xd8\xff\xe1\xff\xff!"]
)
def test_camera_notes_cut_short_do_not_go_on_for_ever(data):
    assert len(without_camera_notes(data)) <= len(data)


@pytest.mark.parametrize("data", [files.pdf(2), files.bookmarked_pdf(), files.photo_pdf(files.jpeg())])
def test_the_same_pdf_gives_the_same_bytes(data):
    assert clean(data) == clean(data)


def test_what_follows_a_pdf_is_not_kept():
    cleaned = clean(files.pdf() + b"PK\x03\x04" + files.html())

    assert b"<script>" not in cleaned.data
    assert b"PK\x03\x04" not in cleaned.data


def test_blank_lines_before_a_pdf_are_forgiven():
    assert clean(b"\r\n" + files.pdf()).pages == 1


def test_a_pdf_that_can_be_mended_is_kept_mended():
    cleaned = clean(files.pdf(2).replace(b"startxref\n", b"startxref\n9"))

    with pikepdf.open(io.BytesIO(cleaned.data), attempt_recovery=False) as pdf:
        assert len(pdf.pages) == 2


def test_a_pdf_without_its_trailer_is_mended_too():
    without = files.filled_form_pdf().replace(b"trailer", b"traile!").replace(b"xref\n0", b"xref\nx")

    assert clean(without).pages == 1


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (files.encrypted_pdf(user="secret"), "pdf_encrypted"),
        (files.huge_picture_pdf(), "image_too_many_pixels"),
        (files.pdf(61), "too_many_pages"),
        (files.endless_pdf(), "pdf_damaged"),
        (b"%PDF-1.7\n%%EOF", "pdf_damaged"),
        (files.changed_pdf(lambda file: file.pages.__delitem__(0)), "pdf_damaged"),
    ],
)
def test_an_unfit_pdf_is_refused_with_its_own_code(data, code):
    with pytest.raises(DocumentRefusedError) as refused:
        clean(data)

    assert refused.value.code == code


FORBIDDEN = {
    "/JS",
    "/JavaScript",
    "/AA",
    "/OpenAction",
    "/EF",
    "/AcroForm",
    "/Annots",
    "/Names",
    "/URI",
    "/XFA",
}


@pytest.mark.parametrize(
    ("data", "left_out"),
    [
        (files.pdf(), ()),
        (b"HTTP/1.1 200 OK\r\n\r\n" + files.pdf(), ()),
        (files.pdf() + bytes(9000), ()),
        (files.encrypted_pdf(), ("password",)),
        (files.open_action_pdf(), ("scripts:1",)),
        (files.named_script_pdf(), ("scripts:2",)),
        (files.hidden_script_pdf(), ("links:1", "scripts:1")),
        (files.launching_pdf(), ("links:1", "scripts:1")),
        (files.submitting_pdf(), ("links:1", "scripts:1")),
        (files.film_pdf(), ("media:1",)),
        (files.attachment_pdf(), ("attachments:1",)),
        (files.linked_pdf(), ("links:1",)),
        (files.filled_form_pdf(), ("fields:1",)),
        (files.signed_pdf(), ("signature:1",)),
        (files.xfa_pdf(), ()),
    ],
)
def test_what_is_no_page_is_left_out_and_said_and_the_page_looks_as_it_did(data, left_out):
    cleaned = clean(data)

    assert cleaned.left_out == left_out
    with pikepdf.open(io.BytesIO(cleaned.data)) as pdf:
        assert set().union(*(part.keys() for part in parts_of(pdf))) & FORBIDDEN == set()
    given = pdf_page(data[data.find(b"%PDF-") :], 1, 300)
    assert ImageChops.difference(given, pdf_page(cleaned.data, 1, 300)).getbbox() is None


def test_a_pdf_whose_end_is_missing_is_mended_and_that_is_said():
    cleaned = clean(files.pdf(2)[:-200])

    assert (cleaned.pages, cleaned.left_out) == (2, ("tail",))


def test_a_hidden_layer_stays_hidden():
    assert pdf_page(clean(files.layered_pdf()).data, 1, 300).getextrema() == ((255, 255),) * 3


def test_a_pdf_over_what_is_kept_is_drawn_smaller_instead_of_refused():
    noise = Image.effect_noise((3000, 2200), 90).convert("RGB")
    data = files.saved(noise, "PDF", quality=98)
    assert len(data) > MOST_BYTES

    cleaned = clean(data)

    assert (len(cleaned.data) <= MOST_BYTES, cleaned.pages) == (True, 1)


def test_a_page_is_drawn_on_white_as_wide_as_asked():
    page = pdf_page(files.pdf(), 1, 200)

    assert (page.mode, page.width, page.getpixel((10, 10)), page.getpixel((190, 250))) == (
        "RGB",
        200,
        (0, 0, 0),
        (255, 255, 255),
    )


def test_what_was_typed_into_a_form_is_drawn():
    page = pdf_page(clean(files.filled_form_pdf()).data, 1, 612)

    assert page.getpixel((100, 792 - 500)) == (0, 0, 0)


@pytest.mark.parametrize("number", [0, -1, 2])
def test_a_page_that_is_not_there_is_not_drawn(number):
    assert pdf_page(files.pdf(), number, 100) is None


@pytest.mark.parametrize(("width", "height"), [(1, 14_400), (14_400, 1), (1e7, 1e7), (0, 0), (-50, 1e-9)])
def test_a_page_of_any_shape_is_drawn_within_bounds(width, height):
    page = pdf_page(files.strip_pdf(width, height), 1, 100)

    assert page.width <= 100
    assert page.height <= 400
