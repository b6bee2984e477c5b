"""Text made canonical at the door: what nobody can see goes, what is meant stays."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.accounts.identity import answer_forms, normalised
from core.domain.name_keys import name_key
from core.domain.typed_text import IGNORABLE, UNSEEN, canonical, canonical_lines, without_joiners

UNSEEN_SIGNS = [
    sign
    for sign in map(chr, range(0x110000))
    if UNSEEN.match(sign)
    or (unicodedata.category(sign) in ("Cc", "Cf", "Cs") and sign not in "\n\r\v\f\t\x85")
]
unseen = st.text(st.sampled_from(UNSEEN_SIGNS), max_size=3)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("R900001\u200e", "R900001"),
        ("\u202aR900001\u202c", "R900001"),
        ("\ufeffR900001", "R900001"),
        ("Ｒ９００００１", "R900001"),
        ("R\u00a0900\u2009001\t", "R 900 001"),
        ("Zoe\u0301\ufe0f", "Zoé"),
        ("Zo\u034fe\u0301", "Zoé"),
        ("Tremblay\u202e", "Tremblay"),
        ("zoe＠example．ca", "zoe@example.ca"),
        ("R90\u200d0001\u200c", "R900001"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("one\r\ntwo\u2028three", "one two three"),
        ("\u3164\u2800", ""),
    ],
)
def test_what_is_typed_on_one_line_is_kept_as_it_is_seen(typed, kept):
    assert canonical(typed) == kept


def test_several_lines_stay_several_and_lose_the_rest():
    assert canonical_lines(" one\u200e\r\n\u2003two \u202e\x07\n\n three ") == "one\n two\n\n three"


@given(st.text())
def test_what_is_canonical_once_stays_so(text):
    assert canonical(canonical(text)) == canonical(text)
    assert canonical_lines(canonical_lines(text)) == canonical_lines(text)


@given(st.text(st.characters(categories=("L", "N", "P")), max_size=8), st.text(max_size=8), unseen)
def test_nothing_unseen_is_kept_wherever_it_stands(before, after, signs):
    kept = canonical(before + signs + after)

    assert without_joiners(kept) == without_joiners(canonical(before + after))


def test_every_sign_that_unicode_lets_a_screen_leave_out_is_among_the_unseen():
    assert [sign for sign in UNSEEN_SIGNS if canonical(f"a{sign}b") != "ab"] == []
    assert IGNORABLE.isascii() is False


def test_joiners_are_shown_and_never_compared():
    assert name_key("می\u200cخواهم") == name_key("میخواهم")
    assert normalised("می\u200cخواهم") == normalised("میخواهم")


def test_a_secret_answer_is_tried_as_it_would_once_have_been_hashed():
    assert answer_forms("Blue") == ("blue",)
    assert answer_forms("Blue\u200e") == ("blue", "blue\u200e")
