"""The look back at decisions: by team for managers, an officer's own for her; rules, second looks."""

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Role
from pages.parts.decisions.quality import draw_figures, draw_period, draw_view, draw_views
from pages.parts.shell.session import guard, say

here = guard(Role.OFFICER, Role.MANAGER)
whose = "own" if here.actor.role is Role.OFFICER else "all"

with st.container(key="wide", gap="small"):
    st.title(say("quality.title"), anchor=False)
    st.caption(say(f"quality.intro_{whose}"))
    board = portal().quality.look(here.actor, draw_period())
    draw_figures(board)
    draw_view(draw_views(), board, whose)
