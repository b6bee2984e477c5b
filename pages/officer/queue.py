"""The desk: what waits and for how long, the queues with their lanes and one view of one of them, live.

Source: guide 3.0, 3.6.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Role
from pages.parts.desk import desk
from pages.parts.desk.board import draw_board, draw_ways_out
from pages.parts.desk.desk_filters import draw_filters
from pages.parts.desk.saved_views import draw_saving
from pages.parts.desk.shortcuts import QUEUE_KEYS, draw_shortcuts
from pages.parts.shell import keeper
from pages.parts.shell.session import guard, say

st.set_page_config(initial_sidebar_state="collapsed")
here = guard(Role.OFFICER, Role.MANAGER)
view = desk.view_here(here)
place = desk.place_here(view)

keeper.begin(here, "queue")
with st.container(key="desk_page"), st.container(key="wide", gap="xsmall"):
    with st.container(key="desk_head", horizontal=True, vertical_alignment="center"):
        st.title(say("queue.title"), anchor=False)
        if here.actor.role is Role.OFFICER:
            desk.draw_take_next(here, view)
        sight = portal().queues.look(here.actor, view, place)
        draw_filters(sight, view)
        draw_saving(here, sight, view)
        draw_ways_out(here, view)
        draw_shortcuts(here, QUEUE_KEYS)
    desk.tell()
    desk.draw_lost(here, sight)
    draw_board(here, view, place, sight)
