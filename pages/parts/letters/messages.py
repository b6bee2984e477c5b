"""The inbox: its rows, the message the address names, and the way its letter leads to.

Source: guide 3.3.
"""

from collections.abc import Sequence
from uuid import UUID

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Role
from core.domain.errors import NotFoundError
from core.services.letters.correspondence import ReadableMessage
from pages.parts.shell.markdown import escape
from pages.parts.shell.session import Here, say

WAYS_ON = {
    Role.APPLICANT: ("home", "confirmation", "documents", "notice", "pin"),
    Role.REPRESENTATIVE: ("confirmation",),
}
"""The screens to which letters lead, for whom each still leads somewhere."""


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
    """Draw every message's row, the newest first.

    Shapes: rows are plain links, so that Back, a refresh and a new tab find the message again.
    """
    if not found:
        st.markdown(say("messages.none"))
        return
    unread = sum(row.message.read_at is None for row in found)
    st.markdown(say("messages.count", count=len(found), unread=unread))
    for row in found:
        with st.container(border=True, key=f"row_{row.message.id}"):
            st.html(_row(row))


def _row(row: ReadableMessage) -> str:
    mark = say("messages.read" if row.message.read_at else "messages.unread")
    told = escape(say("messages.received", mark=mark, created_at=row.message.created_at))
    subject = f'<a href="/messages?message={row.message.id}">{escape(row.subject)}</a>'
    if row.message.read_at:
        return f"<p>{subject}</p><p>{told}</p>"
    return f"<p><strong>{subject}</strong></p><p><strong>{told}</strong></p>"


def way_on(here: Here, opened: ReadableMessage) -> None:
    """Offer the screen a message leads to.

    Source: guide 3.3.
    """
    screen = opened.leads_to
    if screen not in WAYS_ON[here.actor.role]:
        return
    if st.button(say(f"messages.to_{screen}"), key="way_on", type="primary"):
        told = {"request": opened.message.told.get("reference", "")}
        st.switch_page(f"pages/applicant/{screen}.py", query_params=told)
