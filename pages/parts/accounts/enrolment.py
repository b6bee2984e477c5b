"""Enrolling with a PIN: the try itself, and what is said when it fails.

Source: guide 4.11, 4.12.
"""

from collections.abc import Mapping

import streamlit as st

from core.bootstrap import portal
from core.domain.errors import PortalError
from pages.parts.accounts.recovery import next_try
from pages.parts.shell.notices import error_notice, error_summary
from pages.parts.shell.session import Here, say


def enrol(here: Here, told: Mapping[str, str]) -> None:
    """Enrol and leave for the terms; else say why not, without counting a field left empty as a try.

    Shapes: told maps given_names, family_name and pin to what was typed.
    """
    if empty := [field for field, text in told.items() if not text.strip()]:
        items = [(field, f"{say(f'pin.{field}_fault')} {say('errors.required')}") for field in empty]
        error_summary(items, token=str(next_try()))
        return
    try:
        portal().pins.enrol(here.actor, told["given_names"], told["family_name"], told["pin"])
    except PortalError as refusal:
        error_notice(refusal)
    else:
        st.switch_page("pages/applicant/terms.py")
