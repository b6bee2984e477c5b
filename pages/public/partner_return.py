"""Back from a Sign-In Partner, signed in.

Source: guide 1.P4.
"""

import streamlit as st

from core.domain.accounts.identity import Role
from pages.parts.accounts import homes
from pages.parts.shell.session import guard, say

here = guard(*Role, before_terms=True)

st.title(say("partners_page.return_title"), anchor=False)
st.markdown(say("partners_page.return_intro"))
if st.button(say("partners_page.continue"), key="continue", type="primary"):
    st.switch_page(homes.first_screen(here.visit))
