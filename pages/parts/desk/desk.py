"""A view of the desk and its addresses: which queue, which page of it, the links to all others."""

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Role
from core.domain.desk.queues import QUEUES, figure_view, order_of
from core.domain.desk.view import Place, View
from core.domain.errors import StateError
from core.services.desk.queues import Sight
from pages.parts.accounts.recovery import next_try
from pages.parts.desk.addresses import mark_read, mark_text, view_of
from pages.parts.shell import browser
from pages.parts.shell.markdown import escape, letters
from pages.parts.shell.session import Here, explain, say

FIRST_QUEUES = {Role.OFFICER: "to_take", Role.MANAGER: "open"}
SCREENS = {
    "/queue": "pages/officer/queue.py",
    "/case": "pages/officer/case.py",
    "/assign": "pages/manager/assign.py",
}
TOLD = "desk_told"


def view_here(here: Here, first: str = "") -> View:
    """Return the view the address names; where it names no queue that the role has, the first one."""
    role = here.actor.role
    view = view_of(st.query_params.to_dict(), first or FIRST_QUEUES[role])
    if QUEUES[view.queue].own and role is not Role.OFFICER:
        return replace(view, queue=FIRST_QUEUES[role])
    return view


def place_here(view: View) -> Place:
    """Return where in the view the address begins."""
    column = order_of(view).column
    before, after = (mark_read(st.query_params.get(name, ""), column) for name in ("before", "after"))
    return Place(before=before) if before else Place(after=after)


def address(view: View, screen: str = "/queue", **more: str) -> str:
    """Return the address of a view, which somebody else may be given."""
    return f"{screen}?{urlencode({**view.told, **more})}"


def show(view: View) -> None:
    """Go to a view within this page."""
    st.switch_page("pages/officer/queue.py", query_params=view.told)


def go(to: str) -> None:
    """Go to an address of the desk without loading the page anew."""
    screen, _, told = to.partition("?")
    st.switch_page(SCREENS[screen], query_params=dict(parse_qsl(told)))


def keep_told(kind: str, text: str) -> None:
    """Keep a sentence to be told once the page is drawn."""
    st.session_state[TOLD] = (kind, text)


def tell(place: str = "notice") -> None:
    """Say once what was just done, in a place of the page, and move the focus there."""
    if TOLD not in st.session_state:
        return
    kind, text = st.session_state.pop(TOLD)
    with st.container(key=place):
        (st.success if kind == "done" else st.warning)(text)
        browser.focus(str(next_try()), f".st-key-{place}", key=f"focus_{place}")


def queues_list(sight: Sight, view: View, screen: str = "/queue") -> str:
    """Return the HTML of the queues with how much is in each."""
    rows = [
        (address(View(name), screen), say(f"queue.{name}"), str(count), name == view.queue)
        for name, count in sight.counts.items()
    ]
    return _ways(say("queue.queues"), rows)


def saved_list(sight: Sight, view: View) -> str:
    """Return the HTML of the views one keeps."""
    kept = [(view_of(it.wanted, view.queue), it.name) for it in sight.saved]
    rows = [(address(it), name, "", it == view) for it, name in kept]
    return f'<p class="saved-views">{escape(say("views.mine"))}</p>{_ways(say("views.mine"), rows)}'


def _ways(name: str, rows: Sequence[tuple[str, str, str, bool]], kind: str = "queues") -> str:
    """Return the HTML of a list of links.

    Shapes: rows are (address, words, how many, whether one is there).
    """
    told = "".join(_way(*row) for row in rows)
    return f'<nav class="{kind}" aria-label="{escape(name)}"><ul>{told}</ul></nav>'


def _way(to: str, words: str, count: str, is_here: bool) -> str:
    here = ' aria-current="page"' if is_here else ""
    many = f' <span class="count">{count}</span>' if count else ""
    return f'<li><a href="{escape(to)}"{here}>{escape(words)}{many}</a></li>'


def pages_list(sight: Sight, view: View, screen: str = "/queue") -> str:
    """Return the HTML of the links to the pages before and after this one, where there are any."""
    marks = (("before", "previous", sight.page.previous), ("after", "next", sight.page.next))
    ways = ((name, word, mark_text(mark)) for name, word, mark in marks if mark)
    told = "".join(
        f"<li>{_page(address(view, screen, **{name: mark}), word)}</li>" for name, word, mark in ways
    )
    return (
        f'<nav class="pages" aria-label="{escape(say("queue.pages"))}"><ul>{told}</ul></nav>' if told else ""
    )


def _page(to: str, word: str) -> str:
    rel = "prev" if word == "previous" else "next"
    return f'<a rel="{rel}" href="{escape(to)}">{escape(say(f"queue.{word}"))}</a>'


def lanes_list(sight: Sight, view: View) -> str:
    """Return the HTML of a view's lanes with how many are in each."""
    every = sum(sight.lanes.values())
    rows = [(address(replace(view, lane="")), say("queue.lane_every"), str(every), not view.lane)]
    rows += [
        (address(replace(view, lane=lane)), say(f"queue.lane_{lane}"), str(count), view.lane == lane)
        for lane, count in sight.lanes.items()
    ]
    return _ways(say("queue.lanes"), rows, "lanes")


def figures_list(sight: Sight, view: View) -> str:
    """Return the HTML of what waits by age, what came and went, what is due: each leads to its list."""
    told = "".join(_figure(when, count, view) for when, count in sight.figures.items())
    title = escape(say("queue.figures"))
    return f'<details class="figures-line" open><summary>{title}</summary><ul>{told}</ul></details>'


def _figure(when: str, count: int, view: View) -> str:
    here = ' aria-current="true"' if view.when == when else ""
    to, words = escape(address(figure_view(when))), escape(say(f"queue.when_{when}"))
    return f'<li class="{when}"><a href="{to}"{here}>{words} <b>{count}</b></a></li>'


def draw_take_next(here: Here, view: View, *, is_first: bool = True) -> None:
    """Draw the one button that gives an officer her next request, and open it once it is hers."""
    kind = "primary" if is_first else "secondary"
    if not st.button(say("queue.take_next"), key="take_next", type=kind):
        return
    try:
        taken = portal().claims.take_next(here.actor, view)
    except StateError as refusal:
        keep_told("refused", explain(refusal))
        st.rerun()
    if taken:
        st.switch_page("pages/officer/case.py", query_params={**view.told, "request": taken.reference})
    keep_told("nothing", say("queue.nothing_to_take"))
    st.rerun()


def draw_lost(here: Here, sight: Sight) -> None:
    """Tell of each claim that went to somebody else, until it was read."""
    if not sight.lost:
        return
    with st.container(key="lost", border=True):
        for lost in sight.lost:
            by = sight.office.names.get(lost.by_id, "")
            word = "queue.lost" if lost.why else "queue.lost_to_manager"
            word = "queue.stood_aside" if lost.kind == "stood_aside" else word
            st.text(letters(say(word, reference=lost.reference, by=by, why=lost.why, at=lost.lost_at)))
        st.button(say("queue.lost_read"), key="lost_read", on_click=_acknowledge, args=(here,))


def _acknowledge(here: Here) -> None:
    portal().claims.acknowledge(here.actor)


def ways_out(here: Here, view: View) -> str:
    """Return the HTML of what one may do with a whole view: export it and, as a manager, give it out."""
    rows = [
        (address(view, f"/desk/export.{it}"), say(f"queue.export_{it}"), " download")
        for it in ("xlsx", "csv")
    ]
    if here.actor.role is Role.MANAGER:
        rows.insert(0, (address(view, "/assign"), say("queue.assign"), ""))
    told = "".join(f'<li><a href="{escape(to)}"{how}>{escape(text)}</a></li>' for to, text, how in rows)
    return f'<ul class="ways-out">{told}</ul>'


def way_back(view: View) -> str:
    """Return the HTML of the link back to a view's table."""
    return f'<p><a href="{escape(address(view))}">{escape(say("assign.way_back"))}</a></p>'


def has_mark(rule: str) -> bool:
    """Say whether a rule has a short name; one that was published since bears its title."""
    return f"marks.{rule}" in portal().library.words
