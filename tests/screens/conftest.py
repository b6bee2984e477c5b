"""Screens opened without a browser, and Streamlit's socket spoken to directly."""

from functools import cache, partial

import offices
import paperwork
import pytest
from opening import Opened, Socket
from streamlit.components.v2 import manifest_scanner
from warm_rooms import warm_rooms

from core import bootstrap
from core.adapters.operations.system import BcryptHasher
from core.settings import settings

# people here are many, each with a password and answers to hash; bcrypt reads the cost from the hash
bootstrap.BcryptHasher = partial(BcryptHasher, 4)
# each AppTest looks through all installed packages for components of Streamlit's: once is enough
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)

KEPT_PEOPLE = (
    offices.officer, offices.other_officer, offices.administrator, paperwork.somebody_printed,
    paperwork.somebody_with_all_documents, paperwork.somebody_submitted,
)  # fmt: skip
"""Functions whose people stand in one portal only."""


@pytest.fixture(scope="module", autouse=True)
def _warm_rooms():
    with warm_rooms():
        yield


@pytest.fixture
def opened():
    """Open a screen: `opened("public/guide.py", "en")`."""
    return Opened


@pytest.fixture
def socket_to():
    """Connect to a served portal: `socket_to(live_portal, cookies="...")`."""
    made = []

    def connected(live, **told):
        made.append(Socket(live, **told))
        return made[-1]

    yield connected
    for one in made:
        one.close()


def _begin_anew():
    """Let settings be read and the portal be wired anew, with other people in it."""
    if bootstrap.portal.cache_info().currsize:
        bootstrap.portal().store.close()
    for kept in (bootstrap.portal, settings, *KEPT_PEOPLE):
        kept.cache_clear()


@pytest.fixture(scope="module")
def practising(request, tmp_path_factory):
    """Open the module's screens in an office that practises as its PRACTICE says."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PORTAL_DATA", str(tmp_path_factory.mktemp("practising") / "data"))
        for name, value in request.module.PRACTICE.items():
            patch.setenv(name, value)
        _begin_anew()
        yield
    _begin_anew()
