"""What a QR code says is a stranger's word: exactly ours, or nothing."""

import re

import numpy as np
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bench import sheets
from core.adapters.printing.codes import payload
from core.adapters.scanning.codes import CornerCode, Said, agreeing, find_codes, understood
from core.domain.form.papers import FormRequest

OURS = re.compile(r"RRA-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}", re.ASCII)
GOOD = f"IMM5661|{sheets.REFERENCE}|2|bl|17|0123456789abcdef"
SAID = Said(sheets.REFERENCE, 1, 1, "0" * 16)
SQUARE = np.array([(0.1, 0.1), (0.2, 0.1), (0.2, 0.2), (0.1, 0.2)])


def near_ours():
    """Return texts that look like ours, each field as somebody hostile may write it."""
    field = st.one_of(st.sampled_from(GOOD.split("|")), st.text(max_size=20), st.integers().map(str))
    return st.lists(field, min_size=4, max_size=8).map("|".join)


def code(corner="tl", said=SAID, points=SQUARE):
    return CornerCode(said, corner, points)


def test_what_the_form_bears_is_understood():
    request = FormRequest(
        language="fr", reference=sheets.REFERENCE, print_number=17, digest=sheets.DIGEST, printed_on="-",
        blocks={},
    )  # fmt: skip

    assert understood(payload(request, 2, "bl")) == (Said(sheets.REFERENCE, 2, 17, sheets.DIGEST[:16]), "bl")


@given(st.one_of(st.text(), near_ours(), st.text().map(lambda more: GOOD + more)))
def test_no_text_raises_and_nothing_but_ours_is_understood(text):
    read = understood(text)

    if read is not None:
        said, corner = read
        assert OURS.fullmatch(said.reference)
        assert (1 <= said.page <= 99, 1 <= said.print_number <= 9999) == (True, True)
        assert re.fullmatch("[0-9a-f]{16}", said.digest)
        assert corner in ("tl", "tr", "bl", "br")
        assert text == f"IMM5661|{said.reference}|{said.page}|{corner}|{said.print_number}|{said.digest}"


def test_signs_that_only_look_like_digits_or_lines_are_not_ours():
    hostile = (
        GOOD.replace("17", "١٧"),
        GOOD + "\n",
        " " + GOOD,
        GOOD.replace("|2|", "|02|"),
        GOOD.upper(),
        GOOD * 40,
    )

    assert [understood(text) for text in hostile] == [None] * 6


@given(st.binary(min_size=1, max_size=60))
def test_a_strangers_code_in_a_picture_is_passed_over(content):
    drawn = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.QRCode)

    assert find_codes(Image.fromarray(np.array(drawn.to_image(scale=4)))) == []


def test_codes_that_agree_are_known_by_their_corner():
    codes = [code("tl"), code("br", points=SQUARE + 0.7), code("tl", points=SQUARE + 0.004)]

    assert list(agreeing(codes)) == ["tl", "br"]


def test_codes_that_contradict_each_other_are_none_at_all():
    other = Said(sheets.REFERENCE, 1, 2, "0" * 16)

    assert agreeing([code("tl"), code("br", other, SQUARE + 0.7)]) == {}
    assert agreeing([code("tl"), code("tl", points=SQUARE + 0.3)]) == {}
    assert agreeing([]) == {}
