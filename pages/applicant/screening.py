"""The three screening questions, one after another, and where each answer leads.

Source: guide 2.1.
"""

import streamlit as st

from core.domain.accounts.identity import Role
from pages.parts.accounts import sign_out
from pages.parts.application import screening
from pages.parts.shell.notices import error_notice, error_summary
from pages.parts.shell.session import guard, say

here = guard(Role.NEWCOMER, Role.APPLICANT)
told = screening.told_so_far()
asked = screening.asked_now(told)

if here.actor.role is Role.APPLICANT:
    st.title(say("screening.account_title"), anchor=False)
    st.success(say("screening.account"))
    st.markdown(say("screening.account_next"))
    if st.button(say("screening.continue"), key="continue", type="primary"):
        st.switch_page("pages/applicant/home.py")
    st.stop()

if told.has_pin:
    st.switch_page("pages/applicant/pin.py")

if not asked:
    st.title(say(f"screening.{told.outcome()}_title"), anchor=False)
    st.markdown(say(f"screening.{told.outcome()}"))
    st.info(say("screening.nothing_created"))
    with st.container(horizontal=True):
        st.button(say("screening.correct"), key="correct", type="primary", on_click=screening.go_back)
        sign_out.sign_out_button(here)
    st.stop()

st.title(say(f"screening.{asked}"), anchor=False)
st.caption(say("screening.progress", place=screening.ORDER.index(asked) + 1))
if refusal := st.session_state.get("screening_refusal"):
    error_notice(refusal)
if st.session_state.pop("screening_missing", False):
    error_summary([(asked, say("errors.yes_no_needed"))], token=f"{asked}{st.session_state.get('tries', 0)}")
    st.session_state["tries"] = st.session_state.get("tries", 0) + 1
st.markdown(say(f"screening.{asked}_help"))
with st.form("screening", border=False):
    st.radio(
        f"{say(f'screening.{asked}')} *",
        (True, False),
        index=None,
        format_func=lambda yes: say("screening.yes" if yes else "screening.no"),
        key=asked,
        label_visibility="collapsed",
    )
    st.form_submit_button(
        say("screening.next"), key="next", type="primary", on_click=screening.answer, args=(asked,)
    )
if asked != screening.ORDER[0]:
    st.button(say("screening.back"), key="back", on_click=screening.go_back)
st.page_link("pages/applicant/move.py", label=say("move.link"))
