"""The inbox: its rows, the message the address names, and the way its letter leads to.

Source: guide 3.3.
"""

from collections.abc import Sequence
from uuid import UUID

import streamlit as st

from core.bootstrap import portal
from core.domain.errors import NotFoundError
from core.services.correspondence import ReadableMessage
from pages.parts.session import Here, say

WAYS_ON = ("home", "confirmation")


def message_asked(here: Here) -> ReadableMessage | None:
    """Return the message the address names, now read; None when it names none.

    Raises: NotFoundError, also for somebody else's message.
    """
    wanted = st.query_params.get("message", "")
    if not wanted:
        return None
    try:
        message_id = UUID(wanted)
    except ValueError as fault:
        raise NotFoundError("not_found") from fault
    return portal().correspondence.read_message(here.actor, message_id, here.language)


def draw_list(found: Sequence[ReadableMessage]) -> None:
    """Draw every message's row, the newest first."""
    if not found:
        st.markdown(say("messages.none"))
        return
    unread = sum(row.message.read_at is None for row in found)
    st.markdown(say("messages.count", count=len(found), unread=unread))
    for row in found:
        _draw_row(row)


def _draw_row(row: ReadableMessage) -> None:
    mark = say("messages.read" if row.message.read_at else "messages.unread")
    with st.container(border=True, key=f"row_{row.message.id}"):
        if st.button(row.subject, key=f"open_{row.message.id}", type="tertiary"):
            st.switch_page("pages/applicant/messages.py", query_params={"message": str(row.message.id)})
        st.text(say("messages.received", mark=mark, created_at=row.message.created_at))


def way_on(opened: ReadableMessage) -> None:
    """Offer the screen a message leads to."""
    screen = opened.leads_to
    if screen not in WAYS_ON:
        return
    if st.button(say(f"messages.to_{screen}"), key="way_on", type="primary"):
        told = {"request": opened.message.told.get("reference", "")}
        st.switch_page(f"pages/applicant/{screen}.py", query_params=told)
