"""A sign-in at a partner that did not succeed: which way it failed, and what to do.

Source: guide 1.P3.
"""

import streamlit as st

from core.bootstrap import portal
from pages.parts.shell.session import say

code = st.query_params.get("code", "")
known = code.startswith("partner_") and f"errors.{code}" in portal().library.words

st.title(say("partners_page.problem_title"), anchor=False)
st.error(say(f"errors.{code}" if known else "partners_page.problem_unknown"))
st.page_link("pages/public/partners.py", label=say("partners_page.choose_again"))
st.page_link("pages/public/gckey.py", label=say("partners_page.gckey_instead"))
