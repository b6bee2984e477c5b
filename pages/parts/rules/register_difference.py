"""What a checked file would change in a register, or the rows that keep it from being imported."""

from collections.abc import Sequence

import streamlit as st

from core.domain.registers.register_difference import KINDS, Kind, MemberChange, MemberChanges
from core.services.registers.registers import Proposal, RegisterInUse
from pages.parts.rules.registers import CheckedFile, regulator_name
from pages.parts.shell import browser
from pages.parts.shell.markdown import escape, plain
from pages.parts.shell.session import say
from pages.parts.shell.tables import table
from pages.parts.shell.viewer import number_text

MOST_FAULTS = 500


def draw(checked: CheckedFile, shelf: Sequence[RegisterInUse]) -> None:
    """Draw what the file would change, with the button that does it, or what is wrong with its rows."""
    with st.container(key="proposal"):
        if checked.proposal.faults:
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
    changed: list[Kind] = [kind for kind in KINDS if proposal.difference[kind].many]
    if not changed:
        st.info(say("registers.nothing_changes"))
    rows = [[say(f"registers.kind_{kind}"), number_text(proposal.difference[kind].many)] for kind in KINDS]
    columns = [say("registers.kind"), say("registers.count")]
    st.html(table(say("registers.difference_title"), columns, rows))
    for kind in changed:
        st.html(_first(kind, proposal.difference[kind]))
    with st.container(horizontal=True, key="ways_register"):
        st.button(say("registers.apply"), key="apply_register", type="primary")
        st.button(say("registers.cancel"), key="cancel_register")


def _compared(proposal: Proposal) -> str:
    name, count = regulator_name(proposal.regulator), number_text(len(proposal.rows))
    if proposal.before is None:
        return say("registers.compared_with_none", regulator=name, as_of=proposal.as_of, count=count)
    before = proposal.before.as_of
    return say("registers.compared", regulator=name, as_of=proposal.as_of, count=count, before=before)


def _first(kind: Kind, changes: MemberChanges) -> str:
    """Return the HTML of the first changes of a kind."""
    word = "registers.first_of" if changes.many > len(changes.first) else "registers.all_of"
    told = {"kind": say(f"registers.kind_{kind}"), "shown": len(changes.first)}
    caption = say(word, **told, count=number_text(changes.many))
    columns = [say(f"registers.{word}") for word in ("number", "name", "before", "after")]
    rows = [[it.number, it.name, *_values(kind, it)] for it in changes.first]
    return f"<h3>{escape(caption)}</h3>{table(caption, columns, rows)}"


def _values(kind: Kind, change: MemberChange) -> list[str]:
    if kind in ("name", "licence"):
        return [change.before, change.after]
    return [say(f"registers.standing_{it}") if it else "" for it in (change.before, change.after)]
