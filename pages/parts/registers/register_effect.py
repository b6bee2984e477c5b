"""Whom a register would turn, why it is asked about."""

from collections.abc import Mapping, Sequence

import streamlit as st

from core.domain.application.content import Text
from core.domain.registers.register_difference import KINDS, Kind, MemberChange, MemberChanges
from core.domain.rules.register_care import RegisterEffect
from core.services.registers.registers import Proposal
from core.settings import settings
from pages.parts.registers.registers import draw_assent
from pages.parts.shell.markdown import escape, plain
from pages.parts.shell.session import language, say
from pages.parts.shell.tables import table
from pages.parts.shell.viewer import number_text

MOST_TOLD = 20


def draw_difference(difference: Mapping[Kind, MemberChanges]) -> None:
    """Draw how many members change, and the first of each kind."""
    rows = [[say(f"registers.kind_{kind}"), number_text(it.many)] for kind, it in difference.items()]
    columns = [say("registers.kind"), say("registers.count")]
    st.html(table(say("registers.difference_title"), columns, rows))
    changed: list[Kind] = [kind for kind in KINDS if difference[kind].many]
    for kind in changed:
        st.html(_first(kind, difference[kind]))


def draw_effect(effect: RegisterEffect) -> None:
    """Draw whose verdict would change, and who of those approved is concerned."""
    st.header(say("registers.effect_title"), anchor=False)
    counts = {"waiting": effect.waiting, "turned": len(effect.turned), "enrolled": len(effect.enrolled)}
    st.markdown(say("registers.effect", **{word: number_text(many) for word, many in counts.items()}))
    if effect.turned:
        shown, count = effect.turned[:MOST_TOLD], number_text(len(effect.turned))
        is_cut = len(shown) < len(effect.turned)
        word = "registers.turned_first" if is_cut else "registers.turned"
        rows = [[it.reference, *map(_titles, (it.fails, it.fails_no_longer, it.unknown))] for it in shown]
        columns = [say(f"registers.{it}") for it in ("request", "fails", "fails_no_longer", "unknown")]
        st.html(table(say(word, shown=len(shown), count=count), columns, rows))
    if effect.enrolled:
        told = ", ".join(effect.enrolled[:MOST_TOLD])
        more = len(effect.enrolled) - MOST_TOLD
        word = "registers.enrolled_first" if more > 0 else "registers.enrolled"
        st.markdown(plain(say(word, references=told, more=number_text(more))))


def draw_causes(proposal: Proposal) -> None:
    """Draw why a register is asked about before it counts, with the fields that let it."""
    before, effect = proposal.before, proposal.effect
    told = {
        "gone": number_text(proposal.difference["gone"].many),
        "before": number_text(before.members if before else 0),
        "percent": settings().register_percent,
        "certain": number_text(effect.certain),
        "waiting": number_text(effect.waiting),
    }
    for cause in proposal.causes:
        st.warning(say(f"registers.cause_{cause}", **told))
    draw_assent(proposal.regulator, "registers.ask")


def _titles(titles: Sequence[Text]) -> str:
    return " ".join(f"{title.of(language())}." for title in titles)


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
