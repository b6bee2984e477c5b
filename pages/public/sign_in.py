"""The first page: what the portal is, for whom, what to have at hand, and the ways in.

Shapes: who is already signed in goes home.

Source: guide 1.0, 1.P1.
"""

import streamlit as st

from core.domain.deadlines import DAYS_TO_SUBMIT
from pages.parts.accounts import homes
from pages.parts.application import usual_waits
from pages.parts.shell.session import here, say

visit = here()
if visit:
    st.switch_page(homes.after_sign_in(visit))

st.title(say("sign_in.title"), anchor=False)
if st.query_params.get("ended"):
    st.success(say("sign_in.ended"))
st.markdown(say("front.what"))
with st.container(horizontal=True, vertical_alignment="center", key="ways_in"):
    if st.button(say("front.begin"), key="begin", type="primary"):
        st.switch_page("pages/public/gckey_terms.py")
    st.markdown(say("front.to_sign_in"))
    st.page_link("pages/public/guide.py", label=say("front.guide"))

st.header(say("front.who_title"), anchor=False)
st.markdown(say("front.who"))
st.header(say("front.ready_title"), anchor=False)
st.markdown(say("front.ready"))
st.markdown(say("front.time", days=DAYS_TO_SUBMIT))
usual_waits.draw_usual()

st.header(say("front.sign_in_title"), anchor="sign-in")
st.markdown(say("sign_in.intro"))
st.subheader(say("sign_in.gckey_title"), anchor=False)
st.markdown(say("sign_in.gckey_intro"))
if st.button(say("sign_in.to_gckey"), key="to_gckey", type="primary"):
    st.switch_page("pages/public/gckey.py")

st.subheader(say("sign_in.partner_title"), anchor=False)
st.markdown(say("sign_in.partner_intro"))
if st.button(say("sign_in.to_partners"), key="to_partners"):
    st.switch_page("pages/public/partners.py")
