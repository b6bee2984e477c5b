"""How long decisions took in the last months, for everybody.

Source: guide 2.16.
"""

import streamlit as st

from core.bootstrap import portal
from pages.parts.application import usual_waits
from pages.parts.shell.session import say

waits = portal().usual_waits.usual()
st.title(say("waiting.title"), anchor=False)
if waits:
    st.markdown(f"**{usual_waits.usual_sentence(waits[0])}**")
    usual_waits.draw_picture(waits)
    st.markdown(say("waiting.intro"))
    st.html(usual_waits.table_text(waits))
    st.markdown(say("waiting.no_promise"))
    usual_waits.draw_mark()
else:
    st.markdown(say("waiting.none"))
