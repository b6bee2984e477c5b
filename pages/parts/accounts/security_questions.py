"""Security questions: answering the one of this session, creating four, replacing them.

Source: guide 4.15.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Role
from core.domain.errors import MalformedAnswerError, PortalError
from pages.parts.accounts import recovery
from pages.parts.shell.notices import error_notice, error_summary
from pages.parts.shell.session import Here, say

FIRST_PAGE = "pages/public/sign_in.py"
"""Leads everybody signed in to the screen on which they begin."""

FIRST_TIME = "first_questions"


def answer(here: Here, told: str) -> None:
    """Answer this session's question and go on, or say what is wrong."""
    if not told.strip():
        error_summary([("answer", say("errors.required"))], token=str(recovery.next_try()))
        return
    try:
        portal().security.answer(here.actor, told)
    except PortalError as refusal:
        error_notice(refusal)
    else:
        st.switch_page(FIRST_PAGE)


def set_questions(here: Here, questions: tuple[tuple[str, str], ...]) -> bool:
    """Keep four questions; say whether they were replaced, after the first time go on instead."""
    try:
        portal().security.set_questions(here.actor, questions)
    except MalformedAnswerError as faults:
        recovery.show_faults(faults.fields, "security_setup")
        return False
    except PortalError as refusal:
        error_notice(refusal)
        return False
    # pressed twice, the second run finds the questions already there
    if here.actor.role is Role.UNPROVEN or st.session_state.pop(FIRST_TIME, False):
        st.switch_page(FIRST_PAGE)
    return True
