"""The look back at decisions: by team for managers, an officer's own for her; rules, second looks."""

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Role
from pages.parts.decisions.quality import (
    agreement_table,
    contested_table,
    draw_period,
    figures_table,
    reasons_table,
    signatures_table,
)  # fmt: skip
from pages.parts.shell.session import guard, say

here = guard(Role.OFFICER, Role.MANAGER)
whose = "own" if here.actor.role is Role.OFFICER else "all"

with st.container(key="wide"):
    st.title(say("quality.title"), anchor=False)
    st.markdown(say(f"quality.intro_{whose}"))
    board = portal().quality.look(here.actor, draw_period())
    st.header(say(f"quality.figures_{whose}"), anchor=False)
    st.html(figures_table(board, whose))
    st.header(say("quality.agreement"), anchor=False)
    st.markdown(say("quality.agreement_means"))
    st.html(agreement_table(board))
    st.header(say("quality.contested"), anchor=False)
    st.markdown(say(f"quality.contested_means_{whose}"))
    st.html(contested_table(board, whose))
    if board.by_reason:
        st.subheader(say("quality.by_reason"), anchor=False)
        st.html(reasons_table(board))
    st.header(say("quality.signatures"), anchor=False)
    st.markdown(say(f"quality.signatures_means_{whose}"))
    st.html(signatures_table(board, whose))
