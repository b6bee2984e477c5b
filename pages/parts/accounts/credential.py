"""A credential's own page: a new password, and the word that takes the account along to another credential.

Source: guide 4.15; facts.md, Credentials.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.errors import MalformedAnswerError, PortalError
from pages.parts.accounts import recovery
from pages.parts.shell import browser
from pages.parts.shell.notices import error_notice, error_summary
from pages.parts.shell.session import Here, say

PURPOSES = {"old": "current-password"}


def password_field(word: str) -> str:
    """Draw one of the three fields of a change of password, and return what was typed."""
    purpose = PURPOSES.get(word, "new-password")
    return st.text_input(say(f"credential.{word}"), key=word, type="password", autocomplete=purpose)


def change(here: Here, old: str, new: str, again: str) -> None:
    """Change the password, and say so or what is wrong."""
    if not old:
        error_summary([("old", say("errors.required"))], token=str(recovery.next_try()))
        return
    try:
        portal().accounts.change_password(here.actor, old, new, again)
    except MalformedAnswerError as faults:
        error_summary(recovery.sentences(faults.fields), token=str(recovery.next_try()))
    except PortalError as refusal:
        error_notice(refusal)
    else:
        st.success(say("credential.changed"))
        browser.focus(str(recovery.next_try()), ".st-key-notice", key="focus_notice")


def show_word(here: Here) -> None:
    """Make the one-use word and show it once, with what to do with it."""
    try:
        word = portal().moves.start(here.actor)
    except PortalError as refusal:
        error_notice(refusal)
        return
    with st.container(border=True, key="word"):
        st.markdown(say("credential.word"))
        st.code(word, language=None)
        st.markdown(say("credential.word_use"))
    browser.focus(str(recovery.next_try()), ".st-key-word", key="focus_word")
