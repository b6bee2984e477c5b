"""Giving many requests to officers: the choice of requests, of officers, and what came of it."""

from collections.abc import Sequence
from uuid import UUID

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Account, Role
from core.domain.application.application import Application
from core.domain.application.lifecycle import possible_actions
from core.domain.desk.view import View
from core.domain.errors import MalformedAnswerError
from core.services.desk.assignment import MOST, AssignmentResult
from core.services.desk.queues import Sight
from pages.parts.accounts.recovery import next_try
from pages.parts.desk.desk import keep_told
from pages.parts.desk.queue import age_text
from pages.parts.shell.markdown import Markdown, joined, plain
from pages.parts.shell.notices import error_summary
from pages.parts.shell.session import Here, say

WAYS = ("oldest", "chosen")


def draw_form(here: Here, sight: Sight, view: View) -> None:
    """Draw the form, and give the requests once it is sent."""
    way = st.radio(say("assign.which"), WAYS, format_func=lambda it: say(f"assign.{it}"), key="assign_way")
    problems = st.container()
    with st.form("assign", border=False):
        count, chosen = 0, list[UUID]()
        if way == "oldest":
            count = _draw_count()
        else:
            chosen = _draw_requests(sight)
        officers = _draw_officers(sight.office.officers)
        pressed = st.form_submit_button(say("assign.assign"), key="assign_button", type="primary")
    if not pressed:
        return
    try:
        if way == "oldest":
            done = portal().assignments.assign_oldest(here.actor, view, count, officers)
        else:
            done = portal().assignments.assign(here.actor, chosen, officers)
    except MalformedAnswerError as refusal:
        with problems:
            items = [(f"assign_{field}", say(f"errors.{code}")) for field, code in refusal.fields.items()]
            error_summary(items, str(next_try()))
        return
    keep_told("done", _told(sight, done))
    st.rerun()


def _draw_count() -> int:
    with st.container(key="assign_requests"):
        return st.number_input(say("assign.count"), 1, MOST, 10, step=1, key="assign_count")


def _draw_requests(sight: Sight) -> list[UUID]:
    """Draw a box for each request of the page; what officers have in hand may be given to others."""
    with st.container(key="assign_requests"):
        st.html(f'<p class="group-label" id="assign_these">{say("assign.requests")}</p>')
        rows = (it for it in sight.page.rows if "assign" in possible_actions(it.state, Role.MANAGER))
        return [it.id for it in rows if st.checkbox(_request(sight, it), key=f"give_{it.id}")]


def _request(sight: Sight, row: Application) -> Markdown:
    told = {"reference": row.reference, "name": row.name, "age": age_text(row, sight.today)}
    if has_it := sight.holders.get(row.id):
        return say("assign.request_in_hand", by=sight.office.names.get(has_it, ""), **told)
    return say("assign.request", **told)


def _draw_officers(officers: Sequence[Account]) -> list[UUID]:
    with st.container(key="assign_officers"):
        st.html(f'<p class="group-label" id="assign_to">{say("assign.officers")}</p>')
        return [it.id for it in officers if st.checkbox(_officer(it), key=f"to_{it.id}")]


def _officer(officer: Account) -> Markdown:
    told = {"name": officer.name, "team": officer.team}
    return say("assign.officer_of_team", **told) if officer.team else plain(officer.name)


def _told(sight: Sight, done: AssignmentResult) -> Markdown:
    """Return how many requests each officer got, and how many were left."""
    each = (say("assign.got", name=sight.office.names[id], count=count) for id, count in done.given.items())
    told = say("assign.done", each=joined("; ", each))
    return joined(" ", (told, say("assign.left", count=done.left))) if done.left else told
