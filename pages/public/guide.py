"""The guide, readable by everybody.

Source: guide 0.1 to 4.16.
"""

import streamlit as st

from core.bootstrap import portal
from pages.parts.shell.session import language, say

st.title(say("public.guide_title"), anchor=False)
st.markdown(portal().library.guide.of(language()))
