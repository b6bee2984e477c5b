"""Approved and enrolled requests: a PIN issued again or revoked, an authorised person of an organisation.

Source: guide 3.1, 4.9n.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Role
from pages.parts.accounts.corrections import after_pressing, draw_found, tell
from pages.parts.shell.session import guard, say

here = guard(Role.OFFICER, Role.ADMINISTRATOR)

st.title(say("enrolments.title"), anchor=False)
st.markdown(say("enrolments.intro"))
with st.form("search", border=False):
    first = st.query_params.get("request", "")
    sought = st.text_input(say("staff.sought"), value=first, key="sought")
    st.caption(say("staff.sought_hint"))
    st.form_submit_button(say("staff.search"), key="search_people", type="primary")
if sought:
    found = portal().casework.find(here.actor, sought)
    if told := after_pressing(here, found):
        found = portal().casework.find(here.actor, sought)
        tell("enrolments", told)
    if not found:
        st.warning(say("staff.nothing_found"))
    for row in found:
        draw_found(here, row)
