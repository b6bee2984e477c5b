"""The commonest reasons for refusal, with what prevents each.

Source: guide 3.R1 to 3.R3.
"""

import streamlit as st

from core.bootstrap import portal
from pages.parts.shell.session import language, say

st.title(say("public.refusals_title"), anchor=False)
st.markdown(portal().library.refusals_page.of(language()))
