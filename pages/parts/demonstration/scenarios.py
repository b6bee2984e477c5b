"""The scenarios on screen: their order, and the press that plays one."""

import streamlit as st

from core.bootstrap import portal
from pages.parts.demonstration.strip import post_button
from pages.parts.shell.session import say

CODES = (
    "in_order", "unsigned", "not_attested", "payment_card", "wrong_number", "changed_answers",
    "documents_asked", "notice", "reconsideration", "last_days",
)  # fmt: skip


def only_in_demonstration() -> None:
    """Stop a screen that a portal in production does not have."""
    if portal().doors is None:
        st.title(say("frame.not_found"), anchor=False)
        st.stop()


def draw_press(code: str) -> None:
    """Draw the button that plays a scenario, as somebody invented for this press."""
    name = say("demonstration.play", name=say(f"demonstration.scene_{code}"))
    st.html(f'<div class="scene">{post_button(f"/demo/scene/{code}", name)}</div>')
