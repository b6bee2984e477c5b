"""The decision: its fields, the preview of what will be sent, and what is said when somebody was faster.

Source: guide 3.0 to 3.3.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.bootstrap import portal
from core.domain.accounts.identity import Role
from core.domain.application.application import State
from core.domain.application.lifecycle import possible_actions
from core.domain.application.outcome_draft import Draft
from core.domain.application.overview import Overview
from core.domain.application.proceedings import DraftDecision
from core.domain.decisions.page_looks import OfficerLooks
from core.domain.errors import MalformedAnswerError, PortalError
from core.services.decisions.casework import ACTIONS, Case, Preview
from pages.parts.accounts.recovery import next_try
from pages.parts.decisions import decision_draft
from pages.parts.decisions.advice import draw_advice
from pages.parts.decisions.case import opened
from pages.parts.decisions.checklist import is_told_unchecked
from pages.parts.decisions.decision_fields import draw_fields, place_of
from pages.parts.decisions.looks import tell_unlooked
from pages.parts.shell import browser, keeper
from pages.parts.shell.markdown import escape
from pages.parts.shell.notices import error_notice, error_summary
from pages.parts.shell.session import Here, say

PREVIEWED, DECIDED, REFUSED, TRIED = "previewed", "decided", "decision_refused", "decision_tried"
NONE: Mapping[str, str] = {}


@dataclass(frozen=True)
class PreparedDecision:
    """What the page's fields would send: an outcome, or a notice before it."""

    draft: Draft
    is_notice: bool


def _prepared(case: Case) -> PreparedDecision | None:
    draft = decision_draft.draft_here(case)
    return PreparedDecision(draft, decision_draft.gives_notice(case, draft)) if draft else None


def after_confirming(here: Here, case: Case) -> Case:
    """Give the outcome or the notice whose button was pressed, and return the case as it then stands.

    Shapes: only the letter that was read leaves; a draft changed since its preview is shown anew instead.
    """
    prepared = st.session_state.get(PREVIEWED)
    if not st.session_state.get("confirm") or prepared is None or prepared != _prepared(case):
        return case
    try:
        given = _give(here, prepared)
    except PortalError as refusal:
        if refusal.code != "decided_meanwhile":  # of which `tell` speaks as long as it is true
            st.session_state[REFUSED] = refusal
    else:
        _close(given)
        keeper.done(here.actor, str(opened().id), *decision_draft.WRITTEN)
    after = portal().casework.case(here.actor, opened().id)
    if DECIDED in st.session_state:
        opened().stage = after.seen.stage
    return after


def _give(here: Here, prepared: PreparedDecision) -> str:
    """Give what was prepared, and return the word for what came of it."""
    told = (here.actor, opened().id, opened().stage, prepared.draft)
    if prepared.is_notice:
        portal().notices.give(*told)
        return "notice"
    given = portal().casework.decide(*told)
    return "to_countersign" if isinstance(given, DraftDecision) else str(given.outcome)


def _close(given: str) -> None:
    st.session_state[DECIDED] = given
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
    if decision is None or not case.seen.was_just_decided:
        st.error(say("errors.changed_meanwhile"))
    else:
        by = case.people.get(decision.officer_id, "")
        outcome = say(f"case.told_{decision.outcome}")
        st.error(say("errors.decided_meanwhile", by=by, at=decision.decided_at, outcome=outcome))
    st.button(say("case.read_again"), key="read_again", on_click=_read_again, args=(case.seen.stage,))


def _read_again(stage: int) -> None:
    opened().stage = stage


def draw_decision(here: Here, case: Case, looks: OfficerLooks | None) -> str:
    """Draw the decision's fields and, once asked for, the letter; return the word of its last button then.

    Shapes: fields hold what was written even when another officer has decided.
    """
    seen, draft = case.seen, decision_draft.draft_here(case)
    chosen = st.session_state.pop(decision_draft.BAR, False)
    if word := _kept_from(here, seen):
        st.markdown(say(f"case.{word}"))
        return ""
    if not (_possible(seen) or draft):
        return ""
    st.header(say("case.decide"), anchor=False)
    summary = st.container()
    prepared = _prepared(case)
    faults = _faults(here, prepared) if TRIED in st.session_state and prepared else NONE
    draw_fields(case, _by_place(seen, faults))
    prepared = _prepared(case)
    if chosen:
        browser.focus(str(next_try()), ".st-key-decide", key="focus_decide")
    if prepared is None or opened().stage != seen.stage:
        return ""
    if ACTIONS[prepared.draft.outcome] not in _possible(seen):
        st.warning(say("case.not_possible"))
        return ""
    draw_advice(case, prepared.draft, looks)
    begins = bool(chosen or st.session_state.get("preview"))
    if begins and _is_stopped(here, seen, prepared, looks):
        _draw_preview_button()
        return ""
    if chosen and not _faults(here, prepared):
        st.session_state[PREVIEWED] = prepared
    return _draw_ways_out(here, seen, prepared, summary)


def _is_stopped(here: Here, seen: Overview, prepared: PreparedDecision, looks: OfficerLooks | None) -> bool:
    """Say what must be looked at or answered before the letter is drawn, and whether anything must."""
    if looks and looks.missing:
        tell_unlooked(looks)
        return True
    return not prepared.is_notice and is_told_unchecked(here, seen, prepared.draft)


def _kept_from(here: Here, seen: Overview) -> str:
    """Return the word for what keeps this officer from deciding now, or nothing."""
    application = seen.application
    if application.state is State.TO_COUNTERSIGN:
        return "waits_for_signature"
    if application.held_until and application.held_until >= seen.today:
        return "waits_on_hold"
    is_decided = application.state is not State.SUBMITTED
    return "waits_for_another" if here.actor.account_id in application.barred and not is_decided else ""


def _possible(seen: Overview) -> tuple[str, ...]:
    return tuple(set(possible_actions(seen.application.state, Role.OFFICER)) & set(ACTIONS.values()))


def _looked_at(here: Here, prepared: PreparedDecision) -> Preview:
    """Return what the page's fields would send.

    Raises: MalformedAnswerError naming what is missing.
    """
    verbs = portal().notices if prepared.is_notice else portal().casework
    return verbs.preview(here.actor, opened().id, prepared.draft)


def _faults(here: Here, prepared: PreparedDecision) -> Mapping[str, str]:
    try:
        _looked_at(here, prepared)
    except MalformedAnswerError as refusal:
        return refusal.fields
    return {}


def _by_place(seen: Overview, faults: Mapping[str, str]) -> dict[str, str]:
    """Return the sentences of what is missing, by the key of the place where it is missing."""
    places = {f"wanted_{it}": key for it, (key, _) in enumerate(decision_draft.wanted_here(seen), 1)}
    codes = {reason.code: f"reason_{reason.code}" for reason in decision_draft.reasons()}
    keys = places | codes
    return {place_of(keys.get(name, name)): say(f"errors.{code}") for name, code in faults.items()}


def _draw_ways_out(here: Here, seen: Overview, prepared: PreparedDecision, summary: DeltaGenerator) -> str:
    """Draw the preview's button and, once it was pressed, the letter; return the word of its last button.

    Shapes: the last button stands in the bar under the case, always in sight.
    """
    pressed = bool(st.session_state.get("preview"))
    preview = None
    if pressed or st.session_state.get(PREVIEWED) == prepared:
        preview = _preview(here, seen, prepared, summary)
    _draw_preview_button()
    if preview is None:
        return ""
    draw_preview(preview)
    if pressed:
        browser.focus(str(next_try()), ".st-key-letter", key="focus_letter")
    return "case.confirm_notice" if prepared.is_notice else "case.confirm"


def _draw_preview_button() -> None:
    st.button(say("case.preview"), key="preview", type="secondary")


def _preview(
    here: Here, seen: Overview, prepared: PreparedDecision, summary: DeltaGenerator
) -> Preview | None:
    st.session_state[TRIED] = True
    try:
        preview = _looked_at(here, prepared)
    except MalformedAnswerError as refusal:
        with summary:
            error_summary(list(_by_place(seen, refusal.fields).items()), token=str(next_try()))
        return None
    st.session_state[PREVIEWED] = prepared
    return preview


def draw_preview(preview: Preview) -> None:
    """Draw a letter before it goes: what the inbox will show, then the e-mail."""
    with st.container(key="letter", border=True):
        st.header(say("case.preview_title"), anchor=False)
        if preview.text.strip() not in preview.letter.text:
            st.markdown(say("case.preview_inbox"))
            st.html(letter_text(preview.language, f"{preview.subject}\n\n{preview.text}"))
        st.markdown(say("case.preview_letter"))
        other = "en" if preview.language == "fr" else "fr"
        parts = zip((preview.language, other), preview.letter.text.split("\n\n---\n\n"), strict=True)
        st.html("<hr>".join(letter_text(told, text) for told, text in parts))


def letter_text(told: str, text: str) -> str:
    """Return the HTML of a letter's text in one language."""
    return f'<div class="letter" lang="{told}">{escape(text.strip())}</div>'
