"""A demonstration in memory: its ready-made accounts, its registers, and papers that are really drawn."""

import pytest

from core.demonstration.accounts import ensure
from core.demonstration.entrance import FOLDER
from core.demonstration.registers import ensure_registers
from core.demonstration.stage.doors import StageDoors
from tests.services.doubles import portal_of_memory


@pytest.fixture(scope="session")
def _begun():
    portal = portal_of_memory(real_papers=True)
    ensure(portal.outside)
    ensure_registers(portal.registers, FOLDER / "registers")
    return portal


@pytest.fixture
def portal(_begun):
    """A demonstration of the test's own."""
    return _begun.copy()


@pytest.fixture
def doors(portal):
    return StageDoors(portal.outside, FOLDER)
