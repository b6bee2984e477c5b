"""The welcome of somebody who has just signed in: before the portal's terms, and once they are accepted.

Source: guide 4.1, 4.7, 4.9n.
"""

import streamlit as st

from core.domain.accounts.identity import Role
from pages.parts.shell.session import guard, say

here = guard(Role.NEWCOMER, before_terms=True)

if here.visit.portal_terms_accepted:
    st.title(say("arrival.portal_title"), anchor=False)
    st.markdown(say("arrival.portal"))
    st.info(say("arrival.pin_note"))
    if st.button(say("arrival.continue"), key="continue", type="primary"):
        st.switch_page("pages/applicant/screening.py")
    st.page_link("pages/applicant/move.py", label=say("move.link"))
else:
    st.title(say("arrival.title"), anchor=False)
    st.markdown(say("arrival.intro"))
    if st.button(say("arrival.continue"), key="continue", type="primary"):
        st.switch_page("pages/applicant/terms.py", query_params={"from": "arrival"})
