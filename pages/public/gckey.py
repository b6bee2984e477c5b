"""GCKey sign-in.

Source: guide 1.1, 1.2.
"""

import streamlit as st

from pages.parts.accounts.sign_in import GCKeySignIn
from pages.parts.shell.request import local_path
from pages.parts.shell.session import here, say

if here():
    st.switch_page("pages/public/sign_in.py")

st.title(say("sign_in.gckey_title"), anchor=False)
if st.query_params.get("spent"):
    st.error(say("errors.ticket_spent"))
GCKeySignIn(to=local_path(st.query_params.get("to", "/"))).draw()

st.page_link("pages/public/forgotten.py", label=say("forgotten.title"))
st.page_link("pages/public/gckey_terms.py", label=say("sign_in.no_gckey"))
