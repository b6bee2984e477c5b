"""One question a page; its answer is saved when 'Suivant' is pressed.

Source: guide 2.3, 2.4, 2.4n.
"""

import streamlit as st

from core.domain.accounts.identity import Role
from pages.parts.accounts import email_check
from pages.parts.application import early_findings, question_page, widgets
from pages.parts.application.current import current, go_to
from pages.parts.application.steps import show_steps
from pages.parts.form.documents import leave
from pages.parts.shell import keeper
from pages.parts.shell.notices import name_page
from pages.parts.shell.session import guard, say

here = guard(Role.APPLICANT)
seen = current(here)
question = question_page.question_here(seen)

name_page(question.title.of(here.language))
keeper.begin(here, str(seen.application.id))
st.title(question.title.of(here.language), anchor=False)
st.caption(question_page.progress(seen, question))
question_page.notices(seen, question)
email_check.draw_near_email(here, seen, question)
if question.help:
    st.markdown(question.help.of(here.language))

saved, faults = early_findings.value(seen, question), question_page.faults_of(question)
widgets.draw_deciding(question, saved, here.language, faults)
with st.form("question", border=False):
    widgets.draw(question, saved, seen.known, here.language, faults)
    st.caption(say("question.required"))
    st.form_submit_button(
        say("question.next"), key="next", type="primary", on_click=question_page.save, args=(seen, question)
    )

question_page.explanations(seen, question)
with st.container(horizontal=True, key="ways_out"):
    before = question_page.before(seen, question)
    if question_page.from_review():
        if st.button(say("question.to_review" if seen.is_open else "question.to_notice"), key="to_review"):
            go_to("review" if seen.is_open else "notice", seen)
    elif before:
        st.button(say("question.back"), key="back", on_click=question_page.go_back, args=(before,))
    if st.button(say("question.exit"), key="exit"):
        leave(seen)
show_steps(seen)
