"""What a proposal would have done to the applications decided in a period, as it was kept."""

import streamlit as st

from core.domain.accounts.identity import Role
from core.domain.errors import NotFoundError
from core.domain.rules.replay import DecisionDays, ReplayFigures
from pages.parts.rules.lab import back_link, dossier_here, person, stop_with, titles
from pages.parts.rules.replay import draw_figures, draw_files
from pages.parts.shell.session import guard, say

here = guard(Role.MANAGER)
dossier = dossier_here(here)
proposal = dossier.proposal
wanted = st.query_params.get("report", "")
report = next((it for it in dossier.reports if str(it.id) == wanted), None)
if report is None:
    stop_with(NotFoundError("no_such_report"))
change, period = proposal.change, DecisionDays(report.since, report.until)
names = titles(dossier.base.read(), change.rules)

with st.container(key="wide"):
    st.title(say("replay.title", title=proposal.title), anchor=False)
    st.markdown(say("replay.period", since=report.since, until=report.until))
    who = person(dossier, report.made_by)
    st.caption(
        say("replay.made", at=report.made_at, who=who, revision=report.revision, edition=report.edition)
    )
    draw_figures(ReplayFigures.model_validate(report.figures), change.touched, names)
    if dossier.is_open and (report.revision, report.edition) == (proposal.revision, dossier.base.number):
        draw_files(here, change, period, names)
    else:
        st.markdown(say("replay.files_gone"))
    st.page_link(
        "pages/manager/proposal.py",
        label=say("replay.to_proposal"),
        query_params={"proposal": str(proposal.id)},
    )
    back_link()
