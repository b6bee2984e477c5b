"""A past request with the facts, rules and register of its day, judged again and compared byte for byte.

Source: guide 2.15, 3.2.
"""

import streamlit as st

from core.domain.accounts.identity import Role
from pages.parts.decisions.findings import draw_judged
from pages.parts.decisions.past_judgement import (
    as_judged_here,
    differences_table,
    draw_answer,
    seals_table,
    ways,
)
from pages.parts.shell.session import guard, say

here = guard(Role.OFFICER, Role.MANAGER)
told = as_judged_here(here)
record = told.record

with st.container(key="wide"):
    st.title(say("as_judged.title", reference=told.application.reference), anchor=False)
    st.markdown(
        say("as_judged.intro", number=told.number, day=record.facts.judged_on, edition=record.edition)
    )
    draw_answer(told)
    st.html(ways(told))
    st.header(say("as_judged.seals"), anchor=False)
    st.html(seals_table(told))
    st.header(say("as_judged.differences"), anchor=False)
    if told.differences:
        st.markdown(say("as_judged.differences_mean"))
        st.html(differences_table(told))
    else:
        st.markdown(say("as_judged.no_differences"))
    st.header(say("as_judged.findings"), anchor=False)
    draw_judged(record)
