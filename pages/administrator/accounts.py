"""The accounts of the people who work here: list, add, put in a team, close.

Source: guide 0.1; issue 3.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.identity import Role
from pages.parts import staff, teams
from pages.parts.session import guard, say

here = guard(Role.ADMINISTRATOR)
staff.after_pressing(here)
teams.after_pressing(here)

with st.container(key="wide"):
    st.title(say("accounts.title"), anchor=False)
    staff.tell()
    st.markdown(say("accounts.intro"))
    rows = portal().accounts.staff(here.actor)
    st.html(staff.accounts_table(rows))
    st.header(say("accounts.new"), anchor=False)
    st.markdown(say("accounts.new_intro"))
    notice = st.container()
    if typed := staff.draw_new():
        with notice:
            if staff.add(here, typed):
                st.switch_page("pages/administrator/accounts.py")
    st.header(say("accounts.teams"), anchor=False)
    st.markdown(say("accounts.teams_intro"))
    teams.draw_teams(rows)
    st.header(say("accounts.to_close"), anchor=False)
    staff.draw_closing(here, rows)
