"""Names compared: a table of real kinds of difference, and endless others."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.adapters.registers.likeness import alike
from core.domain.application.content import Library
from core.domain.registers.likeness import Likeness
from core.domain.registers.names import Name, plain

ROWS = list(csv.DictReader(Path(__file__).parents[1].joinpath("names.csv").read_text("utf-8").splitlines()))
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
    scores = {
        "name": likeness.score(Name(row["family"], row["given"]), listed),
        "register_name": likeness.score_of_line(row["register_name"], listed),
        "other_name": likeness.score_of_others(row["other_names"], row["given"], listed),
    }
    through = max(scores, key=scores.__getitem__)
    verdict = likeness.verdict(scores[through])
    return verdict, "" if verdict == "significant" else through


@pytest.mark.clause("2.3a")
@pytest.mark.parametrize("row", ROWS, ids=told)
def test_a_difference_of_this_kind_comes_to_what_the_table_says(likeness, row):
    assert best(likeness, row) == (row["verdict"], row["through"])


def test_the_table_has_enough_of_each_verdict():
    verdicts = [row["verdict"] for row in ROWS]

    assert len(ROWS) >= 60
    assert min(verdicts.count(verdict) for verdict in ("same", "slight", "significant")) >= 20


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
    assert likeness.score(one, other) == likeness.score(other, one)


@given(names)
def test_a_name_is_its_own(likeness, name):
    has_parts = bool(plain(f"{name.family} {name.given}"))

    assert likeness.score(name, name) == (1 if has_parts else 0)
    assert likeness.score(name, Name(name.given, name.family)) == (1 if has_parts else 0)


@given(names, texts, texts)
def test_whatever_is_written_has_a_score_and_a_verdict(likeness, name, line, others):
    scores = (
        likeness.score(name, Name(line, others)),
        likeness.score_of_line(line, name),
        likeness.score_of_others(others, line, name),
    )

    assert all(0 <= score <= 1 for score in scores)
    assert {likeness.verdict(score) for score in scores} <= {"same", "slight", "significant"}


@given(texts)
def test_a_part_always_has_a_sound(library, text):
    assert all(library.names.sound(part) for part in library.names.parts(text))
