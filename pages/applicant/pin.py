"""The PIN: given names, family name and PIN complete the enrolment.

Source: guide 4.10 to 4.12.
"""

import streamlit as st

from core.domain.accounts.identity import Role
from pages.parts.accounts import enrolment
from pages.parts.shell.session import guard, say

here = guard(Role.NEWCOMER, Role.APPLICANT)

st.title(say("pin.title"), anchor=False)
st.markdown(say("pin.intro"))
notice = st.container()
with st.form("pin", border=False):
    given_names = st.text_input(say("pin.given_names"), key="given_names", autocomplete="given-name")
    family_name = st.text_input(say("pin.family_name"), key="family_name", autocomplete="family-name")
    pin = st.text_input(say("pin.pin"), key="pin", autocomplete="off")
    st.caption(say("pin.hint"))
    submitted = st.form_submit_button(say("pin.continue"), key="continue", type="primary")

if submitted:
    with notice:
        enrolment.enrol(here, {"given_names": given_names, "family_name": family_name, "pin": pin})

if here.actor.role is Role.APPLICANT:
    if st.button(say("pin.home"), key="home"):
        st.switch_page("pages/applicant/home.py")
elif st.button(say("pin.correct"), key="correct"):
    st.switch_page("pages/applicant/screening.py")
st.header(say("pin.trouble_title"), anchor=False)
st.markdown(say("pin.trouble"))
