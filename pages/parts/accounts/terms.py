"""Accepting the portal's terms, or not: what each button does before the page is drawn again.

Source: guide 1.7, 4.7, 4.12.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Role
from pages.parts.accounts import homes
from pages.parts.application.current import acting
from pages.parts.shell.session import Here, arrive_anew, language


def accept() -> None:
    """Record the acceptance; the page then leads on."""
    if actor := acting():
        portal().credentials.accept_portal_terms(actor, language())
        arrive_anew()
        st.session_state["terms_just_accepted"] = True


def decline() -> None:
    """Turn to the words that say what a refusal means; nothing is recorded or created."""
    st.query_params["declined"] = "yes"


def way_on(here: Here) -> str:
    """Return where the terms lead: back to the welcome for a newcomer who came from there.

    Source: guide 1.8, 4.7.
    """
    welcomed = st.query_params.get("from") == "arrival" and here.actor.role is Role.NEWCOMER
    return homes.ARRIVAL if welcomed else homes.first_screen(here.visit)


def read_again() -> None:
    """Turn back to the terms."""
    st.query_params.pop("declined", None)
