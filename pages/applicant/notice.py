"""A notice before a refusal: its reasons, how to mend each, and the applicant's answer.

Source: guide 3.2.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Role
from pages.parts.application import notice_answer
from pages.parts.application.current import current, go_on
from pages.parts.application.steps import show_steps
from pages.parts.application.verification import draw_verification, forecast
from pages.parts.form import documents
from pages.parts.form.printing import after_printing
from pages.parts.form.returned_form import form_told
from pages.parts.shell import keeper
from pages.parts.shell.session import guard, say, until

here = guard(Role.APPLICANT)
seen = after_printing(here, documents.after_removal(here, current(here)))
notice = seen.open_notice
if notice is None:
    go_on(seen)

keeper.begin(here, str(seen.application.id))
st.title(say("notice.title"), anchor=False)
show_steps(seen)
told = form_told(here, seen)
documents.show_notice(told)
problems = st.container()
st.markdown(say("notice.intro", answer_by=until(notice.answer_by)))
st.html(notice_answer.reasons_text(notice.reasons))
if notice.questions:
    notice_answer.draw_answers(seen, notice)
st.header(say("notice.answer"), anchor=False)
st.markdown(say("notice.answer_means"))
notice_answer.draw_text(seen, "notice")
if seen.slots:
    st.header(say("notice.documents"), anchor=False)
    notice_answer.draw_documents(seen, told)
draw_verification(seen, forecast(here, seen, "documents"), "documents")
st.warning(say("notice.final"))
with st.container(horizontal=True, key="ways_out"):
    pressed = st.button(say("notice.send"), key="send", type="primary")
    if st.button(say("documents.exit"), key="exit"):
        documents.leave(seen)
if pressed:
    with problems:
        notice_answer.send(here, seen, portal().notices.answer)
