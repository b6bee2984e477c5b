"""One's requests on the home page: what stands where, and the one thing to do next with each.

Source: guide 2.2, 2.11, 2.17.
"""

from collections.abc import Sequence
from html import escape
from uuid import UUID

import streamlit as st

from core.bootstrap import portal
from core.domain.errors import PortalError
from core.domain.overview import Overview
from core.services.correspondence import ReadableMessage
from pages.parts.current import go_on
from pages.parts.notices import error_notice
from pages.parts.session import Here, say
from pages.parts.steps import deadline_text

NEWEST = 5
"""Subjects of messages shown on the home page."""


def open_request(here: Here, copy_of: UUID | None = None) -> None:
    """Open a new request and leave for its first question, or say why there can be none."""
    try:
        opened = portal().enrolment.open_application(here.actor, copy_of)
    except PortalError as refusal:
        error_notice(refusal)
    else:
        go_on(portal().enrolment.look(here.actor, opened.id))


def in_progress(seen: Overview) -> None:
    """Show a request that is open, with the way to its next step."""
    with st.container(border=True, key="in_progress"):
        _heading(seen)
        answered = {"answered": seen.answered, "asked": seen.asked}
        st.markdown(f"{say('home.next')} **{say(f'home.next_{seen.next_step}', **answered)}**")
        if st.button(say("home.continue"), key="continue", type="primary"):
            go_on(seen)


def ended(here: Here, seen: Overview, may_copy: bool) -> None:
    """Show a request that was sent or has expired, with what can still be done with it."""
    reference = seen.application.reference
    with st.container(border=True, key=f"ended_{reference}"):
        _heading(seen)
        if seen.submission:
            st.html(_link(f"/confirmation?request={reference}", say("home.confirmation")))
            return
        st.markdown(say("home.expired_means"))
        if may_copy and st.button(say("home.copy"), key=f"copy_{reference}"):
            open_request(here, seen.application.id)


def messages(found: Sequence[ReadableMessage]) -> None:
    """List the newest messages by subject, unread ones marked, with the way to all of them.

    Source: guide 3.3.
    """
    unread = sum(message.message.read_at is None for message in found)
    st.markdown(say("home.no_messages") if not found else _counted(unread))
    if found:
        rows = "".join(_subject(message) for message in found[:NEWEST])
        st.html(f'<ul class="messages">{rows}</ul>{_link("/messages", say("home.all_messages"))}')


def _counted(unread: int) -> str:
    word = "no_unread" if unread == 0 else "one_unread" if unread == 1 else "unread"
    return say(f"home.{word}", count=unread)


def _subject(message: ReadableMessage) -> str:
    subject = f'<a href="/messages?message={message.message.id}">{escape(message.subject)}</a>'
    unread = f" ({escape(say('home.is_unread'))})" if message.message.read_at is None else ""
    return f"<li>{subject}{unread}</li>"


def _heading(seen: Overview) -> None:
    reference = escape(say("steps.request", reference=seen.application.reference))
    st.html(f'<h3 class="request">{reference}</h3><p class="days-left">{escape(deadline_text(seen))}</p>')


def _link(address: str, text: str) -> str:
    return f'<p><a href="{escape(address)}">{escape(text)}</a></p>'
