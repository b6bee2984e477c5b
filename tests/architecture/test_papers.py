"""What README, ARCHITECTURE and CONTRIBUTING say is there, is there."""

import re

import pytest

from tests.architecture.sources import ROOT

NAMED = re.compile(r"`((?:core|pages|data|tests|docs|bench)/[\w/.]+|\w+\.(?:py|toml|css))`|\]\(([\w/.-]+)\)")
MADE = "data/var"
"""What a portal makes for itself."""


@pytest.mark.parametrize("paper", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_every_file_that_a_paper_names_exists(paper):
    named = {first or second for first, second in NAMED.findall((ROOT / paper).read_text("utf-8"))}

    assert named
    assert {path for path in named if not path.startswith(MADE) and not (ROOT / path).exists()} == set()
