"""Every question with its answer; 'Modifier' beside each, 'Imprimer IMM 5661' at the foot.

Source: guide 2.3a, 2.4, 2.4n, 2.5, 2.6.
"""

import streamlit as st

from core.domain.accounts.identity import Role
from pages.parts.accounts.email_check import draw_email_check
from pages.parts.application import changes, review
from pages.parts.application.current import current, go_to
from pages.parts.application.steps import show_steps
from pages.parts.application.verification import draw_verification, forecast
from pages.parts.form.documents import leave, only_open
from pages.parts.shell.session import guard, say

here = guard(Role.APPLICANT)
seen = current(here)

st.title(say("review.title"), anchor=False)
show_steps(seen)
only_open(seen)
changes.tell()
if seen.is_complete:
    st.markdown(say("review.intro"))
else:
    st.warning(say("review.incomplete", answered=seen.answered, asked=seen.asked))

findings = forecast(here, seen, "review") if seen.is_open else []
review.show_answers(seen, findings)
review.show_removed(seen)

if seen.is_complete:
    draw_verification(seen, findings, "review")
    draw_email_check(here, seen)
    st.header(say("review.print_title"), anchor=False)
    st.markdown(say("review.print_intro"))
    review.draw_asking(here, seen, findings)
with st.container(horizontal=True, key="ways_out"):
    if (
        seen.is_complete
        and not review.asks_first(seen, findings)
        and st.button(say("review.print"), key="print", type="primary")
    ):
        review.print_form(here, seen)
    if not seen.is_complete and st.button(say("review.go_on"), key="go_on", type="primary"):
        go_to("question", seen)
    if st.button(say("review.exit"), key="exit"):
        leave(seen)
