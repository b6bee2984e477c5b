"""One document: choose its file, 'Suivant' checks and attaches it.

Source: guide 2.14.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.application import DocumentKind
from core.domain.errors import PortalError
from core.domain.identity import Role
from core.services.documents import MEGABYTES
from pages.parts.current import current, go_to
from pages.parts.documents import KINDS_OF_FILE, expected, in_words, kind_asked, named, only_printed, tell
from pages.parts.notices import error_summary
from pages.parts.recovery import next_try
from pages.parts.session import guard, say
from pages.parts.steps import show_steps
from pages.parts.viewer import paragraph

here = guard(Role.APPLICANT)
seen, kind = current(here), kind_asked()
st.title(say("upload.title", name=named(kind)), anchor=False)
show_steps(seen)
only_printed(seen)

notice = st.container()
st.html(paragraph(expected(seen, kind)))
if kind in (seen.documents or {}):
    st.info(say("upload.replaces"))
with st.form("upload"):
    label = say("upload.file", megabytes=MEGABYTES)
    file = st.file_uploader(label, list(KINDS_OF_FILE), key=f"file_{kind}", max_upload_size=MEGABYTES)
    st.header(say("upload.advice_title"), anchor=False)
    st.markdown(say("upload.advice_form" if kind is DocumentKind.IMM5661 else "upload.advice_id"))
    st.text(say("upload.next_hint"))
    submitted = st.form_submit_button(say("upload.next"), key="next", type="primary")

if submitted and file is None:
    with notice:
        error_summary([(f"file_{kind}", say("upload.no_file"))], token=str(next_try()))
elif submitted and file is not None:
    try:
        portal().documents.attach(here.actor, seen.application.id, kind, file.name, file.getvalue())
        tell("attached", kind)
        go_to("documents", seen)
    except PortalError as refusal:
        with notice:
            told = f"{in_words(refusal)} {say('upload.nothing_lost')}"
            error_summary([(f"file_{kind}", told)], token=str(next_try()))

if st.button(say("upload.back"), key="back"):
    go_to("documents", seen)
