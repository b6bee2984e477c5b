"""The search for one request, wherever it stands, by its reference or its applicant's whole name."""

import streamlit as st

from core.bootstrap import portal
from pages.parts.desk.queue import found_table
from pages.parts.shell.session import Here, say


def draw_search(here: Here) -> None:
    """Draw the search, and what it found."""
    st.header(say("queue.find"), anchor=False)
    with st.form("search", border=False):
        sought = st.text_input(say("staff.sought"), key="sought")
        st.caption(say("staff.sought_hint"))
        st.form_submit_button(say("staff.search"), key="find")
    if not sought:
        return
    found = portal().casework.find(here.actor, sought)
    with st.container(key="found"):
        if found:
            st.html(found_table(found))
        else:
            st.warning(say("staff.nothing_found"))
