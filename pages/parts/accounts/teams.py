"""Teams of the desk: who is in which, and putting somebody in one."""

from collections.abc import Sequence
from uuid import UUID

import streamlit as st

from core.bootstrap import portal
from core.domain.errors import PortalError
from core.services.accounts.accounts import DESK_ROLES, StaffAccount
from pages.parts.shell.notices import error_notice
from pages.parts.shell.session import Here, say

TOLD = "account_told"


def after_pressing(here: Here) -> None:
    """Put the person chosen in the team chosen, and keep what is to be said."""
    if not (st.session_state.get("put_in_team") and st.session_state.get("team_of")):
        return
    team = str(st.session_state.get("team") or "")
    try:
        portal().accounts.put_in_team(here.actor, UUID(str(st.session_state["team_of"])), team)
        st.session_state[TOLD] = "team_changed"
    except PortalError as refusal:
        error_notice(refusal)


def draw_teams(rows: Sequence[StaffAccount]) -> None:
    """Draw the choice of a person and of a team; an empty team takes the person out of any."""
    people = {
        str(it.account.id): say("accounts.person", name=it.account.name, user_code=it.user_code)
        for it in rows
        if it.account.role in DESK_ROLES and it.account.closed_at is None
    }
    if not people:
        st.markdown(say("accounts.nobody_for_a_team"))
        return
    teams = sorted({it.account.team for it in rows if it.account.team})
    with st.form("teams", border=False):
        st.selectbox(
            say("accounts.team_of"),
            list(people),
            index=None,
            format_func=people.__getitem__,
            placeholder=say("accounts.choose_person"),
            key="team_of",
        )
        st.selectbox(
            say("accounts.team"),
            teams,
            index=None,
            placeholder=say("accounts.choose_team"),
            accept_new_options=True,
            key="team",
        )
        st.form_submit_button(say("accounts.put_in_team"), key="put_in_team")
