"""The portal's own terms, before anything is created.

Source: guide 1.7, 1.8, 4.7, 4.12.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Role
from pages.parts.accounts import sign_out, terms
from pages.parts.shell.session import guard, say

here = guard(*Role, before_terms=True)
text = portal().library.terms["portal"]

if st.session_state.pop("terms_just_accepted", False) and here.visit.portal_terms_accepted:
    st.switch_page(terms.way_on(here))

if st.query_params.get("declined") and not here.visit.portal_terms_accepted:
    st.title(say("terms.declined_title"), anchor=False)
    st.markdown(say("terms.declined_enrolled" if here.visit.needs else "terms.declined"))
    with st.container(horizontal=True):
        st.button(say("terms.read_again"), key="read_again", type="primary", on_click=terms.read_again)
        sign_out.sign_out_button(here)
    st.stop()

st.title(text.title.of(here.language), anchor=False)
st.caption(say("terms.edition", edition=text.edition))
if here.visit.portal_terms_accepted:
    st.success(say("terms.accepted"))
with st.container(key="terms"):
    st.markdown(text.body.of(here.language))

if here.visit.portal_terms_accepted:
    if st.button(say("terms.continue"), key="continue", type="primary"):
        st.switch_page(terms.way_on(here))
else:
    with st.container(horizontal=True):
        st.button(say("terms.accept"), key="accept", type="primary", on_click=terms.accept)
        st.button(say("terms.decline"), key="decline", on_click=terms.decline)
