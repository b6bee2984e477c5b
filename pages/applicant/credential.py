"""How I sign in: change the password, or take the account along to a new credential.

Source: guide 1.0, 4.15; facts.md, Credentials.
"""

import streamlit as st

from core.domain.accounts.identity import Role
from pages.parts.accounts import credential
from pages.parts.shell.markdown import letters
from pages.parts.shell.session import guard, say

here = guard()

st.title(say("credential.title"), anchor=False)
st.markdown(say("credential.gckey" if here.visit.user_code else "credential.partner"))
if here.visit.user_code:
    st.text(letters(say("credential.user_code", user_code=here.visit.user_code)))
st.page_link("pages/applicant/sessions.py", label=say("sessions.title"))

if here.visit.user_code:
    st.header(say("credential.password_title"), anchor=False)
    notice = st.container(key="notice")
    with st.form("password", clear_on_submit=True):
        told = [credential.password_field(word) for word in ("old", "password", "password_again")]
        st.caption(say("register.password_hint"))
        submitted = st.form_submit_button(say("credential.change"), key="change", type="primary")
    if submitted:
        with notice:
            credential.change(here, *told)

if here.actor.role is Role.REPRESENTATIVE:
    st.header(say("credential.move_title"), anchor=False)
    st.markdown(say("credential.move"))
    if st.button(say("credential.start"), key="start"):
        credential.show_word(here)
    st.caption(say("credential.move_lost"))
    st.page_link("pages/public/stop_move.py", label=say("stop_move.title"))
