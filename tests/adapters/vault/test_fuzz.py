"""Hostile bytes: whatever is given, the vault either cleans it or refuses it in words."""

import re
import tomllib
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.adapters.vault.cleaning_room import clean
from core.domain.errors import DocumentRefusedError
from tests.adapters import files

WORDS = tomllib.loads(Path("data/words/errors_documents.toml").read_text(encoding="utf-8"))["errors"]
FIT = [
    files.jpeg(),
    files.photo_with_gps(),
    files.png(),
    files.png("P"),
    files.deep_png(),
    files.fax(3),
    files.talkative_tiff(),
    files.pdf(2),
    files.filled_form_pdf(),
    files.photo_pdf(files.photo_with_gps()),
]
STARTS = [b"", b"%PDF-1.7\n", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"MM\x00*"]
UNTIMED = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


def outcome(data):
    """Return a cleaned file that is fit itself, or a sentence, or fail the test."""
    try:
        cleaned = clean(data)
    except DocumentRefusedError as refused:
        return [WORDS[refused.code][language].format(**refused.values) for language in ("fr", "en")]
    return clean(cleaned.data)


@UNTIMED
@given(st.sampled_from(STARTS), st.binary(max_size=400), st.sampled_from([b"", b"\n%%EOF"]))
def test_random_bytes_are_cleaned_or_refused_in_words(start, rest, end):
    assert outcome(start + rest + end)


@UNTIMED
@given(
    st.sampled_from(FIT),
    st.lists(st.tuples(st.integers(0, 10**6), st.binary(max_size=4), st.integers(0, 3)), max_size=6),
    st.integers(0, 40),
)
def test_fit_files_with_changed_bytes_are_cleaned_or_refused_in_words(data, changes, cut):
    for place, put, out in changes:
        at = place % len(data)
        data = data[:at] + put + data[at + out :]

    assert outcome(data[: len(data) - cut])


def test_every_refusal_of_the_vault_has_its_sentence():
    sources = "".join(path.read_text(encoding="utf-8") for path in Path("core/adapters/vault").glob("*.py"))
    refusals = set(re.findall(r'Error\("(\w+)"', sources)) | set(re.findall(r'"(pdf_\w+)"', sources))

    assert len(refusals) > 15
    assert refusals - set(WORDS) == set()
