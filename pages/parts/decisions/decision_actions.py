"""What an officer does around a decision: hold and release, countersign, object, take back, undo."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Actor, Role
from core.domain.application.application import State
from core.domain.application.lifecycle import possible_actions
from core.domain.application.overview import Overview
from core.domain.errors import MalformedAnswerError, PortalError
from core.services.decisions.casework import Case
from core.services.decisions.holds import LONGEST
from pages.parts.accounts.recovery import next_try
from pages.parts.decisions.case import opened
from pages.parts.decisions.checklist import all_hold
from pages.parts.decisions.decision import draw_preview
from pages.parts.decisions.decision_fields import place_of
from pages.parts.letters.delivery import draw_newest
from pages.parts.shell import browser, keeper
from pages.parts.shell.notices import error_notice, error_summary
from pages.parts.shell.session import Here, language, say

DONE, REFUSED = "deed_done", "deed_refused"
Deed = Callable[[Actor, Overview], object]


def _said(key: str) -> str:
    return str(st.session_state.get(key) or "").strip()


def _hold(actor: Actor, seen: Overview) -> object:
    until = st.session_state.get("hold_until")
    day = until if isinstance(until, date) else None
    return portal().holds.hold(actor, seen.application.id, _said("hold_reason"), day)


def _agree(actor: Actor, seen: Overview) -> object:
    draft = seen.proceedings.draft
    return draft and portal().countersignatures.agree(actor, seen.application.id, draft.id)


def _object(actor: Actor, seen: Overview) -> object:
    draft, why = seen.proceedings.draft, _said("objection")
    return draft and portal().countersignatures.object(actor, seen.application.id, draft.id, why)


DEEDS: Mapping[str, Deed] = {
    "all_hold": all_hold,
    "hold": _hold,
    "release": lambda actor, seen: portal().holds.release(actor, seen.application.id),
    "agree": _agree,
    "object": _object,
    "take_back": lambda actor, seen: portal().countersignatures.take_back(actor, seen.application.id),
    "undo": lambda actor, seen: portal().decision_undo.undo(actor, seen.application.id),
}
"""Each button's key and what it does."""


def after_pressing(here: Here, case: Case) -> Case:
    """Do what the pressed button says, and return the case as it then stands.

    Shapes: whoever pressed has thereby seen what came of it; others are told that something changed.
    """
    deed = next((it for it in DEEDS if st.session_state.get(it)), None)
    if deed is None:
        return case
    try:
        DEEDS[deed](here.actor, case.seen)
        if deed in ("agree", "object"):
            keeper.done(here.actor, str(opened().id), "objection")
        st.session_state[DONE] = deed
    except PortalError as refusal:
        st.session_state[REFUSED] = refusal
    after = portal().casework.case(here.actor, opened().id)
    if DONE in st.session_state:
        opened().stage = after.seen.stage
    return after


def draw_standing(here: Here, case: Case) -> None:
    """Say what came of the last press; draw what may be taken back, put on its way again, or signed."""
    _tell(case)
    seen = case.seen
    if is_held(seen):
        st.button(say("proceeding.release"), key="release")
    if "undo" in possible_actions(seen.application.state, Role.OFFICER):
        _draw_undo(here, seen)
    draw_newest(case)
    if seen.application.state is State.TO_COUNTERSIGN:
        _draw_countersigning(here, case)


def _tell(case: Case) -> None:
    done, refusal = st.session_state.pop(DONE, None), st.session_state.pop(REFUSED, None)
    if not (done or refusal):
        return
    with st.container(key="deed_notice"):
        if done:
            st.success(say(f"proceeding.done_{done}", reference=case.seen.application.reference))
        elif isinstance(refusal, MalformedAnswerError):
            items = [(place_of(name), say(f"errors.{code}")) for name, code in refusal.fields.items()]
            error_summary(items, token=str(next_try()))
            return
        else:
            error_notice(refusal)
        browser.focus(str(next_try()), ".st-key-deed_notice", key="focus_deed")


def is_held(seen: Overview) -> bool:
    """Say whether a request is on hold today."""
    until = seen.application.held_until
    return until is not None and until >= seen.today


def _draw_undo(here: Here, seen: Overview) -> None:
    until = portal().decision_undo.until(here.actor, seen.application.id)
    if until:
        st.markdown(say("proceeding.undo_until", until=until))
        st.button(say("proceeding.undo"), key="undo")


def _draw_countersigning(here: Here, case: Case) -> None:
    draft, application = case.seen.proceedings.draft, case.seen.application
    if draft is None:
        return
    if draft.officer_id == here.actor.account_id:
        st.markdown(say("proceeding.own_draft"))
        st.button(say("proceeding.take_back"), key="take_back")
    elif here.actor.account_id in application.barred:
        st.markdown(say("proceeding.barred"))
    else:
        _draw_signing(here, case)


def _draw_signing(here: Here, case: Case) -> None:
    st.header(say("proceeding.sign_title"), anchor=False)
    st.markdown(say("proceeding.sign_means"))
    try:
        draw_preview(portal().countersignatures.preview(here.actor, case.seen.application.id))
    except PortalError as refusal:
        error_notice(refusal)
        return
    st.button(say("proceeding.agree"), key="agree", type="primary")
    with st.expander(say("proceeding.object_title"), key="objecting"), st.form("object_form", border=False):
        with st.container(key=place_of("objection")):
            keeper.area(say("proceeding.why"), key="objection")
        st.form_submit_button(say("proceeding.object"), key="object")


def draw_holding(case: Case) -> None:
    """Draw the form that puts a request on hold, where it may be."""
    seen = case.seen
    if is_held(seen) or "hold" not in possible_actions(seen.application.state, Role.OFFICER):
        return
    known = {code: it for code, it in portal().library.holds.items() if not it.until}
    with st.expander(say("proceeding.hold_title"), key="holding"), st.form("hold_form", border=False):
        st.markdown(say("proceeding.hold_means"))
        with st.container(key=place_of("hold_reason")):
            st.selectbox(
                say("proceeding.hold_reason"),
                list(known),
                index=None,
                format_func=lambda code: known[code].text.of(language()),
                placeholder=say("question.choose"),
                key="hold_reason",
            )
        with st.container(key=place_of("hold_until")):
            last = seen.today + timedelta(days=LONGEST)
            st.date_input(
                say("proceeding.hold_until"), None, seen.today, last, format="YYYY-MM-DD", key="hold_until"
            )
        st.form_submit_button(say("proceeding.hold"), key="hold")
