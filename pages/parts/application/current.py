"""The request a screen is about, who presses its buttons, and the way to its next step."""

from typing import NoReturn

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Actor
from core.domain.application.overview import Overview
from core.domain.errors import NotFoundError
from pages.parts.shell import session
from pages.parts.shell.notices import error_notice
from pages.parts.shell.session import Here, say

JUST_SEEN = "just_seen"


def current(here: Here) -> Overview:
    """Return the request named in the address, or the newest; stop with words and a way home when none is.

    Source: guide 2.11.
    """
    reference = st.query_params.get("request", "")
    visit, seen = st.session_state.pop(JUST_SEEN, (None, None))
    if visit is here.visit and seen.application.reference == reference:
        return seen
    try:
        return portal().enrolment.look_up(here.actor, reference)
    except NotFoundError as refusal:
        st.title(say("steps.no_request"), anchor=False)
        error_notice(refusal)
        home_button()
        st.stop()


def keep_seen(seen: Overview) -> None:
    """Spare this run of the page another look at what a button's callback has just seen.

    Shapes: kept beside the visit, which is found anew in every run.
    """
    st.session_state[JUST_SEEN] = (session.here(), seen)


def acting() -> Actor | None:
    """Find out anew who presses a button: a callback runs before the guard of its screen."""
    visit = session.arrive_pressing()
    return visit.actor if visit else None


def home_button() -> None:
    """Offer the way home as the page's one next step."""
    if st.button(say("steps.home"), key="home", type="primary"):
        st.switch_page("pages/applicant/home.py")


def go_on(seen: Overview) -> NoReturn:
    """Leave for the screen on which the request's next step is done."""
    go_to(seen.next_step, seen)


def go_to(screen: str, seen: Overview, **more: str) -> NoReturn:
    """Leave for one of the request's screens.

    Shapes: the first unanswered question stands in the address, so that the browser's Back finds it again.
    """
    told = {"request": seen.application.reference, **more}
    if screen == "question" and "q" not in told and seen.next_question:
        told["q"] = seen.next_question
    st.switch_page(f"pages/applicant/{screen}.py", query_params=told)
