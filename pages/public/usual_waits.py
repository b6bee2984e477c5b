"""How long decisions took in the last months, for everybody.

Source: guide 2.16.
"""

import streamlit as st

from core.bootstrap import portal
from pages.parts.application import waiting
from pages.parts.shell.session import say

waits = portal().waiting.usual()
st.title(say("waiting.title"), anchor=False)
if waits:
    st.markdown(f"**{waiting.usual_sentence(waits[0])}**")
    waiting.draw_picture(waits)
    st.markdown(say("waiting.intro"))
    st.html(waiting.table_text(waits))
    st.markdown(say("waiting.no_promise"))
    waiting.draw_mark()
else:
    st.markdown(say("waiting.none"))
