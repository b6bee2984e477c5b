"""An edition of the rules written as the data folder's file, and read back."""

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from core.adapters.operations.system import new_id
from core.adapters.rules.edition_text import edition_written
from core.domain.application.content import Text
from core.domain.rules.rules import Rule, RuleEdition
from tests.domain.well import BOOK, DATA

ODD = Text(fr='« L\'ici » \\ "là"\n\tligne\x7f', en="“Here” \\ 'there' é \u2028")
RULE = Rule(
    id="odd", clause="2.8", title=ODD, audience="officers", severity="look", since=date(2026, 1, 1),
    until=date(2027, 1, 1), fails_when="licence = 'student'", officer=ODD,
)  # fmt: skip


def edition(*rules):
    return RuleEdition(
        id=new_id(), number=3, rules=[rule.model_dump(mode="json") for rule in rules], digest="d",
        effective_from=date(2026, 3, 2), published_at=datetime(2026, 3, 2, tzinfo=UTC),
    )  # fmt: skip


def read_back(text):
    return tuple(Rule.model_validate(row) for row in tomllib.loads(text)["rule"])


@pytest.mark.parametrize("rules", [BOOK.rules, (RULE,)])
def test_what_is_written_reads_back_equal(rules):
    assert read_back(edition_written(edition(*rules))) == rules


def test_the_first_edition_is_written_as_the_file_it_came_from():
    written, file = edition_written(edition(*BOOK.rules)), Path(DATA / "rules.toml").read_text("utf-8")

    assert written[written.index("[[rule]]") :] == file[file.index("[[rule]]") :]
    assert written.startswith("# The rule book: edition 3, in effect from 2026-03-02")
