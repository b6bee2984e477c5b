"""One request before its officer: answers beside documents, what happened before, and the decision.

Source: guide 3.0 to 3.6.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Role
from pages.parts.application.history import history
from pages.parts.application.review import show_answers
from pages.parts.decisions.case import case_here, draw_rounds, heading
from pages.parts.decisions.case_viewer import draw_documents
from pages.parts.decisions.decision import after_confirming, draw_decision, tell
from pages.parts.decisions.decision_actions import after_pressing, draw_holding, draw_standing
from pages.parts.decisions.decision_history import draw_around
from pages.parts.decisions.findings import draw_findings
from pages.parts.desk.claim import draw_claim
from pages.parts.desk.notebook import draw_notebook, tag_list
from pages.parts.desk.related_requests import draw_changes, draw_relations
from pages.parts.desk.shortcuts import draw_shortcuts
from pages.parts.shell.session import guard, say

here = guard(Role.OFFICER, Role.MANAGER)
case = case_here(here)
if here.actor.role is Role.OFFICER:
    case = after_pressing(here, after_confirming(here, case))
seen = case.seen
around = portal().casebook.look(here.actor, seen.application.id)

with st.container(key="wide"):
    st.title(say("case.title", reference=seen.application.reference), anchor=False)
    tell(case)
    st.html(heading(case))
    st.html(tag_list(around))
    draw_shortcuts(here)
    draw_claim(here, case)
    if here.actor.role is Role.OFFICER:
        draw_standing(here, case)
    if case.seen.decisions:
        st.header(say("case.rounds"), anchor=False)
        draw_rounds(case)
    draw_around(case)
    draw_changes(case, around.changes)
    answers, documents = st.columns([2, 3], gap="large")
    with answers, st.container(key="case_answers"):
        draw_findings(case)
        show_answers(seen)
    with documents, st.container(key="case_documents"):
        st.header(say("case.documents"), anchor=False)
        draw_documents(case)
    draw_relations(case, around)
    draw_notebook(here, case, around)
    if here.actor.role is Role.OFFICER:
        draw_decision(here, case)
        draw_holding(case)
    else:
        st.markdown(say("case.only_seen"))
    st.header(say("history.title"), anchor=False)
    with st.expander(say("case.history")):
        st.html(history(case.events, case.people))
    if st.button(say("case.to_queue"), key="to_queue"):
        st.switch_page("pages/officer/queue.py")
