"""Paper without paper: in a demonstration, the form and documents of a request, given or taken as files."""

import streamlit as st

from core.bootstrap import portal
from core.domain.application.overview import Overview
from core.domain.errors import PortalError
from pages.parts.form import documents
from pages.parts.shell.markdown import escape
from pages.parts.shell.session import Here, say


def draw_specimens(here: Here, seen: Overview) -> None:
    """Offer specimens of the papers that are expected and not there yet; production has none."""
    doors, open_slots = portal().doors, [slot for slot in seen.slots if slot.document is None]
    if doors is None or not open_slots:
        return
    with st.container(border=True, key="specimens"):
        st.markdown(say("demonstration.specimens"))
        if st.button(say("demonstration.use_specimens"), key="use_specimens", type="primary"):
            try:
                with st.spinner(say("demonstration.specimens_read")):
                    doors.give_specimens(here.actor, seen.application.id)
            except PortalError as refusal:
                st.error(documents.in_words(refusal))
            else:
                st.rerun()
        st.html(_files(seen))


def _files(seen: Overview) -> str:
    """Return links to the same papers as files, to try the upload itself."""
    kinds = dict.fromkeys(slot.kind for slot in seen.slots)
    here = f"/demo/specimen/{seen.application.id}"
    named = ((kind, escape(say(f"documents.{kind}"))) for kind in kinds)
    links = "".join(f'<li><a href="{here}/{kind}">{name}</a></li>' for kind, name in named)
    return f"<p>{escape(say('demonstration.specimen_files'))}</p><ul>{links}</ul>"
