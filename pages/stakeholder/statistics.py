"""The statistics that may be published: protected counts of quarters that are over, never a file."""

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Role
from pages.parts.shell.session import guard, say
from pages.parts.statistics.charts import draw_charts, draw_heading
from pages.parts.statistics.figure_filters import draw_quarters

here = guard(Role.STAKEHOLDER)
page = portal().statistics.published(here.actor, st.query_params.to_dict(), here.language)
protection = portal().statistics.protection

with st.container(key="wide"):
    draw_heading(page, say("statistics.public_title"))
    st.markdown(say("statistics.public_intro", most=protection.most_hidden, base=protection.base))
    if page.charts:
        draw_quarters(page)
        draw_charts(page)
    else:
        st.markdown(say("statistics.public_none"))
