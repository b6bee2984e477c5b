"""Pictures given as documents: which are accepted, and what is left of them."""

import io

import pytest
from PIL import Image, ImageChops

from core.adapters.vault.cleaning_room import clean
from core.adapters.vault.images import clean_image
from core.domain.errors import DocumentRefusedError
from core.domain.form.file_limits import MOST_BYTES, MOST_GIVEN
from tests.adapters import files


def opened(cleaned):
    return Image.open(io.BytesIO(cleaned.data))


def refusal_of(data):
    with pytest.raises(DocumentRefusedError) as refused:
        clean(data)
    return refused.value.code


@pytest.mark.clause("2.9")
@pytest.mark.parametrize(
    ("data", "media_type", "pages"),
    [
        (files.jpeg(), "image/jpeg", 1),
        (files.jpeg("L"), "image/jpeg", 1),
        (files.jpeg("CMYK"), "image/jpeg", 1),
        (files.png(), "image/png", 1),
        (files.png("P"), "image/png", 1),
        (files.png("LA"), "image/png", 1),
        (files.deep_png(), "image/png", 1),
        (files.fax(3), "image/tiff", 3),
        (files.talkative_tiff(), "image/tiff", 1),
    ],
)
def test_a_picture_stays_of_its_kind_and_keeps_all_its_pages(data, media_type, pages):
    cleaned = clean(data)

    image = opened(cleaned)
    assert (cleaned.media_type, cleaned.pages) == (media_type, pages)
    assert (image.get_format_mimetype(), getattr(image, "n_frames", 1)) == (media_type, pages)


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_jpeg_looks_as_it_did(mode):
    image = opened(clean(files.jpeg(mode))).convert("L")

    assert image.size == (120, 80)
    assert image.getpixel((5, 5)) < 40
    assert image.getpixel((100, 60)) > 215


def test_a_jpeg_in_printing_colours_becomes_one_in_screen_colours():
    assert opened(clean(files.jpeg("CMYK"))).mode == "RGB"


def test_a_photo_is_turned_upright():
    image = opened(clean(files.photo_with_gps(orientation=6)))

    assert image.size == (80, 120)
    assert image.convert("L").getpixel((75, 5)) < 40


@pytest.mark.parametrize("data", [files.photo_with_gps(), files.talkative_png(), files.talkative_tiff()])
def test_nothing_is_left_of_who_made_a_picture_where_and_with_what(data):
    assert b"Tremblay" in data

    cleaned = clean(data)

    assert b"Tremblay" not in cleaned.data
    assert files.GPS not in opened(cleaned).getexif()
    assert files.ORIENTATION not in opened(cleaned).getexif() or cleaned.media_type == "image/tiff"


def test_what_follows_a_picture_is_not_kept():
    cleaned = clean(files.png() + files.html())

    assert b"<script>" not in cleaned.data


def test_a_picture_of_sixteen_bits_keeps_its_shades():
    image = opened(clean(files.deep_png()))

    assert [image.getpixel(place) for place in [(0, 0), (1, 0), (2, 0)]] == [0, 128, 255]


def test_a_see_through_picture_is_laid_on_white_paper():
    image = opened(clean(files.see_through_png()))

    assert (image.mode, image.getpixel((5, 5)), image.getpixel((0, 0))) == (
        "RGB",
        (255, 255, 255),
        (0, 0, 0),
    )


def test_a_fax_stays_in_two_tones():
    image = opened(clean(files.fax(3)))
    image.seek(2)

    assert (image.mode, image.size, image.getpixel((5, 5)), image.getpixel((100, 60))) == (
        "1",
        (120, 80),
        0,
        255,
    )


def test_a_coarse_fax_gets_the_height_its_paper_had():
    assert opened(clean(files.fax(1, dpi=(204, 98)))).size == (120, 167)


def test_a_faulty_camera_block_does_not_cost_a_good_picture():
    data = files.saved(files.picture(), "JPEG", exif=b"Exif\0\0MM\0*\xff\xff\xff\xff\xff\xff")

    assert opened(clean(data)).size == (120, 80)


def test_a_fax_on_its_side_is_turned_before_its_dots_are_made_square():
    image = opened(clean(files.sideways_fax()))

    assert image.size == (80, 250)
    assert (image.getpixel((75, 5)), image.getpixel((5, 240))) == (0, 255)


@pytest.mark.parametrize("data", [files.heic(), files.saved(files.picture(), "WEBP", quality=95)])
def test_a_photograph_of_a_telephone_is_kept_as_one_that_everybody_opens(data):
    image = opened(clean(data)).convert("L")

    assert (clean(data).media_type, image.size) == ("image/jpeg", (120, 80))
    assert (image.getpixel((5, 5)) < 60, image.getpixel((100, 60)) > 200) == (True, True)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_over_what_is_kept_is_made_smaller_instead_of_refused(kind):
    noise = Image.effect_noise((3000, 2200), 90).convert("RGB")
    data = files.saved(noise, kind, **({"quality": 98} if kind == "JPEG" else {}))
    assert len(data) > MOST_BYTES

    cleaned = clean(data)

    assert (len(cleaned.data) <= MOST_BYTES, cleaned.media_type) == (True, "image/jpeg")


def test_a_photographic_tiff_does_not_outgrow_the_limit():
    noise = Image.effect_noise((1300, 900), 20).convert("RGB").resize((2600, 1800))
    data = files.saved(noise, "TIFF", compression="jpeg", quality=60)
    assert len(data) < MOST_BYTES < len(files.saved(noise, "TIFF", compression="tiff_adobe_deflate"))

    cleaned = clean(data)

    assert len(cleaned.data) < MOST_BYTES
    both = [Image.open(io.BytesIO(found)).convert("RGB").resize((26, 18)) for found in (data, cleaned.data)]
    assert max(high for _, high in ImageChops.difference(*both).getextrema()) < 8


@pytest.mark.parametrize(
    "data", [files.jpeg(), files.photo_with_gps(), files.png(), files.png("P"), files.fax(3)]
)
def test_the_same_picture_gives_the_same_bytes(data):
    assert clean(data) == clean(data)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (files.jpeg() + bytes(MOST_GIVEN), "file_too_large"),
        (files.gif(), "file_kind_unknown"),
        (files.html(), "file_kind_unknown"),
        (files.gif() + files.pdf(), "file_kind_unknown"),
        (b"PK\x03\x04" + files.pdf(), "file_kind_unknown"),
        (files.bomb_png(), "image_too_many_pixels"),
        (files.bomb_png(10_000, 8_001), "image_too_many_pixels"),
        (files.bomb_png(12_000, 12_000), "image_too_many_pixels"),
        (files.bomb_png(1000, 1000), "image_damaged"),
        (files.jpeg(size=(400, 400))[:2000], "image_damaged"),
        (files.png()[:-20], "image_damaged"),
        (files.fax(3)[:-200], "image_damaged"),
        (files.fax(3)[:-300], "image_damaged"),
        (b"\xff\xd8\xff", "image_damaged"),
        (files.fax(61), "too_many_pages"),
    ],
)
def test_an_unfit_file_is_refused_with_its_own_code(data, code):
    assert refusal_of(data) == code


def test_pages_that_are_too_large_only_together_are_refused():
    sheet = Image.new("1", (8000, 8000), 1)
    data = files.saved(sheet, "TIFF", save_all=True, append_images=[sheet], compression="group4")

    assert refusal_of(data) == "image_too_many_pixels"


def test_a_picture_is_read_as_what_its_first_bytes_say_and_nothing_else():
    with pytest.raises(DocumentRefusedError, match="image_damaged"):
        clean_image(files.gif(), "image/png")
