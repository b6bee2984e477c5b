"""One security question, asked at each sign-in before anything else opens.

Source: guide 4.15.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Role
from pages.parts.accounts import security_questions, sign_out
from pages.parts.shell.markdown import plain
from pages.parts.shell.session import guard, say

here = guard(Role.UNPROVEN, before_terms=True)
if here.visit.needs != "security_question":
    st.switch_page(security_questions.FIRST_PAGE)
question = portal().security.question(here.actor)

st.title(say("security_question.title"), anchor=False)
st.markdown(say("security_question.intro"))
notice = st.container()
with st.form("security_question", border=False):
    told = st.text_input(f"{plain(question)} *", key="answer", type="password", autocomplete="off")
    st.caption(say("security_question.hint"))
    submitted = st.form_submit_button(say("security_question.continue"), key="continue", type="primary")
if submitted:
    with notice:
        security_questions.answer(here, told)

st.markdown(say("security_question.forgotten"))
sign_out.sign_out_button(here)
