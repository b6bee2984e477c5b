"""The officers' checklist on a case: each item with its answer, and one press where all hold.

Source: guide 3.0.
"""

from itertools import groupby

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Actor, Role
from core.domain.application.application import Decision, State
from core.domain.application.outcome_draft import Draft
from core.domain.application.overview import Overview
from core.domain.decisions.checklist import Checklist
from core.domain.errors import PortalError, StateError
from core.services.decisions.casework import Case
from core.services.decisions.checklists import fault_of
from pages.parts.decisions.case import opened
from pages.parts.shell.markdown import escape, plain
from pages.parts.shell.notices import error_notice
from pages.parts.shell.session import Here, language, say

HOLDS, FAILS = "holds", "fails"
DECIDED_HERE = (State.SUBMITTED, State.DOCUMENTS_REQUIRED)
REFUSED = "deed_refused"


def draw_checklist(here: Here, case: Case) -> None:
    """Draw the checklist of whoever may decide the case on screen."""
    application = case.seen.application
    is_barred = here.actor.account_id in application.barred
    if here.actor.role is not Role.OFFICER or is_barred or application.state not in DECIDED_HERE:
        return
    mine = portal().checklists.look(here.actor, application.id)
    if not mine.items:
        return
    st.header(say("checklist.title"), anchor=False)
    st.caption(say("checklist.means"))
    titles = {it.code: it.title for it in portal().library.checklist.sections}
    with st.container(key="checklist", gap="small"):
        for section, items in groupby(mine.items, key=lambda it: it.section):
            st.html(f"<h3>{escape(titles[section].of(language()))}</h3>")
            for item in items:
                _draw_item(here.actor, mine, item.code, item.text.of(language()))
        if mine.unanswered:
            st.button(say("checklist.rest_holds" if mine.failing else "checklist.all_hold"), key="all_hold")


def _draw_item(actor: Actor, mine: Checklist, code: str, text: str) -> None:
    key, answer = f"check_{code}", mine.answers.get(code)
    st.session_state[key] = None if answer is None else HOLDS if answer else FAILS
    st.segmented_control(
        plain(escape(text)),
        [HOLDS, FAILS],
        format_func=lambda it: plain(say(f"checklist.{it}")),
        key=key,
        on_change=_answer,
        args=(actor, code),
    )


def _answer(actor: Actor, code: str) -> None:
    """Keep the answer pressed; a second press on it changes nothing."""
    chosen = st.session_state.get(f"check_{code}")
    if chosen is None:
        return
    try:
        portal().checklists.answer(actor, opened().id, {code: chosen == HOLDS})
    except PortalError as refusal:
        st.session_state[REFUSED] = refusal


def all_hold(actor: Actor, seen: Overview) -> object:
    """Say of every item not answered yet that it holds."""
    unanswered = portal().checklists.look(actor, seen.application.id).unanswered
    return portal().checklists.answer(actor, seen.application.id, {it.code: True for it in unanswered})


def is_told_unchecked(here: Here, seen: Overview, draft: Draft) -> bool:
    """Say what the checklist has against an outcome about to be given, and whether it has anything."""
    mine = portal().checklists.look(here.actor, seen.application.id)
    code = fault_of(mine, draft.outcome)
    if code:
        error_notice(StateError(code, count=len(mine.unanswered or mine.failing)))
    return bool(code)


def answers_text(decision: Decision) -> list[str]:
    """Return what a decision keeps of the checklist, in a line; nothing of an older decision."""
    texts = {it.code: it.text.of(language()) for it in portal().library.checklist.items}
    failing = [texts.get(row["code"], row["code"]) for row in decision.checklist if not row["holds"]]
    if failing:
        return [say("checklist.decided_not", text=" ".join(failing))]
    return [say("checklist.decided_all", count=len(decision.checklist))] if decision.checklist else []
