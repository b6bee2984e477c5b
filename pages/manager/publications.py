"""Published quarters and their revisions: deliberate, reasoned, dated; stakeholders read why.

Source: facts.md, Statistics.
"""

import streamlit as st

from core.domain.accounts.identity import Role
from pages.parts.shell import keeper
from pages.parts.shell.session import guard, say
from pages.parts.statistics.publications import (
    draw_preview,
    draw_revising,
    editions_table,
    quarter_chosen,
    tell,
)

here = guard(Role.MANAGER)
keeper.begin(here, "publications")

with st.container(key="wide"):
    st.title(say("publications.title"), anchor=False)
    st.markdown(say("publications.intro"))
    tell()
    st.html(editions_table(here))
    if chosen := quarter_chosen(here):
        st.header(say("publications.revise"), anchor=False)
        draw_preview(here, chosen)
        draw_revising(here, chosen)
    st.page_link("pages/manager/statistics.py", label=say("publications.back"))
