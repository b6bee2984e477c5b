"""A PIN for a colleague, issued by the authorised person of their organisation.

Source: guide 4.9n.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.errors import PortalError
from pages.parts.accounts.recovery import next_try
from pages.parts.shell import browser
from pages.parts.shell.notices import error_notice, error_summary
from pages.parts.shell.session import Here, say


def issue(here: Here, reference: str) -> None:
    """Issue the PIN by e-mail to the colleague, and say so or why not."""
    if not reference.strip():
        error_summary([("reference", say("errors.required"))], token=str(next_try()))
        return
    try:
        portal().pins.issue_for_colleague(here.actor, reference)
    except PortalError as refusal:
        error_notice(refusal)
    else:
        st.success(say("organisation.sent", reference=reference.strip().upper()))
        browser.focus(str(next_try()), ".st-key-notice", key="focus_notice")
