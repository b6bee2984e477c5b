"""Registration completed; the person is signed in already, and goes on to the portal's terms.

Source: guide 1.6, 1.7.
"""

import streamlit as st

from pages.parts.accounts import homes
from pages.parts.shell.session import here, say

visit = here()

st.title(say("register.done_title"), anchor=False)
st.success(say("register.done" if visit else "register.done_signed_out"))
if st.button(say("register.continue"), key="continue", type="primary"):
    st.switch_page(homes.first_screen(visit) if visit else "pages/public/gckey.py")
