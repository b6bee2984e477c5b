"""One question a page; its answer is saved when 'Suivant' is pressed.

Source: guide 2.3, 2.4, 2.4n.
"""

import streamlit as st

from core.domain.identity import Role
from pages.parts import asking, widgets
from pages.parts.current import current, go_to
from pages.parts.documents import leave
from pages.parts.session import guard, say
from pages.parts.steps import show_steps

here = guard(Role.APPLICANT)
seen = current(here)
question = asking.question_here(seen)

st.title(question.title.of(here.language), anchor=False)
st.caption(asking.progress(seen, question))
show_steps(seen)
asking.notices(seen, question)
if question.help:
    st.markdown(question.help.of(here.language))
asking.explanations(seen, question)

with st.form("question", border=False):
    saved = seen.answers.get(question.id, {})
    widgets.draw(question, saved, seen.known, here.language, asking.faults_of(question))
    st.caption(say("question.required"))
    st.form_submit_button(
        say("question.next"), key="next", type="primary", on_click=asking.save, args=(seen, question)
    )

with st.container(horizontal=True, key="ways_out"):
    before = asking.before(seen, question)
    if asking.from_review():
        if st.button(say("question.to_review"), key="to_review"):
            go_to("review", seen)
    elif before:
        st.button(say("question.back"), key="back", on_click=asking.go_back, args=(before,))
    if st.button(say("question.exit"), key="exit"):
        leave(seen)
