"""A notice before a refusal: its reasons, how to mend each, and the applicant's answer.

Source: guide 3.2.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.identity import Role
from pages.parts import answering, documents
from pages.parts.current import current, go_on
from pages.parts.scanned import form_told
from pages.parts.session import guard, say
from pages.parts.steps import show_steps

here = guard(Role.APPLICANT)
seen = documents.after_removal(here, current(here))
notice = seen.open_notice
if notice is None:
    go_on(seen)

st.title(say("notice.title"), anchor=False)
show_steps(seen)
told = form_told(here, seen)
documents.show_notice(told)
problems = st.container()
st.markdown(say("notice.intro", answer_by=notice.answer_by))
st.html(answering.reasons_text(notice.reasons))
st.header(say("notice.answer"), anchor=False)
st.markdown(say("notice.answer_means"))
answering.draw_text(seen, "notice")
if seen.slots:
    st.header(say("notice.documents"), anchor=False)
    answering.draw_documents(seen, told)
st.warning(say("notice.final"))
with st.container(horizontal=True, key="ways_out"):
    pressed = st.button(say("notice.send"), key="send", type="primary")
    if st.button(say("documents.exit"), key="exit"):
        documents.leave(seen)
if pressed:
    with problems:
        answering.send(here, seen, portal().deciding.noticing.answer)
