"""The IMM 5661 printed again, in the language asked for, and what is said of a print.

Source: guide 2.5.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.application.application import Print
from core.domain.application.content import LANGUAGES
from core.domain.application.overview import Overview
from core.domain.errors import PortalError
from pages.parts.application.current import current, go_to
from pages.parts.application.review import ASKS_FIRST, ask_first
from pages.parts.shell import browser
from pages.parts.shell.notices import error_notice
from pages.parts.shell.session import Here, say
from pages.parts.shell.viewer import pages_text, ways_on


def after_printing(here: Here, seen: Overview) -> Overview:
    """Print again when a button asks for it, and return the request as it then stands.

    Shapes: a press is read before its button is drawn, after the guard, so that one press is one run.
    """
    pressed = [code for code in LANGUAGES if st.session_state.get(f"print_{code}")]
    for code in pressed:
        try:
            # the reasons of a notice are told above the button
            portal().enrolment.print_form(here.actor, seen.application.id, code, not seen.is_open)
        except PortalError as refusal:
            if refusal.code == ASKS_FIRST:
                ask_first(seen)
            error_notice(refusal)
    return current(here) if pressed else seen


def only_after_first_print(seen: Overview) -> None:
    """Stop when there is nothing printed yet, or answers are missing, and lead to what comes first."""
    if seen.last_print and seen.is_complete:
        return
    way_on = "review" if seen.is_complete else "question"
    st.warning(say("form_page.not_printed" if seen.is_complete else "form_page.unanswered"))
    if st.button(say(f"form_page.to_{way_on}"), key=f"to_{way_on}", type="primary"):
        go_to(way_on, seen)
    st.stop()


def show_print(newest: Print) -> None:
    """Say which print counts, and link to it."""
    pressed = any(st.session_state.get(f"print_{code}") for code in LANGUAGES)
    told = {"number": newest.number, "printed_at": newest.printed_at, "pages": pages_text(newest.pages)}
    with st.container(key="printed"):
        st.success(say(f"form_page.printed_{newest.language}", **told))
    if pressed:
        # the button that was pressed is gone, and the focus with it
        browser.focus(str(newest.number), ".st-key-printed", key="focus_printed")
    address = f"/form/{newest.id}.pdf"
    st.html(ways_on([(address, say("form_page.open")), (f"{address}?save=1", say("form_page.save"))]))
