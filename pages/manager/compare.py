"""Two proposals side by side, tried on the same decided applications."""

import streamlit as st

from core.domain.accounts.identity import Role
from pages.parts.rules.comparison import comparison_table, draw_choice, shared_text
from pages.parts.rules.lab import back_link, dossier_here, tie
from pages.parts.shell.session import guard, say

here = guard(Role.MANAGER)
mine, other = dossier_here(here), dossier_here(here, "other")

with st.container(key="wide"):
    st.title(say("compare.title"), anchor=False)
    comparison, faults = draw_choice(here, mine, other)
    tie(faults)
    if comparison:
        st.html(comparison_table(comparison))
        if comparison.shared:
            st.markdown(shared_text(mine, comparison))
    back_link()
