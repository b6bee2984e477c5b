"""The confirmation that the request was sent: reference, date, what happens next; printable.

Source: guide 2.16, 3.0, 3.6.
"""

import streamlit as st

from core.domain.accounts.identity import Role
from core.domain.application.application import State
from core.settings import settings
from pages.parts.application import usual_waits
from pages.parts.application.current import current, go_on
from pages.parts.application.steps import show_steps
from pages.parts.form.documents import draw_sent
from pages.parts.shell.markdown import Markdown
from pages.parts.shell.session import guard, say, written
from pages.parts.shell.viewer import pairs, ways_on

TOLD = ("notice_answered", "reconsideration")
"""What else than the first submission, or documents asked for, may just have been sent."""

here = guard(Role.APPLICANT, Role.REPRESENTATIVE)
seen = current(here)
sent = seen.submission
if sent is None:
    go_on(seen)

reference = seen.application.reference
again = f"_{seen.application.mark}" if seen.application.mark in TOLD else "_again" if sent.number > 1 else ""
st.title(say(f"confirmation.title{again}"), anchor=False)
show_steps(seen)
st.success(say(f"confirmation.sent{again}", reference=reference, submitted_at=sent.submitted_at))
print_number = say("confirmation.print_number_text", number=sent.print_number)
st.html(
    pairs(
        [
            (say("confirmation.reference"), reference),
            (say("confirmation.submitted_at"), written(sent.submitted_at)),
            (say("confirmation.print_number"), print_number),
        ]
    )
)
address = f"/receipt/{reference}.pdf"
st.html(
    ways_on([(address, say("confirmation.receipt")), (f"{address}?save=1", say("confirmation.receipt_save"))])
)
if seen.application.state is State.SUBMITTED:
    st.header(say("confirmation.next_title"), anchor=False)
    st.markdown(say("confirmation.next"))
    st.header(say("confirmation.email_title"), anchor=False)
    st.markdown(say("confirmation.email", sender=Markdown(settings().sender)))
    st.header(say("confirmation.when_title"), anchor=False)
    usual_waits.draw_usual()
    st.markdown(say("confirmation.when"))
st.header(say("confirmation.documents_title"), anchor=False)
draw_sent(seen)
if st.button(say("confirmation.home"), key="home", type="primary"):
    st.switch_page("pages/applicant/home.py")
