"""Four security questions: created once after the PIN, replaced whenever one wishes.

Source: guide 4.15.
"""

import streamlit as st

from core.domain.accounts.identity import NEEDING_QUESTIONS, SECURITY_QUESTIONS, Role
from pages.parts.accounts import recovery, security_questions, sign_out
from pages.parts.shell.session import guard, say

here = guard(Role.UNPROVEN, *NEEDING_QUESTIONS)
if here.visit.needs == "security_question":
    st.switch_page("pages/applicant/security_question.py")
first = here.visit.needs == "security_setup"

st.title(say("security_setup.title" if first else "security_setup.change_title"), anchor=False)
st.markdown(say("security_setup.intro" if first else "security_setup.change_intro"))
st.markdown(say("security_setup.rules"))
notice = st.container(key="notice")
recovery.begin_fields()
with st.form("security_setup"):
    places = range(1, SECURITY_QUESTIONS + 1)
    questions = tuple(recovery.question_and_answer(place, "security_setup") for place in places)
    submitted = st.form_submit_button(say("security_setup.continue"), key="continue", type="primary")
if first:
    st.session_state[security_questions.FIRST_TIME] = True
elif not submitted:
    st.session_state.pop(security_questions.FIRST_TIME, None)
if submitted:
    with notice:
        if security_questions.set_questions(here, questions):
            st.success(say("security_setup.changed"))

if first:
    sign_out.sign_out_button(here)
elif st.button(say("security_setup.home"), key="home"):
    st.switch_page(security_questions.FIRST_PAGE)
