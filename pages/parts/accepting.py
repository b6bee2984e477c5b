"""Accepting the portal's terms, or not: what each button does before the page is drawn again.

Source: guide 1.7.
"""

import streamlit as st

from core.bootstrap import portal
from pages.parts.current import acting
from pages.parts.session import arrive_anew, language


def accept() -> None:
    """Record the acceptance; the page then leads on."""
    if actor := acting():
        portal().credentials.accept_portal_terms(actor, language())
        arrive_anew()
        st.session_state["terms_just_accepted"] = True


def decline() -> None:
    """Turn to the words that say what a refusal means; nothing is recorded or created."""
    st.query_params["declined"] = "yes"


def read_again() -> None:
    """Turn back to the terms."""
    st.query_params.clear()
