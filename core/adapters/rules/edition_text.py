"""Writes an edition of the rule book in the form of `data/rules.toml`."""

import json
from collections.abc import Iterator
from typing import Any

from core.domain.application.content import Text
from core.domain.rules.rules import Rule, RuleEdition

HEAD = """# The rule book: edition {number}, in effect from {day}, as the portal's store holds it.
# The head of data/rules.toml says what each line means.
"""
ORDER = (
    "id", "clause", "title", "audience", "severity", "reason", "remedy", "since", "until", "fails_when",
    "applicant", "officer",
)  # fmt: skip
UNSAID = ("", None, "everybody")
"""Values that a rule has when the file says nothing."""


def edition_written(edition: RuleEdition) -> str:
    """Return an edition as a file that reads back as the same rules."""
    head = HEAD.format(number=edition.number, day=edition.effective_from)
    return "\n".join([head, *(f"[[rule]]\n{_written(rule)}" for rule in edition.read())])


def _written(rule: Rule) -> str:
    told = ((name, getattr(rule, name)) for name in ORDER)
    return "".join(f"{line}\n" for name, value in told if value not in UNSAID for line in _lines(name, value))


def _lines(name: str, value: Any) -> Iterator[str]:
    if isinstance(value, Text):
        yield f"{name}.fr = {_quoted(value.fr)}"
        yield f"{name}.en = {_quoted(value.en)}"
    else:
        yield f"{name} = {_quoted(value) if isinstance(value, str) else value}"


def _quoted(text: str) -> str:
    """Return a text between quotation marks; TOML escapes as JSON does, and this one sign more."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
