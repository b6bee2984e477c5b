"""Withdrawing an edition of the rules: a proposal that restores the texts from before it."""

from collections.abc import Sequence

import streamlit as st

from core.bootstrap import portal
from core.domain.errors import PortalError
from core.domain.rules.rules import RuleEdition
from pages.parts.rules.lab import keep_told
from pages.parts.shell.markdown import letters
from pages.parts.shell.notices import error_notice
from pages.parts.shell.session import Here, say


def draw_withdrawing(here: Here, editions: Sequence[RuleEdition]) -> None:
    """Offer to withdraw an edition; the first one has nothing before it."""
    later = [it.number for it in editions if it.number > 1]
    if not later:
        return
    st.markdown(say("rule_lab.withdraw_means"))
    chosen = st.selectbox(
        say("rule_lab.which_edition"),
        later,
        index=None,
        format_func=lambda it: say("rule_lab.edition_number", number=it),
        placeholder=say("rule_editor.choose"),
        key="edition",
    )
    if chosen and st.button(say("rule_lab.withdraw", number=chosen), key="withdraw"):
        _withdraw(here, chosen)


def _withdraw(here: Here, number: int) -> None:
    try:
        title = letters(say("rule_lab.withdrawal", number=number))
        proposal = portal().rule_lab.withdraw(here.actor, number, title)
    except PortalError as refusal:
        error_notice(refusal)
    else:
        keep_told("drafted")
        st.switch_page("pages/manager/proposal.py", query_params={"proposal": str(proposal.id)})
