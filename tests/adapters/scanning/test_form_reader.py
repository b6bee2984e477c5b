"""The reader on whole files: what it finds on the pages, and that no file can do it harm."""

from dataclasses import dataclass
from random import Random
from subprocess import CalledProcessError

import pytest
from PIL import Image, ImageFilter

from bench import sheets
from bench.damage import jpeg
from core.adapters.scanning.form_reader import PaperReader
from core.adapters.scanning.reading_room import read_file
from core.adapters.vault.cleaning_room import clean
from core.domain.form.returned_form import DATE, SIGNATURE, PageSeen
from tests.adapters import files

FORM = sheets.printed(1)
PRINTS = {1: FORM.places}
OVERHEARD = PageSeen(
    number=1, codes=4, reference="RRA-3333-3333", form_page=1, print_number=2, digest="0" * 16
)
HANDS = {box.name for sheet in sheets.sheets(FORM) for box in sheet.boxes}


def pages(*without, form=FORM):
    """Return the pages of a form, every box filled but these."""
    hand = Random(7)
    return [sheets.filled(sheet, HANDS - set(without), hand, "blue") for sheet in sheets.sheets(form)]


def read(data, prints=PRINTS, reference=sheets.REFERENCE):
    count, *seen = read_file(data, reference, prints)
    assert count == len(seen)
    return seen


def inks(seen):
    return {box.name: box.ink for page in seen for box in page.boxes}


@pytest.mark.clause("2.9", "3.R3")
@pytest.mark.parametrize("bound", [sheets.as_pdf, sheets.as_tiff])
def test_every_page_of_a_scan_says_whose_it_is_and_what_its_boxes_hold(bound):
    seen = read(clean(bound(*pages(DATE))).data)

    told = [(it.number, it.codes, it.reference, it.form_page, it.print_number, it.digest) for it in seen]
    assert told == [(page, 4, sheets.REFERENCE, page, 1, sheets.DIGEST[:16]) for page in (1, 2)]
    assert inks(seen) == dict.fromkeys(HANDS, "filled") | {DATE: "empty"}
    assert [(page.quality, page.is_blank, page.passes) for page in seen] == [((), False, 1)] * 2


@pytest.mark.clause("2.9")
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_is_read_like_a_page(kind):
    seen = read(clean(files.saved(pages()[0], kind)).data)

    assert inks(seen) == {SIGNATURE: "filled", DATE: "filled"}


def test_a_form_that_nobody_printed_is_read_as_it_was_made_and_all_its_boxes_are_empty():
    assert inks(read(FORM.data)) == dict.fromkeys(HANDS, "empty")


def test_a_box_is_told_where_it_lies_on_the_picture_of_its_page():
    page = pages()[0].rotate(180)

    box = read(sheets.as_pdf(page))[0].boxes[0]

    it = next(it for it in FORM.places if it.name == SIGNATURE)
    left, right, top, low = it.x, it.x + it.width, it.y, it.y + it.height
    corners = ((left, top), (right, top), (right, low), (left, low))
    expected = [(1 - x / 215.9, 1 - y / 279.4) for x, y in corners]
    assert [pytest.approx(point, abs=0.002) for point in expected] == list(box.corners)


@pytest.mark.parametrize(
    ("prints", "reference"),
    [(PRINTS, "RRA-3333-3333"), ({2: FORM.places}, sheets.REFERENCE), ({}, sheets.REFERENCE)],
)
def test_boxes_are_measured_on_the_prints_of_this_request_only(prints, reference):
    seen = read(sheets.as_pdf(*pages()), prints, reference)

    assert [(page.reference, page.boxes) for page in seen] == [(sheets.REFERENCE, ())] * 2


def test_a_white_back_is_told_from_a_page_that_cannot_be_read():
    white, page = Image.new("RGB", (1700, 2200), (250, 250, 246)), pages()[1]
    spoilt = page.filter(ImageFilter.GaussianBlur(5))

    seen = read(sheets.as_pdf(jpeg(white, Random(1)), spoilt))

    assert [(it.codes, it.is_blank, it.quality, it.passes) for it in seen] == [
        (0, True, (), 2), (0, False, ("blurred",), 2),
    ]  # fmt: skip


def test_the_room_tells_each_page_as_it_is_read():
    heard = []

    seen = PaperReader().read(
        sheets.as_pdf(*pages()), sheets.REFERENCE, PRINTS, lambda *told: heard.append(told)
    )

    assert heard == [(1, 2), (2, 2)]
    assert seen == tuple(read(sheets.as_pdf(*pages())))


@pytest.mark.parametrize(
    "data",
    [b"", b"%PDF-1.7 and then nothing", b"\x89PNG\r\n", files.html(), files.bomb_png(), files.swollen_pdf()],
    ids=["nothing", "no PDF", "no PNG", "a page of the web", "a huge picture", "a swollen PDF"],
)
def test_a_file_that_cannot_be_read_is_nothing_read_and_never_an_error(data):
    seen = PaperReader().read(data, sheets.REFERENCE, PRINTS)

    assert [(page.codes, page.boxes) for page in seen] in ([], [(0, ())])


@dataclass
class Overheard:
    """A room that says what a test lets it say, and then falls silent."""

    answers: list[bytes]

    def lines(self, data, person):
        yield from self.answers
        raise CalledProcessError(-9, "the room")


def test_what_a_room_said_before_it_fell_silent_counts_and_the_rest_is_unread():
    room = Overheard([b"3\n", OVERHEARD.model_dump_json().encode()])

    seen = PaperReader(room).read(b"", sheets.REFERENCE, {})

    assert seen == (OVERHEARD, PageSeen(number=2), PageSeen(number=3))


@pytest.mark.parametrize(
    "answers",
    [
        [b"no number\n"],
        [b"1\n", b"no page\n"],
        [b"1\n", OVERHEARD.model_copy(update={"reference": "<script>"}).model_dump_json().encode()],
        [b"1\n", OVERHEARD.model_copy(update={"digest": None}).model_dump_json().encode()],
        [b"1\n", OVERHEARD.model_copy(update={"number": 2}).model_dump_json().encode()],
        [b"1\n", b'{"number": 1, "quality": ["' + b"x" * 30_000 + b'"]}'],
        [b"0\n", b'{"number": 1}\n'],
        [b"-7\n", b'{"number": 1}\n'],
    ],
)
def test_a_room_that_says_what_it_cannot_know_is_not_believed(answers):
    seen = PaperReader(Overheard(answers)).read(b"", sheets.REFERENCE, {})

    assert seen in ((), (PageSeen(number=1),))
