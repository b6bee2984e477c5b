"""A place of its own for each test, and the command line run on it."""

import pytest
from click.testing import CliRunner

from core import bootstrap
from core.__main__ import operations
from core.settings import settings


def forget():
    """Let settings be read and a portal be wired anew."""
    if bootstrap.portal.cache_info().currsize:
        bootstrap.portal().store.close()
    bootstrap.portal.cache_clear()
    settings.cache_clear()


@pytest.fixture
def place(tmp_path, monkeypatch):
    """The data folder that the command line works on."""
    monkeypatch.setenv("LANG", "en_CA.UTF-8")
    monkeypatch.setenv("PORTAL_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def run(place, monkeypatch):
    """Run a command as `python -m core` does, with settings: `run("doctor", PORTAL_MODE="production")`."""

    def ran(*words, **told):
        forget()
        with monkeypatch.context() as patch:
            for name, value in told.items():
                patch.setenv(name, value)
            result = CliRunner().invoke(operations, [str(word) for word in words])
        forget()
        assert isinstance(result.exception, SystemExit | None), result.exc_info
        return result.exit_code, result.output.splitlines()

    forget()
    yield ran
    forget()
