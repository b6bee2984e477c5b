"""What happened to a request, the newest first, in plain words.

Source: facts.md, what people ask for; guide 4.16.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Role
from pages.parts.accounts import homes
from pages.parts.application.current import current
from pages.parts.application.history import history
from pages.parts.application.steps import days_text
from pages.parts.shell.session import guard, say

here = guard(Role.APPLICANT, Role.REPRESENTATIVE)
seen = current(here)

st.title(say("history.title"), anchor=False)
st.caption(days_text(seen))
st.markdown(say("own_history.intro"))
st.html(history(portal().enrolment.history(here.actor, seen.application.id)))
if st.button(say("steps.home"), key="home", type="primary"):
    st.switch_page(homes.first_screen(here.visit))
