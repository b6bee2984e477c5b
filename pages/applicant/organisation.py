"""My organisation: its authorised person issues a PIN to a colleague.

Source: guide 4.9n.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Role
from pages.parts.accounts import colleague_pin
from pages.parts.shell.session import guard, say

here = guard(Role.REPRESENTATIVE)
account = portal().accounts.mine(here.actor)

st.title(say("organisation.title"), anchor=False)
if not account.is_authorised_person:
    st.markdown(say("organisation.not_authorised"))
    if st.button(say("steps.home"), key="home", type="primary"):
        st.switch_page("pages/applicant/welcome.py")
    st.stop()

st.markdown(say("organisation.intro", organisation=account.organisation))
st.header(say("organisation.issue_title"), anchor=False)
st.markdown(say("organisation.issue"))
notice = st.container(key="notice")
with st.form("colleague", clear_on_submit=True):
    reference = st.text_input(say("organisation.reference"), key="reference", autocomplete="off")
    st.caption(say("organisation.reference_hint"))
    submitted = st.form_submit_button(say("organisation.send"), key="send", type="primary")
if submitted:
    with notice:
        colleague_pin.issue(here, reference)
