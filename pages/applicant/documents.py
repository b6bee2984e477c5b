"""Client-submitted documents: one row a document, and the sending once all are there.

Source: guide 2.13 to 2.15, 3.4 to 3.6.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Role
from core.domain.errors import PortalError
from core.domain.form.file_limits import MEGABYTES
from pages.parts.application.current import current, go_to
from pages.parts.application.steps import show_steps
from pages.parts.application.verification import draw_verification, forecast
from pages.parts.demonstration.specimens import draw_specimens
from pages.parts.form import documents
from pages.parts.form.returned_form import form_told
from pages.parts.shell.session import guard, say

here = guard(Role.APPLICANT)
seen = current(here)
st.title(say("documents.title"), anchor=False)
seen = documents.after_removal(here, seen)
show_steps(seen)
documents.only_printed(seen)
told = form_told(here, seen)
documents.show_notice(told)
asked = documents.is_asked(seen)
st.markdown(say("documents.intro_asked" if asked else "documents.intro", megabytes=MEGABYTES))
for slot in seen.slots:
    documents.draw_row(seen, slot, told)
draw_specimens(here, seen)
if asked:
    documents.draw_locked(seen)

draw_verification(seen, forecast(here, seen, "documents"), "documents")

st.header(say("documents.send_title"), anchor=False)
not_yet = documents.missing(seen)
if not_yet:
    st.info(say("documents.send_missing", missing=not_yet))
else:
    values = {"reference": seen.application.reference, "answered": seen.answered, "count": len(seen.slots)}
    number = seen.prints[-1].number
    st.markdown(say("documents.send_asked" if asked else "documents.send", number=number, **values))
    st.warning(say("documents.send_final"))
if st.button(say("documents.submit"), key="submit", type="primary", disabled=bool(not_yet)):
    try:
        portal().enrolment.submit(here.actor, seen.application.id)
        go_to("confirmation", seen)
    except PortalError as refusal:
        st.error(documents.in_words(refusal))

with st.container(horizontal=True, key="ways_out"):
    if not asked and st.button(say("documents.back"), key="back"):
        go_to("form", seen)
    if st.button(say("documents.exit"), key="exit"):
        documents.leave(seen)
