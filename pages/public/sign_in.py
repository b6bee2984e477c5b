"""Sign-in: both kinds of secure credential; who is already signed in goes home.

Source: guide 1.0, 1.P1.
"""

import streamlit as st

from pages.parts.accounts import homes
from pages.parts.shell.session import here, say

visit = here()
if visit:
    st.switch_page(homes.after_sign_in(visit))

st.title(say("sign_in.title"), anchor=False)
if st.query_params.get("ended"):
    st.success(say("sign_in.ended"))
st.markdown(say("sign_in.intro"))

st.header(say("sign_in.gckey_title"), anchor=False)
st.markdown(say("sign_in.gckey_intro"))
if st.button(say("sign_in.to_gckey"), key="to_gckey", type="primary"):
    st.switch_page("pages/public/gckey.py")

st.header(say("sign_in.partner_title"), anchor=False)
st.markdown(say("sign_in.partner_intro"))
if st.button(say("sign_in.to_partners"), key="to_partners"):
    st.switch_page("pages/public/partners.py")
