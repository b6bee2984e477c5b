"""Why requests are refused, what could have prevented it, and how long decisions take.

Source: facts.md, Statistics.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Role
from pages.parts.shell.session import guard, say
from pages.parts.statistics.board import EXPLORED, draw_board, draw_charts, draw_explored
from pages.parts.statistics.filters import draw_filters
from pages.parts.statistics.prevention import draw_prevention

st.set_page_config(initial_sidebar_state="collapsed")
here = guard(Role.OFFICER, Role.MANAGER)
page = portal().statistics.page(here.actor, st.query_params.to_dict(), here.language)

with st.container(key="wide", gap="xsmall"):
    if draw_board(page, say("statistics.title"), draw_filters) == EXPLORED:
        draw_explored(here.actor, page)
    else:
        draw_charts(page)
        draw_prevention(here.actor, page)
