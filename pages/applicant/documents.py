"""Client-submitted documents: one row a document, and the sending once all are there.

Source: guide 2.13 to 2.15.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.application import DocumentKind
from core.domain.errors import PortalError
from core.domain.identity import Role
from core.services.documents import MEGABYTES
from pages.parts.current import current, go_to
from pages.parts.documents import after_removal, draw_row, in_words, leave, listed, only_printed, show_notice
from pages.parts.session import guard, say
from pages.parts.steps import show_steps

here = guard(Role.APPLICANT)
seen = current(here)
st.title(say("documents.title"), anchor=False)
seen = after_removal(here, seen)
show_steps(seen)
only_printed(seen)
show_notice()
st.markdown(say("documents.intro", megabytes=MEGABYTES))
for kind in DocumentKind:
    draw_row(seen, kind)

st.header(say("documents.send_title"), anchor=False)
if seen.missing_documents:
    st.info(say("documents.send_missing", missing=listed(seen.missing_documents)))
else:
    number = seen.prints[-1].number
    told = {"reference": seen.application.reference, "answered": seen.answered, "number": number}
    st.markdown(say("documents.send", **told))
    st.warning(say("documents.send_final"))
not_yet = bool(seen.missing_documents)
if st.button(say("documents.submit"), key="submit", type="primary", disabled=not_yet):
    try:
        portal().enrolment.submit(here.actor, seen.application.id)
        go_to("confirmation", seen)
    except PortalError as refusal:
        st.error(in_words(refusal))

with st.container(horizontal=True, key="ways_out"):
    if st.button(say("documents.back"), key="back"):
        go_to("form", seen)
    if st.button(say("documents.exit"), key="exit"):
        leave(seen)
