"""The queue: submitted requests, the oldest first; those waiting for documents; and a search.

Source: guide 3.0, 3.6.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.identity import Role
from pages.parts.queue import awaiting_table, found_table, submitted_table
from pages.parts.session import guard, say

here = guard(Role.OFFICER, Role.MANAGER)
waiting = portal().casework.queue(here.actor)
owing = portal().casework.awaiting_documents(here.actor)

with st.container(key="wide"):
    st.title(say("queue.title"), anchor=False)
    st.header(say("queue.to_decide"), anchor=False)
    if waiting:
        st.markdown(say("queue.count", count=len(waiting)))
        st.html(submitted_table(here, waiting))
    else:
        st.markdown(say("queue.none"))
    st.header(say("queue.awaiting"), anchor=False)
    if owing:
        st.markdown(say("queue.awaiting_means"))
        st.html(awaiting_table(owing))
    else:
        st.markdown(say("queue.none_awaiting"))

    st.header(say("queue.find"), anchor=False)
    with st.form("search", border=False):
        sought = st.text_input(say("staff.sought"), key="sought")
        st.caption(say("staff.sought_hint"))
        st.form_submit_button(say("staff.search"), key="find", type="primary")
    if sought:
        found = portal().casework.find(here.actor, sought)
        with st.container(key="notice"):
            if found:
                st.html(found_table(found))
            else:
                st.warning(say("staff.nothing_found"))
