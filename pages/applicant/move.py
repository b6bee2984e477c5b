"""Taking an account along to the credential one is signed in with now.

Source: guide 4.15.
"""

import streamlit as st

from core.domain.identity import Role
from pages.parts import moving
from pages.parts.session import guard, say

here = guard(Role.NEWCOMER)
asked = moving.questions_asked()

st.title(say("move.title"), anchor=False)
if due := moving.due_at():
    st.success(say("move.asked", due_at=due))
    st.markdown(say("move.asked_next"))
    st.stop()

notice = st.container()
if not asked:
    st.markdown(say("move.intro"))
    st.header(say("move.word_title"), anchor=False)
    with st.form("word", border=False):
        word = st.text_input(say("move.word"), key="word", autocomplete="off")
        st.caption(say("move.word_hint"))
        if st.form_submit_button(say("move.finish"), key="finish", type="primary"):
            moving.finish(here, word, notice)

    st.header(say("move.lost_title"), anchor=False)
    st.markdown(say("move.lost"))
    with st.form("number", border=False):
        number = st.text_input(say("move.number"), key="number", autocomplete="off")
        st.caption(say("move.number_hint"))
        if st.form_submit_button(say("move.next"), key="next"):
            moving.look_for_questions(here, number, notice)
else:
    st.header(say("move.answers_title"), anchor=False)
    st.markdown(say("move.answers"))
    with st.form("answers", border=False):
        answers = moving.answer_fields(asked)
        if st.form_submit_button(say("move.ask"), key="ask", type="primary"):
            moving.ask(here, answers, notice)
    st.button(say("move.other_number"), key="other_number", on_click=moving.forget)
if st.button(say("move.back"), key="back"):
    st.switch_page("pages/applicant/screening.py")
