"""A portal in memory, with somebody in it."""

import pytest

from tests.services import steps
from tests.services.doubles import portal_of_memory


@pytest.fixture
def portal():
    return portal_of_memory()


@pytest.fixture(scope="session")
def _with_applicant():
    portal = portal_of_memory()
    return portal, steps.applicant(portal)


@pytest.fixture(scope="session")
def _with_ready(_with_applicant):
    portal, actor = _with_applicant[0].copy(), _with_applicant[1]
    return portal, actor, steps.ready(portal, actor)


@pytest.fixture
def someone(_with_applicant):
    """A portal of its own with an applicant who has no request yet."""
    portal, actor = _with_applicant
    return portal.copy(), actor


@pytest.fixture
def almost(_with_ready):
    """A portal of its own, its applicant, and a request that only waits to be submitted."""
    portal, actor, application = _with_ready
    return portal.copy(), actor, application
