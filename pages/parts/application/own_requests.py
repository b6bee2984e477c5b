"""One's requests on the home page: what stands where, and the one thing to do next with each.

Source: guide 2.2, 2.11, 2.17, 3.0 to 3.4.
"""

from collections.abc import Sequence
from uuid import UUID

import streamlit as st

from core.bootstrap import portal
from core.domain.application.application import Decision, State
from core.domain.application.overview import Overview
from core.domain.errors import PortalError
from core.services.letters.correspondence import ReadableMessage
from pages.parts.application import usual_waits
from pages.parts.application.current import go_on, go_to
from pages.parts.application.steps import deadline_text
from pages.parts.letters.delivery import trouble_text
from pages.parts.shell.markdown import Markdown, escape
from pages.parts.shell.notices import error_notice
from pages.parts.shell.session import Here, language, say, until

NEWEST = 5
"""Subjects of messages shown on the home page."""
ENDED = (State.REFUSED, State.ENROLLED)
WAITS_FOR_HER = (State.DOCUMENTS_REQUIRED, State.NOTICE_GIVEN, State.APPROVED)
"""Where a request that was sent waits for the applicant."""


def open_request(here: Here, copy_of: UUID | None = None) -> None:
    """Open a new request and leave for its first question, or say why there can be none."""
    try:
        opened = portal().enrolment.open_application(here.actor, copy_of)
    except PortalError as refusal:
        error_notice(refusal)
    else:
        go_on(portal().enrolment.look(here.actor, opened.id))


def new_request(here: Here, sent_ones: Sequence[Overview], *, is_main: bool) -> None:
    """Offer a new request; while another is being examined, say first what a second one means."""
    st.markdown(say("home.new_intro"))
    pressed = st.button(say("home.new"), key="new", type="primary" if is_main else "secondary")
    examined = next((it for it in sent_ones if it.application.state is not State.APPROVED), None)
    if pressed and examined is None:
        open_request(here)
    if examined is None or not (pressed or st.session_state.get("second_all_the_same")):
        return
    with st.container(border=True, key="second_request"):
        st.warning(say("home.second_means", reference=examined.application.reference))
        if st.button(say("home.second_all_the_same"), key="second_all_the_same"):
            open_request(here)


def just_refused(mine: Sequence[Overview]) -> Overview | None:
    """Return the newest request where it is refused: what its applicant must read first."""
    newest = mine[0] if mine else None
    return newest if newest and newest.application.state is State.REFUSED else None


def in_progress(seen: Overview) -> None:
    """Show a request that is open, with the way to its next step."""
    with st.container(border=True, key="in_progress"):
        _heading(seen)
        answered = {"answered": seen.answered, "asked": seen.asked}
        st.markdown(f"{say('home.next')} **{say(f'home.next_{seen.next_step}', **answered)}**")
        if st.button(say("home.continue"), key="continue", type="primary"):
            go_on(seen)


def has_ended(seen: Overview) -> bool:
    """Say whether nothing more can come of a request."""
    return seen.has_expired or seen.application.state in ENDED


def waits(seen: Overview) -> bool:
    """Say whether a request that was sent waits for the applicant: for documents, an answer, or the PIN."""
    return seen.application.state in WAITS_FOR_HER


def sent(seen: Overview, *, is_main: bool) -> None:
    """Show a request that was sent: where it stands, and what there is to do.

    Source: guide 3.1, 3.4.
    """
    reference, state = seen.application.reference, seen.application.state
    kind = "primary" if is_main else "secondary"
    with st.container(border=True, key=f"sent_{reference}"):
        _heading(seen)
        st.markdown(say(f"home.is_{state}"))
        if state is State.SUBMITTED:
            usual_waits.draw_usual()
        if state is State.DOCUMENTS_REQUIRED:
            if st.button(say("home.documents"), key=f"documents_{reference}", type=kind):
                go_to("documents", seen)
        elif state is State.NOTICE_GIVEN:
            if st.button(say("home.notice"), key=f"notice_{reference}", type=kind):
                go_to("notice", seen)
        elif state is State.APPROVED and st.button(say("home.pin"), key=f"pin_{reference}", type=kind):
            st.switch_page("pages/applicant/pin.py")
        _papers(reference)


def ended(here: Here, seen: Overview, may_copy: bool) -> None:
    """Show a request that was refused or has expired, why, and what can still be done with it.

    Source: guide 2.17, 3.2.
    """
    reference = seen.application.reference
    with st.container(border=True, key=f"ended_{reference}"):
        _heading(seen)
        word = "expired_means" if seen.has_expired else f"is_{seen.application.state}"
        st.markdown(say(f"home.{word}"))
        if seen.decision and seen.application.state is State.REFUSED:
            st.html(_reasons(seen.decision))
        if seen.submission:
            _papers(reference)
        if seen.may_ask_reconsideration and seen.decision and seen.decision.reconsider_by:
            st.markdown(say("home.may_ask_again", last_day=until(seen.decision.reconsider_by)))
            if st.button(say("home.reconsideration"), key=f"reconsideration_{reference}"):
                go_to("reconsideration", seen)
        if may_copy and st.button(say("home.copy"), key=f"copy_{reference}"):
            open_request(here, seen.application.id)


def _reasons(decision: Decision) -> str:
    """Return the HTML of the reasons of a refusal, as the letter tells them."""
    known = portal().library.reasons
    told = [f"{known[row['code']].text.of(language())} {row['text']}".strip() for row in decision.reasons]
    return f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in told)}</ul>"


def _papers(reference: str) -> None:
    st.html(
        _link(f"/confirmation?request={reference}", say("home.confirmation"))
        + _link(f"/history?request={reference}", say("home.history"))
    )


def messages(found: Sequence[ReadableMessage]) -> None:
    """List the newest messages by subject, unread ones marked, with the way to all of them.

    Source: guide 3.3.
    """
    unread = sum(message.message.read_at is None for message in found)
    st.markdown(say("home.no_messages") if not found else _counted(unread))
    if found:
        rows = "".join(_subject(message) for message in found[:NEWEST])
        st.html(f'<ul class="messages">{rows}</ul>{_link("/messages", say("home.all_messages"))}')


def _counted(unread: int) -> Markdown:
    word = "no_unread" if unread == 0 else "one_unread" if unread == 1 else "unread"
    return say(f"home.{word}", count=unread)


def _subject(message: ReadableMessage) -> str:
    link = f'<a href="/messages?message={message.message.id}">{escape(message.subject)}</a>'
    trouble = escape(trouble_text(message.message))
    if message.message.read_at is None:
        return f"<li><strong>{link}</strong> ({escape(say('home.is_unread'))}) {trouble}</li>"
    return f"<li>{link}</li>"


def _heading(seen: Overview) -> None:
    reference = escape(say("steps.request", reference=seen.application.reference))
    st.html(f'<h3 class="request">{reference}</h3><p class="days-left">{escape(deadline_text(seen))}</p>')


def _link(address: str, text: str) -> str:
    return f'<p><a href="{escape(address)}">{escape(text)}</a></p>'
