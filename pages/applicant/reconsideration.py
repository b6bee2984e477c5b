"""A refusal looked at again: why, with which documents; another officer then decides.

Source: guide 3.2.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Role
from pages.parts.application import notice_answer
from pages.parts.application.current import current, go_on
from pages.parts.application.steps import show_steps
from pages.parts.form import documents
from pages.parts.form.returned_form import form_told
from pages.parts.shell import keeper
from pages.parts.shell.session import guard, say, until

here = guard(Role.APPLICANT)
seen = notice_answer.after_opening(here, documents.after_removal(here, current(here)))
if seen.decision is None or seen.decision.reconsider_by is None or not seen.may_ask_reconsideration:
    go_on(seen)

keeper.begin(here, str(seen.application.id))
st.title(say("reconsideration.title"), anchor=False)
show_steps(seen)
told = form_told(here, seen)
documents.show_notice(told)
problems = st.container()
st.markdown(say("reconsideration.intro", last_day=until(seen.decision.reconsider_by)))
st.html(notice_answer.reasons_text(seen.decision.reasons))
st.header(say("reconsideration.why"), anchor=False)
notice_answer.draw_text(seen, "reconsideration")
st.header(say("reconsideration.documents"), anchor=False)
if seen.slots:
    notice_answer.draw_documents(seen, told)
else:
    st.button(say("reconsideration.add_documents"), key="add_documents")
st.warning(say("reconsideration.final"))
with st.container(horizontal=True, key="ways_out"):
    pressed = st.button(say("reconsideration.send"), key="send", type="primary")
    if st.button(say("steps.home"), key="home"):
        st.switch_page("pages/applicant/home.py")
if pressed:
    with problems:
        notice_answer.send(here, seen, portal().reconsiderations.ask)
