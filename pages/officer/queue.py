"""The desk: the queues with their counts, one view of one of them page by page, and a search.

Source: guide 3.0, 3.6.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Role
from pages.parts.desk import desk
from pages.parts.desk.desk_filters import draw_filters, filters_text
from pages.parts.desk.queue import queue_table
from pages.parts.desk.saved_views import draw_saving
from pages.parts.desk.search import draw_search
from pages.parts.shell.session import guard, say

here = guard(Role.OFFICER, Role.MANAGER)
view = desk.view_here(here)
place = desk.place_here(view)

with st.container(key="wide"):
    st.title(say("queue.title"), anchor=False)
    notice = st.container()
    ways = st.container()
    if here.actor.role is Role.OFFICER:
        desk.draw_take_next(here, view)
    sight = portal().queues.look(here.actor, view, place)
    with notice:
        desk.tell()
        desk.draw_lost(here, sight)
    with ways:
        st.html(desk.queues_list(sight, view))
        if sight.saved:
            st.html(desk.saved_list(sight, view))
    st.header(say(f"queue.{view.queue}"), anchor=False)
    st.markdown(say(f"queue.{view.queue}_means"))
    draw_filters(sight, view)
    if view.is_filtered:
        st.html(filters_text(sight, view))
    if sight.page.rows:
        st.html(queue_table(here, sight, view))
        desk.draw_pages(sight, view)
        st.html(desk.ways_out(here, view))
    else:
        st.markdown(say("queue.none_filtered" if view.is_filtered else "queue.none"))
    draw_saving(here, sight, view)
    draw_search(here)
