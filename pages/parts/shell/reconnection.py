"""A press that comes with a new connection: after a restart, or a network that was away for minutes.

Streamlit then has a new session, which knows none of the page's buttons: it would call no `on_click` and find
no press under its key. So the page is first drawn as it stood, and the press is taken by the run after that.
A page that stops half-way is not drawn a second time: what was pressed on it is to be pressed again.
"""

from collections.abc import Generator
from contextlib import contextmanager

import streamlit as st
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.scriptrunner_utils.exceptions import RerunException
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext, get_script_run_ctx

CONNECTED = "connected"
NOT_PRESSED = frozenset({"", "null", '"null"'})
"""What components say as they appear; taken for presses, each page would be drawn twice, its fields empty."""


@contextmanager
def taking_up() -> Generator[None]:
    """Draw a page; a press with which its session began is taken once its buttons are known."""
    context = get_script_run_ctx()
    pressed = _held_back(context) if context else None
    yield
    if pressed and context:
        raise _with(context, pressed)


def _held_back(context: ScriptRunContext) -> WidgetStates | None:
    """Return all that came with a new session's first run, if there was a press; none is left in the run."""
    is_new = CONNECTED not in st.session_state
    st.session_state[CONNECTED] = True
    told = context.session_state.get_widget_states()
    if not is_new or not any(map(is_press, told)):
        return None
    context.session_state.on_script_will_rerun(WidgetStates(widgets=[it for it in told if not is_press(it)]))
    return WidgetStates(widgets=told)


def is_press(told: WidgetState) -> bool:
    """Say whether a widget was pressed."""
    kind = told.WhichOneof("value")
    if kind == "json_trigger_value":
        return told.json_trigger_value not in NOT_PRESSED
    return kind == "trigger_value" and told.trigger_value


def _with(context: ScriptRunContext, pressed: WidgetStates) -> RerunException:
    return RerunException(
        RerunData(
            query_string=context.query_string,
            page_script_hash=context.page_script_hash,
            widget_states=pressed,
            context_info=context.context_info,
        )
    )
