"""The desk's board: figures, queues, lanes and the table, drawn anew every few seconds where it stands.

The table is our own HTML in a component: of Streamlit's own parts `st.table` has no named rows and takes six
seconds for 500, and the links of `st.dataframe` open by mouse only.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.desk.view import Place, View
from core.services.desk.queues import Sight
from pages.parts.desk import desk
from pages.parts.desk.desk_filters import filters_text
from pages.parts.desk.queue import queue_table
from pages.parts.shell import browser
from pages.parts.shell.markdown import escape
from pages.parts.shell.session import Here, say

EVERY = "20s"
"""How often the board looks again; looking prolongs neither session nor claim."""


def draw_board(here: Here, view: View, place: Place, first: Sight) -> None:
    """Draw the board with what was just read, and let it look again by itself from then on."""
    sights = [first]

    @st.fragment(run_every=EVERY)
    def board() -> None:
        if not sights and not portal().credentials.is_still_here(here.actor):
            st.rerun()
        sight = sights.pop() if sights else portal().queues.look(here.actor, view, place)
        words = {"new": say("queue.arrived", count="{count}")}
        shown = {
            "html": board_html(here, sight, view),
            "view": desk.address(view, at=str(place)),
            "words": words,
        }
        if to := browser.show_desk(shown):
            desk.go(to)

    board()


def board_html(here: Here, sight: Sight, view: View) -> str:
    """Return the HTML of the board."""
    lists = [desk.figures_list(sight, view), desk.queues_list(sight, view), desk.lanes_list(sight, view)]
    if sight.saved:
        lists.insert(2, desk.saved_list(sight, view))
    if view.is_filtered:
        lists.append(filters_text(sight, view))
    if sight.page.is_near:
        lists.append(f'<p class="near" role="status">{escape(say("queue.near", text=view.text))}</p>')
    return "".join([*lists, '<p class="desk-new" role="status"></p>', _rows(here, sight, view)])


def _rows(here: Here, sight: Sight, view: View) -> str:
    if sight.page.rows:
        return queue_table(here, sight, view) + desk.pages_list(sight, view)
    word = "queue.nothing_found" if view.text else "queue.none_filtered" if view.is_filtered else "queue.none"
    return f"<p>{escape(say(word))}</p>"


def draw_ways_out(here: Here, view: View) -> None:
    """Draw what one may do with a whole view: export it and, as a manager, give it out."""
    with st.popover(say("queue.more"), key="more"):
        st.html(desk.ways_out(here, view))
