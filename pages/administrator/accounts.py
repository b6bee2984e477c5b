"""The accounts of the people who work here: list, add, put in a team, close; and anybody's lock, lifted.

Source: guide 0.1.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Role
from pages.parts.accounts import staff_accounts, teams
from pages.parts.shell.session import guard, say

here = guard(Role.ADMINISTRATOR)
staff_accounts.after_pressing(here)
teams.after_pressing(here)

with st.container(key="wide"):
    st.title(say("accounts.title"), anchor=False)
    staff_accounts.tell()
    st.markdown(say("accounts.intro"))
    rows = portal().accounts.staff(here.actor)
    st.html(staff_accounts.accounts_table(rows))
    st.header(say("accounts.new"), anchor=False)
    st.markdown(say("accounts.new_intro"))
    notice = st.container()
    if typed := staff_accounts.draw_new():
        with notice:
            if staff_accounts.add(here, typed):
                st.switch_page("pages/administrator/accounts.py")
    st.header(say("accounts.teams"), anchor=False)
    st.markdown(say("accounts.teams_intro"))
    teams.draw_teams(rows)
    st.header(say("accounts.to_unlock"), anchor=False)
    st.markdown(say("accounts.unlock_intro"))
    staff_accounts.draw_unlocking(here)
    st.header(say("accounts.to_close"), anchor=False)
    staff_accounts.draw_closing(here, rows)
