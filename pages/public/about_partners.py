"""What a Sign-In Partner is.

Source: guide 1.P1.
"""

import streamlit as st

from core.bootstrap import portal
from pages.parts.shell.session import language, say

st.title(say("public.about_partners_menu"), anchor=False)
st.markdown(portal().library.partners_page.of(language()))
