"""Where somebody is signed in: a browser's short name, and the sessions that a press ends."""

from collections.abc import Sequence

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Session
from core.domain.errors import NotFoundError
from pages.parts.accounts.recovery import next_try
from pages.parts.shell import browser
from pages.parts.shell.session import Here, say

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrom", "Chrome"),
    ("Safari", "Safari"),
)
"""Signs of a browser in what it says of itself, those that imitate others first."""
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def place_text(told: str) -> str:
    """Return a short plain name for what a browser says of itself."""
    browser = _first(BROWSERS, told) or say("sessions.unknown_browser")
    system = _first(SYSTEMS, told) or say("sessions.unknown_system")
    return say("sessions.where", browser=browser, system=system)


def _first(signs: Sequence[tuple[str, str]], told: str) -> str:
    return next((name for sign, name in signs if sign in told), "")


def draw_session(here: Here, number: int, session: Session) -> None:
    """Draw one session, with a button that ends it unless it is this one."""
    where = place_text(session.browser)
    with st.container(border=True, key=f"session_{number}"):
        st.header(say("sessions.name", number=number, where=where), anchor=False)
        st.text(say("sessions.since", opened_at=session.opened_at, seen_at=session.seen_at))
        if session.id == here.actor.session_id:
            st.text(say("sessions.this_one"))
        else:
            st.button(say("sessions.end_one", number=number, where=where), key=f"end_{session.id}")


def end_pressed(here: Here, found: Sequence[Session]) -> int:
    """End the sessions whose button was pressed, never this one, and return how many ended.

    Shapes: presses are read before the buttons are drawn, so that one press is one run.
    """
    every = st.session_state.get("end_others", False)
    others = [session for session in found if session.id != here.actor.session_id]
    pressed = [it for it in others if every or st.session_state.get(f"end_{it.id}")]
    for session in pressed:
        try:
            portal().credentials.end_session(here.actor, session.id)
        except NotFoundError:
            # It ended by itself in the meantime, which is what was wanted.
            continue
    return len(pressed)


def tell_ended(ended: int) -> None:
    """Say how many sessions ended, and move the focus there, because the pressed button is gone."""
    with st.container(key="notice"):
        st.success(say("sessions.ended", count=ended))
        browser.focus(str(next_try()), ".st-key-notice", key="focus_notice")
