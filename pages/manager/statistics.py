"""Why requests are refused, what could have prevented it, and how long decisions take."""

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Role
from pages.parts.shell.session import guard, say
from pages.parts.statistics.charts import draw_charts, draw_heading
from pages.parts.statistics.figure_filters import draw_filter

here = guard(Role.OFFICER, Role.MANAGER)
page = portal().statistics.page(here.actor, st.query_params.to_dict(), here.language)

with st.container(key="wide"):
    draw_heading(page, say("statistics.title"))
    st.markdown(say("statistics.intro"))
    draw_filter(page)
    draw_charts(page)
