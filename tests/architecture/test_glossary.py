"""The glossary of CONTRIBUTING and the nouns of the domain: each holds the other."""

import importlib
import re
from enum import StrEnum

from core.domain.accounts.identity import Record
from core.domain.application.content import Content
from tests.architecture.sources import ROOT

SPOKEN = {"clause", "guide", "attempt", "finding"}
"""Words that bear no record of their own, or a part of one."""


def glossary():
    """Return every word of the glossary, one by one."""
    (table,) = re.findall(
        r"## Words\n.*?\n\n## Code", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.DOTALL
    )
    rows = re.findall(r"^\| ([a-z, ]+) \|", table, re.MULTILINE)
    return {word for row in rows for word in re.findall(r"[a-z]+", row)}


def nouns():
    """Return what the records, contents and coded values of the domain are called."""
    for path in (ROOT / "core" / "domain").rglob("*.py"):
        importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    kinds, todo = set(), [Record, Content, StrEnum]
    while todo:
        found = todo.pop().__subclasses__()
        kinds.update(found)
        todo += found
    return {kind.__name__ for kind in kinds if kind.__module__.startswith("core.domain.")}


def words(name):
    """Return the words of a name, each in the singular: `RegisterMembers` is register, member."""
    return {word.lower().removesuffix("s") for word in re.findall(r"[A-Z][a-z]+", name)}


def test_every_noun_of_the_domain_is_made_of_words_of_the_glossary():
    known = {word.removesuffix("s") for word in glossary()}

    assert len(known) > 50
    assert {name: missing for name in nouns() if (missing := words(name) - known)} == {}


def test_every_word_of_the_glossary_is_used_in_the_domain():
    domain = [path.read_text("utf-8") for path in (ROOT / "core" / "domain").rglob("*.py")]
    said = set(re.findall(r"[a-z]+", " ".join(domain).lower()))

    assert {word for word in glossary() if not {word, f"{word}s"} & said} - SPOKEN == set()
