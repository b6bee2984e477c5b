"""The tools of a representative: one link each, and what it is for.

Source: guide 4.16.
"""

import streamlit as st

from core.domain.accounts.identity import Account
from pages.parts.shell.session import say

TOOLS = {
    "enrolment": "enrolment",
    "history": "history",
    "messages": "messages",
    "credential": "credential",
    "sessions": "sessions",
    "questions": "security_setup",
}
"""Each tool's word and the screen it opens."""


def draw_tools(account: Account) -> None:
    """Draw the tools; an organisation is one only for whom an administrator made its authorised person."""
    own = TOOLS | ({"organisation": "organisation"} if account.is_authorised_person else {})
    for word, screen in own.items():
        with st.container(border=True, key=f"tool_{word}"):
            st.page_link(f"pages/applicant/{screen}.py", label=say(f"welcome.{word}"))
            st.caption(say(f"welcome.{word}_means"))
