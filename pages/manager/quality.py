"""The look back at decisions: how officers and rules agree, what each team decided; officers see their own.

Source: issue 5, the manager's quality page.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.identity import Role
from pages.parts.quality import agreement_table, draw_period, figures_table
from pages.parts.session import guard, say

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
