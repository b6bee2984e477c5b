"""What counts as a press among all that a browser says when a page begins."""

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState

from pages.parts.shell.reconnection import is_press


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (WidgetState(id="next", trigger_value=True), True),
        (WidgetState(id="next", trigger_value=False), False),
        (WidgetState(id="desk", json_trigger_value='{"open": "RRA-2345-6789"}'), True),
        (WidgetState(id="focus", json_trigger_value="null"), False),
        (WidgetState(id="focus", json_trigger_value='"null"'), False),
        (WidgetState(id="text", string_value="null"), False),
    ],
)
def test_a_component_that_appears_presses_nothing(said, expected):
    assert is_press(said) is expected
