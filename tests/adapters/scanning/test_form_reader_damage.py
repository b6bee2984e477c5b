"""A small bench: signed and unsigned pages after what scanners, telephones and people do to them.

The whole table, with its goals, is `python -m bench.reader`.
"""

from functools import partial
from random import Random

import pytest

from bench import damage, handwriting, sheets
from bench.reader import KINDS
from core.adapters.scanning.reading_room import read_file

FORM = sheets.printed(1)
HANDS = [sheet.boxes for sheet in sheets.sheets(FORM)]
SCANNED_OR_HELD = [
    "turned by up to 3 degrees", "upside down", "sideways", "skewed", "100 dpi, JPEG 30 to 75",
    "fax, two tones", "too dark, noisy", "too pale, noisy", "streak of the scanner", "telephone", "shadow",
    "blurred", "stamp over a code", "line through a box", "fold through a box",
]  # fmt: skip


def inks(name, names, seed, pen="", signature="", page=2):
    """Return what the reader makes of one page with these boxes filled."""
    kind, chance = KINDS[name], Random(f"{seed} {name}")
    sheet = sheets.sheets(FORM, kind.dpi)[page - 1]
    picture = sheets.filled(sheet, names, chance, pen, signature)
    for harm in kind.harms:
        picture = harm(picture, chance, sheet)
    _, seen = read_file(kind.bind(picture), sheets.REFERENCE, {1: FORM.places})
    return {box.name: box.ink for box in seen.boxes}


def names(page):
    return [box.name for box in HANDS[page - 1]]


@pytest.mark.clause("2.9", "3.R3")
@pytest.mark.parametrize("kind", SCANNED_OR_HELD)
def test_a_damaged_page_is_read_as_it_was_filled_in(kind):
    filled = ["attestor_statement", "attestor_signature", "attestor_telephone"]

    seen = inks(kind, filled, seed=3, signature="flourish")

    assert seen == {name: "filled" if name in filled else "empty" for name in names(2)}


@pytest.mark.clause("3.R3")
@pytest.mark.parametrize("pen", handwriting.PENS)
def test_every_pen_is_ink(pen):
    assert set(inks("clean", names(1), 5, pen, page=1).values()) == {"filled"}


@pytest.mark.clause("3.R3")
@pytest.mark.parametrize("signature", ["written", "initials", "cross"])
def test_initials_and_a_cross_are_a_signature(signature):
    assert inks("clean", names(1), 6, "black", signature, page=1)["representative_signature"] == "filled"


@pytest.mark.parametrize("seed", range(4))
def test_the_ring_of_a_cup_is_never_a_signature(seed):
    assert "filled" not in inks("ring of a cup over a box", [], seed).values()


def test_with_two_codes_a_page_is_read_and_with_one_its_boxes_are_in_doubt():
    page = sheets.filled(sheets.sheets(FORM)[0], names(1), Random(1))
    covered = page.copy()
    read = partial(read_file, reference=sheets.REFERENCE, prints={1: FORM.places})
    found = []
    for corner in ((0, 0), (1400, 0), (0, 1900)):
        covered.paste("white", (*corner, corner[0] + 300, corner[1] + 300))
        _, seen = read(sheets.as_pdf(covered))
        found.append((seen.codes, seen.print_number, [box.ink for box in seen.boxes]))

    assert found == [
        (3, 1, ["filled", "filled"]), (2, 1, ["filled", "filled"]), (1, 1, ["doubtful", "doubtful"]),
    ]  # fmt: skip


def test_a_page_cut_off_at_its_side_says_so():
    page = sheets.sheets(FORM)[0].picture

    _, seen = read_file(sheets.as_jpeg(page.crop((200, 0, *page.size))), sheets.REFERENCE, {1: FORM.places})

    assert (seen.codes, seen.quality) == (2, ("cut_off",))
    assert {box.ink for box in seen.boxes} == {"doubtful", "empty"}


def test_two_pages_in_one_picture_contradict_each_other_and_nothing_is_read():
    first, second = (sheet.picture for sheet in sheets.sheets(FORM))
    both = first.resize((first.width * 2, first.height))
    both.paste(first, (0, 0))
    both.paste(second, (first.width, 0))

    _, seen = read_file(sheets.as_jpeg(both), sheets.REFERENCE, {1: FORM.places})

    assert (seen.codes, seen.reference, seen.boxes) == (0, None, ())


def test_a_stroke_of_the_pen_under_the_box_leaves_doubt():
    sheet = sheets.sheets(FORM)[0]
    page, box = sheet.picture.copy(), next(box for box in sheet.boxes if box.width > 100)
    hand, under = Random(2), box.y + box.height + 0.5
    name, pen = handwriting.written(hand, 60, 6), handwriting.pen(hand, "blue")
    handwriting.draw(page, name, pen, box.x + 10, under, damage.dpmm(page))

    _, seen = read_file(sheets.as_pdf(page), sheets.REFERENCE, {1: FORM.places})

    assert seen.boxes[0].ink == "doubtful"
