"""A portal in memory, with somebody in it."""

from dataclasses import replace

import pytest

from core.domain.accounts.identity import Role
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


@pytest.fixture(scope="session")
def _with_officer(_with_ready):
    portal, actor, application = _with_ready[0].copy(), *_with_ready[1:]
    portal.enrolment.submit(actor, application.id)
    return portal, actor, application, steps.worker(portal)


@pytest.fixture
def sent(_with_officer):
    """A portal of its own, an applicant whose request was submitted, and an officer."""
    portal, actor, application, officer = _with_officer
    return portal.copy(), actor, application, officer


@pytest.fixture(scope="session")
def _with_pin(_with_officer):
    portal, actor, application, officer = _with_officer[0].copy(), *_with_officer[1:]
    steps.decide(portal, officer, application)
    return portal, actor, application, steps.pin_in(steps.delivered(portal)), officer


@pytest.fixture
def approved(_with_pin):
    """A portal of its own, an applicant with an approved request, its PIN, and the officer."""
    portal, actor, application, pin, officer = _with_pin
    return portal.copy(), actor, application, pin, officer


@pytest.fixture(scope="session")
def _with_representative(_with_officer):
    portal, actor, application, officer = _with_officer[0].copy(), *_with_officer[1:]
    steps.decide(portal, officer, application)
    steps.enrol(portal, actor, steps.pin_in(steps.delivered(portal)))
    portal.clock.move(seconds=1)
    portal.credentials.accept_portal_terms(actor, "fr")
    unproven = replace(actor, role=Role.UNPROVEN)
    portal.security.set_questions(unproven, steps.SECURITY)
    return portal, replace(actor, role=Role.REPRESENTATIVE), application, officer


@pytest.fixture
def enrolled(_with_representative):
    """A portal of its own, a representative past terms and questions, her request, and the officer."""
    portal, actor, application, officer = _with_representative
    return portal.copy(), actor, application, officer
