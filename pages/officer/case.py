"""One request before its officer, on one screen: papers left, what matters right, the bar below.

Source: guide 3.0 to 3.6.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Role
from pages.parts.application.history import history
from pages.parts.application.review import show_answers
from pages.parts.decisions.case import case_here, head_text, heading, parts_list, printed_by
from pages.parts.decisions.case_viewer import draw_documents
from pages.parts.decisions.checklist import draw_checklist
from pages.parts.decisions.decision import after_confirming, draw_decision, tell
from pages.parts.decisions.decision_actions import after_pressing, draw_holding, draw_standing
from pages.parts.decisions.decision_bar import draw_bar
from pages.parts.decisions.decision_history import draw_around, draw_rounds
from pages.parts.decisions.evidence import draw_evidence
from pages.parts.decisions.findings import draw_findings
from pages.parts.decisions.looks import looks_here, unlooked_token
from pages.parts.desk.claim import draw_claim
from pages.parts.desk.notebook import draw_notebook, tag_list
from pages.parts.desk.related_requests import draw_changes, draw_relations
from pages.parts.desk.shortcuts import draw_shortcuts
from pages.parts.form.returned_form import draw_told_to_officer
from pages.parts.shell import keeper
from pages.parts.shell.session import guard, say

st.set_page_config(initial_sidebar_state="collapsed")
here = guard(Role.OFFICER, Role.MANAGER)
case = case_here(here)
keeper.begin(here, str(case.seen.application.id))
is_officer = here.actor.role is Role.OFFICER
if is_officer:
    case = after_pressing(here, after_confirming(here, case))
around = portal().casebook.look(here.actor, case.seen.application.id)
looks = looks_here(here, case)
confirming = ""

with st.container(key="case_page"), st.container(key="wide"):
    with st.container(key="case_head", horizontal=True, vertical_alignment="center"):
        st.title(say("case.title", reference=case.seen.application.reference), anchor=False)
        st.html(head_text(case))
        draw_shortcuts(here)
        st.html(printed_by(here))
    documents, told = st.columns([11, 9], gap="small")
    with documents, st.container(key="pane_documents"):
        draw_documents(case, looks, unlooked_token(looks))
    with told, st.container(key="pane_told", gap="small"):
        st.html(parts_list())
        tell(case)
        draw_claim(here, case)
        if is_officer:
            draw_standing(here, case)
        with st.container(key="part_findings", gap="small"):
            draw_findings(case)
            draw_checklist(here, case)
            draw_evidence(case)
            draw_told_to_officer(case)
            draw_changes(case, around.changes)
        with st.container(key="decide", gap="small"):
            if is_officer:
                confirming = draw_decision(here, case, looks)
                draw_holding(case)
            else:
                st.markdown(say("case.only_seen"))
        with st.container(key="part_answers", gap="small"):
            st.html(heading(case))
            show_answers(case.seen, changed=around.changes.questions)
        with st.container(key="part_around", gap="small"):
            st.html(tag_list(around))
            draw_rounds(case)
            draw_around(case)
            draw_relations(case, around)
            draw_notebook(here, case, around)
        with st.container(key="part_history", gap="small"):
            st.header(say("history.title"), anchor=False)
            st.html(history(case.events, case.people))
draw_bar(here, case, confirming)
