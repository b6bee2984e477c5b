"""The vault as the portal uses it: inspect, keep, read, look at, walk."""

import io
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest
from PIL import Image

from core.adapters.vault.vault import FileVault
from core.domain.errors import DocumentRefusedError, NotFoundError
from core.domain.ports.vault import InspectedFile
from tests.adapters import files


class FindsEicar:
    """A scanner that knows one virus."""

    def fault(self, data):
        return "Eicar-Test-Signature" if b"EICAR" in data else None


@pytest.fixture(params=["file", "memory"])
def vault(request, tmp_path):
    return FileVault(f"file://{tmp_path}/files" if request.param == "file" else f"memory://{uuid4()}")


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "files"


def test_what_is_kept_is_read_back_and_found_on_the_walk(vault):
    assert list(vault.keys()) == []

    first, second = vault.keep(b"one", "application/pdf"), vault.keep(b"two", "image/png")

    assert (vault.read(first), vault.read(second)) == (b"one", b"two")
    assert list(vault.keys()) == sorted([first, second])


def test_the_same_bytes_kept_twice_have_two_keys(vault):
    assert vault.keep(b"one", "image/png") != vault.keep(b"one", "image/png")


def test_a_backup_puts_every_file_back_under_its_key(vault, folder):
    key = vault.keep(b"one", "application/pdf")
    other = FileVault(f"memory://{uuid4()}")

    other.put_back(key, vault.read(key))

    assert (list(other.keys()), other.read(key)) == ([key], b"one")


@pytest.mark.parametrize(
    "key", ["0" * 32 + ".pdf", "", "../secrets.toml", "/etc/passwd", "ab/" + "0" * 32 + ".pdf"]
)
def test_a_key_that_names_nothing_or_another_place_leads_nowhere(vault, key):
    vault.keep(b"one", "image/png")

    with pytest.raises(NotFoundError, match="file_not_found"):
        vault.read(key)


def test_a_file_lies_two_letters_deep_for_its_owner_alone(folder):
    key = FileVault(f"file://{folder}").keep(b"one", "image/jpeg")

    path = folder / key[:2] / key
    assert (path.read_bytes(), path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (
        b"one",
        0o600,
        0o700,
    )
    assert [found for found in folder.rglob("*") if found.is_file()] == [path]


def test_a_file_half_written_when_the_power_went_is_not_on_the_walk(folder):
    vault = FileVault(f"file://{folder}")
    key = vault.keep(b"one", "image/jpeg")
    Path(f"{folder / key[:2] / key}.0badcafe.half").write_bytes(b"o")

    assert list(vault.keys()) == [key]


def test_a_file_that_cannot_be_stored_is_refused_and_leaves_nothing(folder):
    folder.write_bytes(b"a file where the folder should be")

    with pytest.raises(DocumentRefusedError, match="file_not_kept"):
        FileVault(f"file://{folder}").keep(b"one", "image/jpeg")


@pytest.mark.clause("2.14")
@pytest.mark.parametrize(
    ("data", "media_type", "pages"),
    [(files.jpeg(), "image/jpeg", 1), (files.fax(3), "image/tiff", 3), (files.pdf(2), "application/pdf", 2)],
)
def test_a_fit_file_comes_back_cleaned_with_the_digest_of_what_is_kept(vault, data, media_type, pages):
    inspected = vault.inspect(data)

    digest = sha256(inspected.data).hexdigest()
    assert inspected == InspectedFile(
        data=inspected.data, media_type=media_type, pages=pages, sha256=digest, pictures=inspected.pictures
    )
    assert set(inspected.pictures) == {(page, width) for page in range(1, pages + 1) for width in (520, 1000)}
    assert vault.inspect(data) == inspected


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (bytes(25 * 1024 * 1024 + 1), "file_too_large"),
        (files.gif(), "file_kind_unknown"),
        (files.bomb_png(), "image_too_many_pixels"),
        (files.encrypted_pdf(user="secret"), "pdf_encrypted"),
        (files.swollen_pdf(), "document_unreadable"),
    ],
)
def test_an_unfit_file_is_refused(vault, data, code):
    with pytest.raises(DocumentRefusedError) as refused:
        vault.inspect(data)

    assert refused.value.code == code


def test_the_values_of_a_refusal_reach_its_sentence(vault):
    with pytest.raises(DocumentRefusedError) as refused:
        vault.inspect(files.fax(61))

    assert (refused.value.code, refused.value.values) == ("too_many_pages", {"most": 60})


def test_an_infected_file_is_refused_by_the_name_of_what_was_found(folder):
    vault = FileVault(f"file://{folder}", FindsEicar())

    with pytest.raises(DocumentRefusedError) as refused:
        vault.inspect(files.png() + b"EICAR")

    assert (refused.value.code, refused.value.values) == ("infected", {"found": "Eicar-Test-Signature"})
    assert vault.inspect(files.png()).pages == 1


def test_the_process_apart_sees_none_of_the_portals_secrets(vault, monkeypatch):
    # A portal whose secrets reached the process apart would also give it this broken search path.
    monkeypatch.setenv("PYTHONHOME", "/nowhere")

    assert vault.inspect(files.png()).pages == 1


def shown(vault, key, media_type, number, width):
    return Image.open(io.BytesIO(vault.page(key, media_type, number, width)))


@pytest.mark.clause("2.14")
@pytest.mark.parametrize(
    ("data", "media_type", "pages", "size"),
    [
        (files.pdf(2, size=(210, 280)), "application/pdf", 2, (520, 694)),
        (files.fax(2), "image/tiff", 2, (120, 80)),
        (files.jpeg(), "image/jpeg", 1, (120, 80)),
        (files.png("P"), "image/png", 1, (120, 80)),
    ],
)
def test_every_page_kept_before_can_be_looked_at(vault, data, media_type, pages, size):
    key = vault.keep(data, media_type)

    looks = [shown(vault, key, media_type, number, 240) for number in range(1, pages + 1)]

    assert {(page.format, page.size) for page in looks} == {("JPEG", size)}
    assert {page.convert("L").getpixel((8, 8)) < 60 for page in looks} == {True}
    assert {page.convert("L").getpixel((100, 70)) > 215 for page in looks} == {size == (120, 80)}


@pytest.mark.parametrize(("asked", "drawn"), [(1, 520), (240, 520), (900, 1000), (1400, 2000), (9000, 2000)])
def test_a_page_is_drawn_at_the_next_of_three_widths(vault, asked, drawn):
    key = vault.keep(files.pdf(), "application/pdf")

    assert shown(vault, key, "application/pdf", 1, asked).width == drawn


def test_a_small_picture_is_not_blown_up(vault):
    key = vault.keep(files.png(), "image/png")

    assert shown(vault, key, "image/png", 1, 10_000).size == (120, 80)


def test_fine_strokes_of_a_fax_turn_grey_and_not_to_nothing_when_it_is_made_small(vault):
    stripes = Image.new("1", (2080, 400), 1)
    for x in range(0, 2080, 4):
        stripes.paste(0, (x, 0, x + 1, 400))
    key = vault.keep(files.saved(stripes, "TIFF", compression="group4"), "image/tiff")

    low, high = shown(vault, key, "image/tiff", 1, 500).crop((10, 10, 500, 90)).getextrema()

    assert 150 < low <= high < 230


@pytest.mark.parametrize("number", [-1, 0, 3])
@pytest.mark.parametrize(
    ("data", "media_type"), [(files.pdf(2), "application/pdf"), (files.fax(2), "image/tiff")]
)
def test_a_page_that_is_not_there_is_not_found(vault, data, media_type, number):
    key = vault.keep(data, media_type)

    with pytest.raises(NotFoundError, match="page_not_found"):
        vault.page(key, media_type, number, 100)


def test_a_picture_looked_at_twice_is_drawn_once_also_for_the_next_portal(folder):
    key = FileVault(f"file://{folder}").keep(files.pdf(), "application/pdf")
    first = FileVault(f"file://{folder}").page(key, "application/pdf", 1, 100)
    (folder / key[:2] / key).write_bytes(b"")

    assert FileVault(f"file://{folder}").page(key, "application/pdf", 1, 101) == first


def test_pictures_drawn_at_upload_are_all_that_the_viewer_needs(vault):
    fit = vault.inspect(files.pdf(2))

    key = vault.keep(b"never opened again", fit.media_type, fit.pictures)

    assert [vault.page(key, fit.media_type, 2, width) for width in (240, 900)] == [
        fit.pictures[2, 520],
        fit.pictures[2, 1000],
    ]


def test_pictures_go_with_their_file_and_are_not_on_the_walk(vault, folder):
    fit = vault.inspect(files.pdf())
    key = vault.keep(fit.data, fit.media_type, fit.pictures)
    assert list(vault.keys()) == [key]

    vault.erase(key)

    with pytest.raises(NotFoundError, match="file_not_found"):
        vault.page(key, fit.media_type, 1, 900)
    assert not [found for found in folder.rglob("*") if found.is_file()]


def test_a_page_that_cannot_be_drawn_is_said_to_be_so_and_not_tried_again(folder):
    key = FileVault(f"file://{folder}").keep(b"%PDF-no such file", "application/pdf")
    for data in (b"%PDF-no such file", files.pdf()):
        (folder / key[:2] / key).write_bytes(data)

        with pytest.raises(NotFoundError, match="page_not_drawn"):
            FileVault(f"file://{folder}").page(key, "application/pdf", 1, 900)
