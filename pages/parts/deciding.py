"""The decision: its fields, the preview of what will be sent, and what is said when somebody was faster.

Source: guide 3.0 to 3.3.
"""

from collections.abc import Mapping
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.bootstrap import portal
from core.domain.draft import Draft
from core.domain.errors import MalformedAnswerError, PortalError
from core.domain.identity import Role
from core.domain.lifecycle import possible_actions
from core.domain.overview import Overview
from core.services.casework import ACTIONS, Case, Preview
from pages.parts import browser, drafting
from pages.parts.advice import draw_advice
from pages.parts.casework import opened
from pages.parts.decision_fields import draw_fields, place_of
from pages.parts.notices import error_notice, error_summary
from pages.parts.recovery import next_try
from pages.parts.session import Here, say

PREVIEWED, DECIDED, REFUSED, TRIED = "previewed", "decided", "decision_refused", "decision_tried"
NONE: Mapping[str, str] = {}


def after_confirming(here: Here, case: Case) -> Case:
    """Give the outcome whose button was pressed, and return the case as it then stands.

    Shapes: only the letter that was read leaves; a draft changed since its preview is shown anew instead.
    """
    draft = st.session_state.get(PREVIEWED)
    if not st.session_state.get("confirm") or draft is None or draft != drafting.draft_here(case):
        return case
    try:
        portal().casework.decide(here.actor, opened().id, opened().stage, draft)
    except PortalError as refusal:
        if refusal.code != "decided_meanwhile":  # of which `tell` speaks as long as it is true
            st.session_state[REFUSED] = refusal
    else:
        _close(draft)
    after = portal().casework.case(here.actor, opened().id)
    if DECIDED in st.session_state:
        opened().stage = after.seen.stage
    return after


def _close(draft: Draft) -> None:
    st.session_state[DECIDED] = draft.outcome
    st.session_state["outcome"] = None
    for name in (PREVIEWED, TRIED):
        st.session_state.pop(name, None)


def tell(case: Case) -> None:
    """Say what came of the last press, and what another officer did meanwhile."""
    outcome = st.session_state.pop(DECIDED, None)
    refusal = st.session_state.pop(REFUSED, None)
    with st.container(key="notice"):
        if outcome:
            st.success(say(f"case.decided_{outcome}", reference=case.seen.application.reference))
        if refusal:
            error_notice(refusal)
        if opened().stage != case.seen.stage:
            _tell_meanwhile(case)
        if st.session_state.get("confirm"):
            browser.focus(str(next_try()), ".st-key-notice", key="focus_notice")


def _tell_meanwhile(case: Case) -> None:
    """Say what happened since this officer read the request; what was written stays in its fields."""
    decision = case.seen.decision
    if decision:
        by = case.people.get(decision.officer_id, "")
        outcome = say(f"case.told_{decision.outcome}")
        st.error(say("errors.decided_meanwhile", by=by, at=decision.decided_at, outcome=outcome))
    st.button(say("case.read_again"), key="read_again", on_click=_read_again, args=(case.seen.stage,))


def _read_again(stage: int) -> None:
    opened().stage = stage


def draw_decision(here: Here, case: Case) -> None:
    """Draw the decision's fields and, once asked for, the letter with its last button.

    Shapes: fields hold what was written even when another officer has decided.
    """
    seen, draft = case.seen, drafting.draft_here(case)
    if not (_possible(seen) or draft):
        return
    st.header(say("case.decide"), anchor=False)
    summary = st.container()
    faults = _faults(here, draft) if TRIED in st.session_state and draft else NONE
    draw_fields(case, _by_place(seen, faults))
    draft = drafting.draft_here(case)
    if draft is None or opened().stage != seen.stage:
        return
    if ACTIONS[draft.outcome] not in _possible(seen):
        st.warning(say("case.not_possible"))
        return
    draw_advice(here, case, draft)
    _draw_ways_out(here, seen, draft, summary)


def _possible(seen: Overview) -> tuple[str, ...]:
    return tuple(set(possible_actions(seen.application.state, Role.OFFICER)) & set(ACTIONS.values()))


def _faults(here: Here, draft: Draft) -> Mapping[str, str]:
    try:
        portal().casework.preview(here.actor, opened().id, draft)
    except MalformedAnswerError as refusal:
        return refusal.fields
    return {}


def _by_place(seen: Overview, faults: Mapping[str, str]) -> dict[str, str]:
    """Return the sentences of what is missing, by the key of the place where it is missing."""
    places = {f"wanted_{it}": key for it, (key, _) in enumerate(drafting.wanted_here(seen), 1)}
    codes = {reason.code: f"reason_{reason.code}" for reason in drafting.reasons()}
    keys = places | codes
    return {place_of(keys.get(name, name)): say(f"errors.{code}") for name, code in faults.items()}


def _draw_ways_out(here: Here, seen: Overview, draft: Draft, summary: DeltaGenerator) -> None:
    """Draw the preview's button and, once the letter was read, the last one.

    Shapes: the press is known before the button is drawn, so that the page has one primary button.
    """
    pressed = bool(st.session_state.get("preview"))
    preview = None
    if pressed or st.session_state.get(PREVIEWED) == draft:
        preview = _preview(here, seen, draft, summary)
    st.button(say("case.preview"), key="preview", type="secondary" if preview else "primary")
    if preview is None:
        return
    _draw_preview(preview)
    if pressed:
        browser.focus(str(next_try()), ".st-key-letter", key="focus_letter")
    st.button(say("case.confirm"), key="confirm", type="primary")


def _preview(here: Here, seen: Overview, draft: Draft, summary: DeltaGenerator) -> Preview | None:
    st.session_state[TRIED] = True
    try:
        preview = portal().casework.preview(here.actor, opened().id, draft)
    except MalformedAnswerError as refusal:
        with summary:
            error_summary(list(_by_place(seen, refusal.fields).items()), token=str(next_try()))
        return None
    st.session_state[PREVIEWED] = draft
    return preview


def _draw_preview(preview: Preview) -> None:
    with st.container(key="letter", border=True):
        st.header(say("case.preview_title"), anchor=False)
        if preview.text.strip() not in preview.letter.text:
            st.markdown(say("case.preview_inbox"))
            st.html(_letter(preview.language, f"{preview.subject}\n\n{preview.text}"))
        st.markdown(say("case.preview_letter"))
        other = "en" if preview.language == "fr" else "fr"
        parts = zip((preview.language, other), preview.letter.text.split("\n\n---\n\n"), strict=True)
        st.html("<hr>".join(_letter(told, text) for told, text in parts))


def _letter(told: str, text: str) -> str:
    return f'<div class="letter" lang="{told}">{escape(text.strip())}</div>'
