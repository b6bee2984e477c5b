"""Confirming the e-mail address with a code: offered beside the answers, in nobody's way.

Source: guide 3.0.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.application.content import Question
from core.domain.application.overview import Overview
from core.domain.application.questionnaire import asked
from core.domain.errors import MalformedAnswerError, PortalError
from core.domain.letters.email_check import EmailState
from pages.parts.application.current import acting
from pages.parts.shell.markdown import Markdown, plain
from pages.parts.shell.session import Here, explain, say

FAULT = "email_check_fault"


def draw_near_email(here: Here, seen: Overview, question: Question) -> None:
    """Offer the confirming on the page of the e-mail address and on the one after it, once it is given."""
    places = [it.id for it in asked(portal().library.questionnaire, seen.known)]
    if "email" in seen.answers and question.id in places[places.index("email") :][:2] and seen.is_open:
        draw_email_check(here, seen)


def draw_email_check(here: Here, seen: Overview) -> None:
    """Draw whether the address is confirmed, and the way to confirm it."""
    if "email" not in seen.answers:
        return
    state = portal().email_checks.look(here.actor, seen.application.id)
    with st.expander(say("email_check.title"), key="email_check", expanded=state.waiting is not None):
        st.markdown(plain(state_text(state)))
        if state.confirmed_at is None:
            _draw_way(seen, state)


def state_text(state: EmailState) -> Markdown:
    """Return whether the address is confirmed."""
    if state.confirmed_at:
        return say("email_check.confirmed", at=state.confirmed_at, address=state.address)
    return say("email_check.not_confirmed", address=state.address)


def _draw_way(seen: Overview, state: EmailState) -> None:
    if fault := st.session_state.pop(FAULT, None):
        st.error(plain(fault))
    if state.waiting:
        st.markdown(say("email_check.sent", address=state.address))
        st.text_input(say("email_check.code"), key="email_code", autocomplete="one-time-code")
        st.button(say("email_check.confirm"), key="confirm_email", on_click=_confirm, args=(seen,))
    elif state.letters_left:
        st.markdown(say("email_check.offer", address=state.address))
    if state.letters_left:
        word = "send_again" if state.waiting else "send"
        st.button(say(f"email_check.{word}"), key="send_email_check", on_click=_send, args=(seen,))
    else:
        st.markdown(say("email_check.spent"))


def _send(seen: Overview) -> None:
    if actor := acting():
        try:
            portal().email_checks.send(actor, seen.application.id)
        except PortalError as refusal:
            st.session_state[FAULT] = explain(refusal)


def _confirm(seen: Overview) -> None:
    actor = acting()
    if actor is None:
        return
    try:
        code = str(st.session_state.get("email_code") or "")
        if not portal().email_checks.confirm(actor, seen.application.id, code):
            st.session_state[FAULT] = say("email_check.wrong")
    except MalformedAnswerError as refusal:
        st.session_state[FAULT] = say(f"errors.{refusal.fields['email_code']}")
    except PortalError as refusal:
        st.session_state[FAULT] = explain(refusal)
