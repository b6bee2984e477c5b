"""The files behind a bar of the statistics."""

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Role
from core.domain.errors import NotFoundError
from pages.parts.shell.session import guard, say
from pages.parts.statistics.figure_files import about, counted, files_table, way_back

here = guard(Role.OFFICER, Role.MANAGER)

with st.container(key="wide"):
    st.title(say("statistics.behind_title"), anchor=False)
    try:
        behind = portal().statistics.behind(here.actor, st.query_params.to_dict())
    except NotFoundError:
        st.markdown(say("statistics.behind_no_bar"))
        st.stop()
    st.html(way_back(behind))
    st.markdown(about(behind))
    if behind.rows:
        st.markdown(counted(behind))
        st.html(files_table(behind.rows))
    else:
        st.markdown(say("statistics.behind_none"))
