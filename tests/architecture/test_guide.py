"""Every clause of the guide is shown in a browser, or waits in a list that only shrinks."""

import ast
import tomllib
from collections.abc import Iterator

import pytest

from docs import generate

IN_A_BROWSER = {id for id, tests in generate.cited_by_tests().items() if any(browses for _, browses in tests)}
WAITING = generate.clauses_to_come()


def cited_in_data() -> Iterator[str]:
    questions = tomllib.loads((generate.ROOT / "data" / "questions.toml").read_text("utf-8"))["question"]
    for question in questions:
        yield question["clause"]
        yield from (advice["clause"] for advice in question.get("advice", []))


def cited_in_docstrings() -> Iterator[str]:
    for path in [*generate.ROOT.glob("*.py"), *(generate.ROOT / "core").rglob("*.py"),
                 *(generate.ROOT / "pages").rglob("*.py")]:  # fmt: skip
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, generate.Function | ast.ClassDef | ast.Module):
                yield from generate.cited_in(ast.get_docstring(node))


@pytest.mark.parametrize("clause", generate.IDS)
def test_every_clause_has_a_browser_test_or_is_still_to_come(clause: str):
    assert clause in IN_A_BROWSER or clause in WAITING


def test_no_clause_with_a_browser_test_is_called_still_to_come():
    assert sorted(IN_A_BROWSER.intersection(WAITING)) == []


def test_no_clause_to_come_stands_twice_or_is_unknown():
    assert [id for id in WAITING if id in generate.IDS] == WAITING
    assert sorted(WAITING) == sorted(set(WAITING))


def test_every_clause_that_a_test_cites_exists():
    assert sorted(set(generate.cited_by_tests()) - set(generate.IDS)) == []


def test_every_clause_that_a_question_cites_exists():
    cited = set(cited_in_data())

    assert cited
    assert sorted(cited - set(generate.IDS)) == []


def test_every_clause_that_the_code_cites_exists():
    cited = set(cited_in_docstrings())

    assert cited
    assert sorted(cited - set(generate.IDS)) == []
