"""One proposal: what it changes, its reports and notes, and publishing by a second manager."""

import streamlit as st

from core.domain.accounts.identity import Role
from pages.parts.application.history import history
from pages.parts.rules.lab import back_link, dossier_here, tell
from pages.parts.rules.proposal import draw_changes, draw_faults, glance
from pages.parts.rules.proposal_steps import draw_comparing, draw_notes, draw_publishing, draw_replaying
from pages.parts.shell.session import guard, say

here = guard(Role.MANAGER)
dossier = dossier_here(here)

with st.container(key="wide"):
    st.title(say("proposal.title", title=dossier.proposal.title), anchor=False)
    tell()
    st.html(glance(dossier))
    st.header(say("proposal.changes"), anchor=False)
    draw_changes(dossier)
    draw_faults(dossier)
    draw_replaying(here, dossier)
    draw_comparing(here, dossier)
    draw_notes(here, dossier)
    if dossier.is_open:
        draw_publishing(here, dossier)
    st.header(say("history.title"), anchor=False)
    with st.expander(say("proposal.history"), key="history"):
        st.html(history(dossier.events, dossier.people))
    back_link()
