"""Requests given to officers by a manager: the oldest of a view, or those ticked."""

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Role
from pages.parts.desk import desk
from pages.parts.desk.assignment import draw_form
from pages.parts.desk.desk_filters import filters_text
from pages.parts.shell.session import guard, say

here = guard(Role.MANAGER)
view = desk.view_here(here, first="to_take")
place = desk.place_here(view)
sight = portal().queues.look(here.actor, view, place)

st.title(say("assign.title"), anchor=False)
desk.tell()
st.markdown(say("assign.intro", queue=say(f"queue.{view.queue}")))
st.html(desk.queues_list(sight, view, "/assign"))
if view.is_filtered:
    st.html(filters_text(sight, view))
draw_form(here, sight, view)
st.html(desk.pages_list(sight, view, "/assign") + desk.way_back(view))
