"""The terms of the GCKey, before registration.

Source: guide 1.2 to 1.4.
"""

import streamlit as st

from core.bootstrap import portal
from pages.parts.shell.session import language, say

terms = portal().library.terms["gckey"]

st.title(terms.title.of(language()), anchor=False)
st.caption(say("register.edition", edition=terms.edition))
with st.container(key="terms"):
    st.markdown(terms.body.of(language()))

with st.container(horizontal=True):
    if st.button(say("register.accept"), key="accept", type="primary"):
        st.switch_page("pages/public/register.py", query_params={"terms": terms.edition})
    if st.button(say("register.decline"), key="decline"):
        st.switch_page("pages/public/sign_in.py")
