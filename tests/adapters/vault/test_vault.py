"""The vault as the portal uses it: inspect, keep, read, look at, walk."""

import io
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest
from PIL import Image

from core.adapters.vault.pictures import PictureMemory
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
    assert inspected == InspectedFile(data=inspected.data, media_type=media_type, pages=pages, sha256=digest)
    assert vault.inspect(data) == inspected


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (bytes(4 * 1024 * 1024 + 1), "file_too_large"),
        (files.gif(), "file_kind_unknown"),
        (files.bomb_png(), "image_too_many_pixels"),
        (files.open_action_pdf(), "pdf_active_content"),
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


@pytest.mark.clause("2.14")
@pytest.mark.parametrize(
    ("data", "media_type", "size"),
    [
        (files.pdf(2, size=(210, 280)), "application/pdf", (60, 80)),
        (files.fax(2), "image/tiff", (60, 40)),
        (files.jpeg(), "image/jpeg", None),
        (files.png("P"), "image/png", None),
    ],
)
def test_every_page_can_be_looked_at(vault, data, media_type, size):
    key = vault.keep(data, media_type)

    shown = [Image.open(io.BytesIO(vault.page(key, media_type, n, 60))) for n in ((1, 2) if size else (1,))]

    assert {(page.format, page.size) for page in shown} == {("PNG", size or (60, 40))}
    assert {page.convert("L").getpixel((2, 2)) < 60 for page in shown} == {True}
    assert {page.convert("L").getpixel((50, 35)) > 215 for page in shown} == {True}


def test_a_small_picture_is_not_blown_up(vault):
    key = vault.keep(files.png(), "image/png")

    assert Image.open(io.BytesIO(vault.page(key, "image/png", 1, 10_000))).size == (120, 80)


def test_fine_strokes_of_a_fax_turn_grey_and_not_to_nothing_when_it_is_made_small(vault):
    stripes = Image.new("1", (400, 400), 1)
    for x in range(0, 400, 4):
        stripes.paste(0, (x, 0, x + 1, 400))
    key = vault.keep(files.saved(stripes, "TIFF", compression="group4"), "image/tiff")

    shown = Image.open(io.BytesIO(vault.page(key, "image/tiff", 1, 100)))

    low, high = shown.crop((10, 10, 90, 90)).getextrema()
    assert 150 < low <= high < 230


@pytest.mark.parametrize("number", [-1, 0, 3])
@pytest.mark.parametrize(
    ("data", "media_type"), [(files.pdf(2), "application/pdf"), (files.fax(2), "image/tiff")]
)
def test_a_page_that_is_not_there_is_not_found(vault, data, media_type, number):
    key = vault.keep(data, media_type)

    with pytest.raises(NotFoundError, match="page_not_found"):
        vault.page(key, media_type, number, 100)


def test_a_picture_looked_at_twice_is_drawn_once(folder):
    vault = FileVault(f"file://{folder}")
    key = vault.keep(files.pdf(), "application/pdf")
    first = vault.page(key, "application/pdf", 1, 100)
    (folder / key[:2] / key).unlink()

    assert vault.page(key, "application/pdf", 1, 100) == first
    with pytest.raises(NotFoundError, match="file_not_found"):
        vault.page(key, "application/pdf", 1, 101)


def test_remembered_pictures_stay_within_their_bytes_and_the_oldest_is_forgotten():
    memory = PictureMemory(most_bytes=10)
    memory.add(("a", 1, 1), b"1234")
    memory.add(("b", 1, 1), b"1234")
    memory.get(("a", 1, 1))
    memory.add(("c", 1, 1), b"1234")
    memory.add(("c", 1, 1), b"4321")

    assert [memory.get((key, 1, 1)) for key in "abc"] == [b"1234", None, b"4321"]


def test_a_picture_over_the_limit_is_not_remembered():
    memory = PictureMemory(most_bytes=3)

    memory.add(("a", 1, 1), b"1234")

    assert memory.get(("a", 1, 1)) is None
