"""The portals of the services' tests, with somebody in them."""

from tests.services.conftest import (  # noqa: F401 pytest finds fixtures by their names here
    _with_applicant,
    _with_officer,
    _with_pin,
    _with_ready,
    _with_representative,
    approved,
    enrolled,
    portal,
    someone,
)
