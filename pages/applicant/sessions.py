"""Where you are signed in, and how to end it elsewhere.

Source: facts.md, Credentials; house.md, sessions.
"""

import streamlit as st

from core.bootstrap import portal
from pages.parts.accounts.sessions import draw_session, end_pressed, tell_ended
from pages.parts.shell.session import guard, say

here = guard(before_terms=True)
ended = end_pressed(here, portal().credentials.sessions(here.actor))
found = portal().credentials.sessions(here.actor)

st.title(say("sessions.title"), anchor=False)
if ended:
    tell_ended(ended)
st.markdown(say("sessions.intro"))
for number, session in enumerate(found, 1):
    draw_session(here, number, session)
if len(found) > 1:
    st.button(say("sessions.end_others"), key="end_others", type="primary")
else:
    st.markdown(say("sessions.alone"))
st.caption(say("sessions.limits"))
st.page_link("pages/applicant/credential.py", label=say("credential.title"))
