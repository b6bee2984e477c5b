"""One word for one idea: classes, docstrings and what they cite."""

import ast
import re
from collections import Counter
from dataclasses import fields

from core.bootstrap import Portal
from tests.architecture.sources import ROOT, name, sources, tree

DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
NOUNS = (
    "Finding", "Meaning", "Printing", "Proceeding", "Reading", "Screening", "Setting", "Surrounding",
    "Tagging", "Wording", "Writing",
)  # fmt: skip
"""Nouns that end as a doing does."""
MODULE_NOUNS = ("printing", "screening", "wording")
ISSUE = re.compile(r"\bissues? #?\d|#\d", re.IGNORECASE)


def is_ours(path):
    return path.is_relative_to(ROOT / "core") or path.is_relative_to(ROOT / "pages")


def public_classes():
    return Counter(
        node.name
        for path in sources()
        if is_ours(path)
        for node in tree(path).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )


def test_no_two_classes_bear_one_name():
    assert {name for name, many in public_classes().items() if many > 1} == set()


def test_docstrings_cite_clauses_and_decisions_never_issues():
    citing = [
        (name(path), getattr(node, "lineno", 1))
        for path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, DOCUMENTED) and ISSUE.search(ast.get_docstring(node) or "")
    ]

    assert citing == []


def test_no_class_is_named_after_a_doing():
    doings = {it for it in public_classes() if it.removesuffix("Ports").endswith(("ing", "ings"))}

    assert {it for it in doings if not it.removesuffix("Ports").removesuffix("s").endswith(NOUNS)} == set()


def test_no_module_is_named_after_a_doing_or_what_was_done():
    """A newcomer finds a room by what it holds; of several words the last one counts."""
    named = {name(path): path.stem.rsplit("_")[-1] for path in sources() if is_ours(path)}

    assert [
        path for path, word in named.items() if word.endswith(("ing", "ed")) and word not in MODULE_NOUNS
    ] == []


def test_no_service_of_the_portal_is_named_after_a_doing():
    assert [it.name for it in fields(Portal) if it.name.endswith(("ing", "ed"))] == []


def test_copies_of_records_are_made_in_five_places_at_most():
    copies = [
        (name(path), node.lineno)
        for path in sources()
        if is_ours(path)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr == "model_copy"
    ]

    assert len(copies) <= 5, copies
