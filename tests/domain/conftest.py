"""The real content, read once."""

from pathlib import Path

import pytest

from core.adapters.operations.content_files import load

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="session")
def library():
    return load(DATA)


@pytest.fixture(scope="session")
def content(library):
    return library.questionnaire
