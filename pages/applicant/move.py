"""Taking an account along to the credential one is signed in with now.

Source: guide 4.15.
"""

import streamlit as st

from core.domain.accounts.identity import Role
from pages.parts.accounts import account_move
from pages.parts.shell.session import guard, say

here = guard(Role.NEWCOMER)
asked = account_move.questions_asked()

st.title(say("move.title"), anchor=False)
if due := account_move.due_at():
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
            account_move.finish(here, word, notice)

    st.header(say("move.lost_title"), anchor=False)
    st.markdown(say("move.lost"))
    with st.form("number", border=False):
        number = st.text_input(say("move.number"), key="number", autocomplete="off")
        st.caption(say("move.number_hint"))
        if st.form_submit_button(say("move.next"), key="next"):
            account_move.look_for_questions(here, number, notice)
else:
    st.header(say("move.answers_title"), anchor=False)
    st.markdown(say("move.answers"))
    with st.form("answers", border=False):
        answers = account_move.answer_fields(asked)
        if st.form_submit_button(say("move.ask"), key="ask", type="primary"):
            account_move.ask(here, answers, notice)
    st.button(say("move.other_number"), key="other_number", on_click=account_move.forget)
if st.button(say("move.back"), key="back"):
    st.switch_page("pages/applicant/screening.py")
