"""Screens opened without a browser, and Streamlit's socket spoken to directly."""

import pytest
from opening import Opened, Socket


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
