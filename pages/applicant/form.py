"""The print page: the IMM 5661 on paper, and the way on once it bears the current answers.

Source: guide 2.5 to 2.8, 2.11, 2.12.
"""

import streamlit as st

from core.domain.accounts.identity import Role
from pages.parts.application.current import current, go_to
from pages.parts.application.steps import show_steps
from pages.parts.form.documents import leave, only_open
from pages.parts.form.printing import after_printing, only_after_first_print, show_print
from pages.parts.shell.session import guard, say

here = guard(Role.APPLICANT)
seen = after_printing(here, current(here))
st.title(say("form_page.title"), anchor=False)
show_steps(seen)
only_open(seen)
only_after_first_print(seen)
newest = seen.prints[-1]

if seen.is_printed:
    show_print(newest)
    st.header(say("form_page.paper_title"), anchor=False)
    st.markdown(say("form_page.paper"))
    st.text(say("form_page.next_hint"))
    if st.button(say("form_page.next"), key="next", type="primary"):
        go_to("documents", seen)
    st.header(say("form_page.language_title"), anchor=False)
    other = "en" if newest.language == "fr" else "fr"
    st.markdown(say(f"form_page.offer_{other}"))
    st.button(say(f"form_page.print_in_{other}"), key=f"print_{other}")
else:
    st.warning(say("form_page.outdated", number=newest.number, printed_at=newest.printed_at))
    st.button(say("form_page.print_again"), key=f"print_{newest.language}", type="primary")

with st.container(horizontal=True, key="ways_out"):
    if st.button(say("form_page.to_review"), key="to_review"):
        go_to("review", seen)
    if st.button(say("form_page.exit"), key="exit"):
        leave(seen)
