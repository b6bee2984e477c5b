"""What a checked file would change in a register, or the rows that keep it from being imported."""

from collections.abc import Sequence

import streamlit as st

from core.domain.registers.register_difference import KINDS
from core.services.registers.registers import Proposal, RegisterInUse, WayBack
from pages.parts.registers.register_effect import draw_causes, draw_difference, draw_effect
from pages.parts.registers.registers import CheckedFile, draw_assent, regulator_name
from pages.parts.shell import browser
from pages.parts.shell.markdown import plain
from pages.parts.shell.session import say
from pages.parts.shell.tables import table
from pages.parts.shell.viewer import number_text

MOST_FAULTS = 500


def draw(checked: CheckedFile, shelf: Sequence[RegisterInUse]) -> None:
    """Draw what the file would change, with the button that does it, or what is wrong with its rows."""
    with st.container(key="proposal"):
        if isinstance(checked.proposal, WayBack):
            _draw_way_back(checked.proposal)
        elif checked.proposal.faults:
            _draw_faults(checked.proposal)
        else:
            _draw_difference(checked.proposal, shelf)
        browser.focus(checked.token, ".st-key-proposal", key="focus_proposal")


def _draw_faults(proposal: Proposal) -> None:
    st.header(say("registers.faults_title"), anchor=False)
    st.error(say("registers.faults", count=number_text(len({fault.line for fault in proposal.faults}))))
    shown = proposal.faults[:MOST_FAULTS]
    if len(shown) < len(proposal.faults):
        told = {"shown": number_text(len(shown)), "count": number_text(len(proposal.faults))}
        st.markdown(say("registers.faults_more", **told))
    rows = [[number_text(it.line), say(f"errors.{it.code}", **it.values)] for it in shown]
    columns = [say("registers.line"), say("registers.what")]
    st.html(table(say("registers.faults_title"), columns, rows))


def _draw_difference(proposal: Proposal, shelf: Sequence[RegisterInUse]) -> None:
    st.header(say("registers.difference_title"), anchor=False)
    st.markdown(plain(_compared(proposal)))
    newest = next(it.edition for it in shelf if it.regulator.code == proposal.regulator)
    if newest and newest.as_of > proposal.as_of:
        st.warning(say("registers.newer_counts", newest=newest.as_of))
    if not any(proposal.difference[kind].many for kind in KINDS):
        st.info(say("registers.nothing_changes"))
    draw_difference(proposal.difference)
    draw_effect(proposal.effect)
    if proposal.causes:
        draw_causes(proposal)
    with st.container(horizontal=True, key="ways_register"):
        st.button(say("registers.apply"), key="apply_register", type="primary")
        st.button(say("registers.cancel"), key="cancel_register")


def _draw_way_back(way: WayBack) -> None:
    st.header(say("registers.back_title"), anchor=False)
    told = {
        "regulator": regulator_name(way.regulator),
        "before_number": way.before.number,
        "before": way.before.as_of,
        "before_count": number_text(way.before.members),
        "number": way.counts.number,
        "as_of": way.counts.as_of,
        "count": number_text(way.counts.members),
    }
    st.markdown(plain(say("registers.back_compared", **told)))
    draw_difference(way.difference)
    draw_effect(way.effect)
    draw_assent(way.regulator, "registers.back_ask")
    with st.container(horizontal=True, key="ways_register"):
        st.button(say("registers.back_apply"), key="apply_register", type="primary")
        st.button(say("registers.cancel"), key="cancel_register")


def _compared(proposal: Proposal) -> str:
    name, count = regulator_name(proposal.regulator), number_text(len(proposal.rows))
    if proposal.before is None:
        return say("registers.compared_with_none", regulator=name, as_of=proposal.as_of, count=count)
    before = proposal.before.as_of
    return say("registers.compared", regulator=name, as_of=proposal.as_of, count=count, before=before)
