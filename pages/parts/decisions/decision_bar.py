"""The bar under a case that never leaves: what is proposed and why, the outcomes, and what comes next."""

import streamlit as st

from core.domain.accounts.identity import Role
from core.domain.application.application import Outcome, State
from core.domain.application.lifecycle import possible_actions
from core.domain.rules.lanes import lane_of
from core.services.decisions.casework import ACTIONS, Case
from pages.parts.decisions.decision_draft import BAR
from pages.parts.desk import desk
from pages.parts.desk.queue import mark_text
from pages.parts.shell.markdown import Markdown, joined
from pages.parts.shell.session import Here, say

USUAL = {"nothing": Outcome.APPROVED, "refusal": Outcome.REFUSED}
"""What a lane proposes; the others propose to look."""
SHOWN = 2


def draw_bar(here: Here, case: Case, confirming: str) -> None:
    """Draw the bar; `confirming` is the word of the letter's last button once the letter stands above."""
    view = desk.view_here(here)
    with st.bottom, st.container(key="bar", horizontal=True, vertical_alignment="center"):
        st.markdown(proposal_text(case))
        if here.actor.role is Role.OFFICER:
            if confirming:
                st.button(say(confirming), key="confirm", type="primary")
            _draw_outcomes(case, is_quiet=bool(confirming))
            desk.draw_take_next(here, view, is_first=not _may_decide(case))
        if st.button(say("case.to_queue"), key="to_queue"):
            desk.show(view)


def _may_decide(case: Case) -> bool:
    return case.seen.application.state is State.SUBMITTED


def _draw_outcomes(case: Case, *, is_quiet: bool) -> None:
    """Draw a button for each outcome; the one that the findings propose stands out until a letter waits."""
    possible = possible_actions(case.seen.application.state, Role.OFFICER)
    usual = USUAL.get(_lane(case))
    for outcome in Outcome:
        if ACTIONS[outcome] in possible and _may_decide(case):
            kind = "primary" if outcome is usual and not is_quiet else "secondary"
            word = say(f"case.bar_{outcome}")
            st.button(word, key=f"bar_{outcome}", type=kind, on_click=_choose, args=(outcome,))


def _choose(outcome: Outcome) -> None:
    st.session_state["outcome"] = outcome
    st.session_state[BAR] = True


def _lane(case: Case) -> str:
    """Return the request's lane, the same that the desk shows."""
    return case.seen.application.lane or lane_of(case.verdicts.today.findings)


def proposal_text(case: Case) -> Markdown:
    """Return what is proposed and why, or where the request stands when it is not the office's to decide."""
    if not _may_decide(case):
        return say(f"staff.state_{case.seen.application.state}")
    words = [mark_text(code) for code in case.seen.application.marks]
    why = ", ".join(words[:SHOWN]) + (f" +{len(words) - SHOWN}" if len(words) > SHOWN else "")
    lane = Markdown(f"**{say(f'queue.lane_{_lane(case)}')}**")
    return joined(" · ", (lane, why)) if why else lane
