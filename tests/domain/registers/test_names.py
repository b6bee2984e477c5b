"""Names compared: a table of real kinds of difference, and endless others."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.adapters.registers.likeness import alike
from core.domain.application.content import Library
from core.domain.name_keys import plain
from core.domain.registers.likeness import RANKED, Likeness
from core.domain.registers.names import Name

ROWS = list(csv.DictReader(Path(__file__).parents[1].joinpath("names.csv").read_text("utf-8").splitlines()))
UNSEEN = (
    "\u200e",
    "\u202e",
    "\ufeff",
    "\u2063",
    "\u00ad",
    "\ufe0f",
    "\x07",
    "\u034f",
    "\u180e",
    "\U000e0101",
)
WORDS = ("Zoé", "de la", "Ñuñez", "O’Brien", "J.", "Mac", "Donald", "Łucja", "Me", "Bob", "Robert", "Thị")
texts = st.text(max_size=30) | st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
names = st.builds(Name, texts, texts)


def told(row):
    return f"{row['kind']}: {row['given']} {row['family']}, {row['listed_given']} {row['listed_family']}"


@pytest.fixture(scope="module")
def likeness(library: Library):
    return Likeness(library.names, alike)


def best(likeness, row):
    listed = Name(row["listed_family"], row["listed_given"])
    verdicts = {"name": likeness.verdict(Name(row["family"], row["given"]), listed)}
    if row["register_name"]:
        verdicts["register_name"] = likeness.verdict_of_line(row["register_name"], listed)
    if row["other_names"]:
        verdicts["other_name"] = likeness.verdict_of_others(row["other_names"], row["given"], listed)
    through = min(verdicts, key=lambda it: RANKED.index(verdicts[it]))
    return verdicts[through], "" if verdicts[through] == "significant" else through


@pytest.mark.clause("2.3a")
@pytest.mark.parametrize("row", ROWS, ids=told)
def test_a_difference_of_this_kind_comes_to_what_the_table_says(likeness, row):
    assert best(likeness, row) == (row["verdict"], row["through"])


def test_the_table_has_enough_of_each_verdict_and_a_reason_for_each_pair():
    verdicts = [row["verdict"] for row in ROWS]

    assert len(ROWS) >= 250
    assert min(verdicts.count(verdict) for verdict in ("same", "slight", "significant")) >= 15
    assert [row for row in ROWS if not row["reason"]] == []


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("Ñuñez-O’Brien", "nunez obrien"),
        ("ŁUKASZ  Weiß", "lukasz weiss"),
        ("J.-P.", "j p"),
        ("İpek Işıl", "ipek isil"),
        ("Nguyễn\u00a0Thị", "nguyen thi"),
        ("Zoe\u0301", "zoe"),
        ("Иванова", "иванова"),
        ("李 伟", "李 伟"),
        ("\u200bZo\u00ad\u00e9", "zoe"),
        ("می\u200cخواهم", "میخواهم"),
        ("’’ - ()", ""),
    ],
)
def test_a_text_is_compared_without_case_accents_and_signs(written, compared):
    assert plain(written) == compared


@given(st.text())
def test_what_was_made_plain_once_stays_so(text):
    assert plain(plain(text)) == plain(text)


@given(st.text())
def test_parts_made_once_stay_so(library, text):
    parts = library.names.parts(text)

    assert library.names.parts(" ".join(parts)) == parts


@given(names, names)
def test_it_does_not_matter_which_name_comes_first(likeness, one, other):
    assert likeness.verdict(one, other) == likeness.verdict(other, one)
    assert likeness.may_be_one_person(one, other) == likeness.may_be_one_person(other, one)


@given(names)
def test_a_name_is_its_own(likeness, name):
    has_parts = bool(plain(f"{name.family} {name.given}"))

    assert likeness.verdict(name, name) == ("same" if has_parts else "slight")
    assert likeness.verdict(name, Name(name.given, name.family)) != "significant"


@given(names, names, st.lists(st.tuples(st.integers(0, 30), st.sampled_from(UNSEEN)), max_size=4))
def test_what_nobody_sees_in_a_name_changes_no_verdict(likeness, one, other, signs):
    family, given_names = one
    for place, sign in signs:
        family = family[:place] + sign + family[place:]
        given_names = given_names[:place] + sign + given_names[place:]

    assert likeness.verdict(Name(family, given_names), other) == likeness.verdict(one, other)


@given(names, texts, texts)
def test_whatever_is_written_has_a_verdict(likeness, name, line, others):
    verdicts = {
        likeness.verdict(name, Name(line, others)),
        likeness.verdict_of_line(line, name),
        likeness.verdict_of_others(others, line, name),
    }

    assert verdicts <= set(RANKED)


@given(texts)
def test_a_part_always_has_a_sound(library, text):
    assert all(library.names.sound(part) for part in library.names.parts(text))
