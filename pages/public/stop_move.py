"""Stopping the move of an account with the word that its e-mail carries.

Source: guide 4.15.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.errors import PortalError
from pages.parts.accounts.recovery import next_try
from pages.parts.shell.notices import error_notice, error_summary
from pages.parts.shell.session import say

st.title(say("stop_move.title"), anchor=False)
st.markdown(say("stop_move.intro"))
notice = st.container(key="notice")
with st.form("stop_move", border=False):
    word = st.text_input(say("stop_move.word"), key="stop_word", autocomplete="off")
    submitted = st.form_submit_button(say("stop_move.stop"), key="stop", type="primary")
with notice:
    if submitted and not word.strip():
        error_summary([("stop_word", say("errors.required"))], token=str(next_try()))
    elif submitted:
        try:
            portal().moves.stop(word)
            st.success(say("stop_move.stopped"))
        except PortalError as refusal:
            error_notice(refusal)
