"""The frame in production: nothing of a demonstration stands around a screen."""

import pytest
from test_command_line import PRODUCTION

from core.bootstrap import portal

pytestmark = pytest.mark.usefixtures("practising")
PRACTICE = PRODUCTION


def test_no_strip_stands_at_the_top(opened):
    screen = opened("public/sign_in.py")

    assert portal().doors is None
    assert [it for it in (row.proto.body for row in screen.at.main.get("html")) if "strip" in it] == []
