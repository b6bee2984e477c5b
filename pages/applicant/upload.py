"""One document: choose its file, 'Suivant' checks and attaches it.

Source: guide 2.14, 3.5.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Role
from core.domain.application.application import DocumentKind
from core.domain.errors import PortalError
from core.domain.form.file_limits import MEGABYTES_GIVEN
from pages.parts.accounts.recovery import next_try
from pages.parts.application.current import current, go_to
from pages.parts.application.steps import show_steps
from pages.parts.form import documents
from pages.parts.form.returned_form import reading_shown
from pages.parts.shell.notices import error_summary
from pages.parts.shell.session import guard, say
from pages.parts.shell.viewer import paragraph

here = guard(Role.APPLICANT)
seen = current(here)
slot = documents.slot_asked(seen)
key = documents.key_of(slot)
st.title(say("upload.title", name=documents.named(slot)), anchor=False)
show_steps(seen)
documents.only_expecting(seen)

notice = st.container()
st.html(paragraph(documents.expected(seen, slot)))
if slot.document:
    st.info(say("upload.replaces"))
with st.form("upload"):
    label = say("upload.file", megabytes=MEGABYTES_GIVEN)
    # whatever a file is called, its content decides; what cannot be taken is said in words, here
    files = st.file_uploader(
        label, accept_multiple_files=True, key=f"file_{key}", max_upload_size=MEGABYTES_GIVEN
    )
    st.header(say("upload.advice_title"), anchor=False)
    st.markdown(say("upload.advice_form" if slot.kind is DocumentKind.IMM5661 else "upload.advice_id"))
    st.text(say("upload.next_hint"))
    submitted = st.form_submit_button(say("upload.next"), key="next", type="primary")

if submitted and not files:
    with notice:
        error_summary([(f"file_{key}", say("upload.no_file"))], token=str(next_try()))
elif submitted:
    request_id = slot.request.id if slot.request else None
    told = (slot.kind, files[0].name, [file.getvalue() for file in files], request_id)
    try:
        with reading_shown() as heard:
            portal().documents.attach(here.actor, seen.application.id, *told, heard)
        documents.tell("attached", slot)
        go_to(documents.gathered_at(seen), seen)
    except PortalError as refusal:
        with notice:
            words = documents.refused_in_words(refusal, [file.name for file in files])
            error_summary([(f"file_{key}", words)], token=str(next_try()))

if st.button(say("upload.back"), key="back"):
    go_to(documents.gathered_at(seen), seen)
