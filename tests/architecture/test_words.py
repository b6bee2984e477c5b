"""What people read: nothing missing, nothing left over, nothing that does not belong."""

import ast
import re
import tomllib

import pytest

from core.adapters.operations.content_files import load
from tests.architecture.sources import ROOT, name, sources, tree

EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55\ufe0f]")
READ_ALOUD = [path for folder in ("data", "pages") for path in sorted((ROOT / folder).rglob("*.*"))]
SPOKEN_BY_DATA = {f"recovery.question_{place}" for place in range(1, 13)}


@pytest.fixture(scope="module")
def words():
    return load(ROOT / "data").words


def texts_of(node):
    """Return the whole keys that an expression can come to."""
    if isinstance(node, ast.IfExp):
        return texts_of(node.body) | texts_of(node.orelse)
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()


def said_on_screens():
    for path in sources():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say" and node.args:
                yield from ((name(path), key) for key in texts_of(node.args[0]) if "." in key)


def constants():
    """Return every text in the code, and the pattern of every text put together from pieces."""
    for path in sources():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield re.escape(node.value)
            elif isinstance(node, ast.JoinedStr):
                yield "".join(
                    re.escape(piece.value) if isinstance(piece, ast.Constant) else r"[a-z0-9_]+"
                    for piece in node.values
                )


def test_every_key_that_a_screen_says_exists(words):
    said = list(said_on_screens())

    assert len(said) > 50
    assert [row for row in said if row[1] not in words] == []


def test_no_word_is_left_over(words):
    patterns = {pattern for pattern in constants() if r"\." in pattern}
    whole = re.compile("|".join(sorted(patterns)))

    left_over = [key for key in words if not whole.fullmatch(key) and key not in SPOKEN_BY_DATA]

    assert left_over == []


def test_no_error_sentence_is_left_over(words):
    texts = set(constants())
    codes = [key.removeprefix("errors.") for key in words if key.startswith("errors.")]

    unused = [code for code in codes if code not in texts and rf"errors\.{code}" not in texts]

    assert unused == []


def test_words_lie_in_the_file_of_their_topic():
    topics = [
        topic
        for path in (ROOT / "data" / "words").glob("*.toml")
        for topic in tomllib.loads(path.read_text("utf-8"))
    ]

    assert {topic for topic in topics if topics.count(topic) > 1} <= {"errors"}


def test_there_is_no_emoji_in_what_people_read():
    found = [
        name(path)
        for path in READ_ALOUD
        if path.suffix in (".toml", ".md", ".csv", ".py", ".css", ".js", ".html")
        and "var" not in path.parts
        and EMOJI.search(path.read_text(encoding="utf-8"))
    ]

    assert found == []
