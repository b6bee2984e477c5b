"""What an officer has looked at before she decides, and the way to what she has not."""

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Role
from core.domain.decisions.page_looks import OfficerLooks
from core.domain.errors import PortalError, StateError
from core.services.decisions.casework import Case
from pages.parts.accounts.recovery import next_try
from pages.parts.decisions.decision_draft import BAR
from pages.parts.shell.notices import error_notice
from pages.parts.shell.session import Here

UNLOOKED = "pages_not_looked_at"
PRESSED = (BAR, "preview")
"""What begins a decision."""
REFUSED = ("decision_refused", "deed_refused")
"""Where the session keeps what the last press was refused for."""


def looks_here(here: Here, case: Case) -> OfficerLooks | None:
    """Return what the officer has looked at of the case on screen; nothing for who decides nothing."""
    if here.actor.role is not Role.OFFICER:
        return None
    return portal().page_looks.pages(here.actor, case.seen.application.id)


def unlooked_token(looks: OfficerLooks | None) -> str:
    """Return what takes the viewer to the first page missing, in the run in which somebody would decide."""
    if looks is None or not looks.missing:
        return ""
    refusals = (st.session_state.get(name) for name in REFUSED)
    is_refused = any(isinstance(it, PortalError) and it.code == UNLOOKED for it in refusals)
    begins = is_refused or any(st.session_state.get(name) for name in PRESSED)
    return str(next_try()) if begins else ""


def tell_unlooked(looks: OfficerLooks) -> None:
    """Say why the letter is not drawn yet."""
    error_notice(StateError(UNLOOKED, count=len(looks.missing)))
