"""A document as it was given: its pages as pictures, before and after the sending.

Source: guide 2.14.
"""

import streamlit as st

from core.domain.accounts.identity import Role
from core.domain.errors import PortalError
from pages.parts.application.current import current, go_to
from pages.parts.application.steps import show_steps
from pages.parts.form.documents import gathered_at, named, slot_of
from pages.parts.shell.notices import error_notice
from pages.parts.shell.session import guard, say
from pages.parts.shell.viewer import details, document_asked, picture, ways_on

here = guard(Role.APPLICANT, Role.REPRESENTATIVE)
seen = current(here)
back = "confirmation" if seen.submission and not seen.asked_now else gathered_at(seen)
try:
    document = document_asked(here)
    st.title(say("viewer.title", name=named(slot_of(seen, document))), anchor=False)
    show_steps(seen)
    st.html(details(document))
    page = 1
    if document.pages > 1:
        st.text(say("viewer.page_list"))
        page = st.pagination(document.pages, key=f"page_{document.id}")
    told = {"page": page, "pages": document.pages}
    st.html(f"<p role='status'>{say('viewer.page', **told)}</p>")
    st.html(picture(document, page, 900, say("viewer.picture", name=document.file_name, **told)))
    st.html(ways_on([(f"/document/{document.id}", say("viewer.open"))]))
    st.text(say("viewer.cleaned"))
except PortalError as refusal:
    st.title(say("viewer.menu"), anchor=False)
    error_notice(refusal)
word = "viewer.back_to_confirmation" if back == "confirmation" else "viewer.back"
if st.button(say(word), key="back", type="primary"):
    go_to(back, seen)
