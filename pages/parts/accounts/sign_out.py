"""Leaving safely: ending the session from within a page, not only from the header band."""

import streamlit as st

from core.bootstrap import portal
from pages.parts.shell import browser
from pages.parts.shell.session import Here, say


def sign_out_button(here: Here) -> None:
    """Offer to end the session on the server and in the browser.

    Source: guide 2.6.
    """
    if st.button(say("frame.sign_out"), key="leave"):
        portal().credentials.sign_out(here.actor)
        st.session_state.clear()
        browser.close_session()
        st.stop()
