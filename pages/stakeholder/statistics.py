"""The statistics that may be published: protected counts of quarters that are over, never a file.

Source: facts.md, Statistics.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Role
from pages.parts.shell.session import guard, say
from pages.parts.statistics.board import draw_board, draw_charts
from pages.parts.statistics.filters import draw_quarters

st.set_page_config(initial_sidebar_state="collapsed")
here = guard(Role.STAKEHOLDER)
page = portal().statistics.published(here.actor, st.query_params.to_dict(), here.language)

with st.container(key="wide", gap="xsmall"):
    if page.charts:
        draw_board(page, say("statistics.public_title"), draw_quarters)
        draw_charts(page)
    else:
        st.title(say("statistics.public_title"), anchor=False)
        st.markdown(say("statistics.public_none"))
