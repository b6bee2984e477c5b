"""A rule being edited on screen: what the address names, what was typed, what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from core.bootstrap import portal
from core.domain.errors import MalformedAnswerError, NotFoundError, PortalError
from core.domain.rules.edited_rules import EditedRule, change_typed, edited
from core.domain.rules.replay import DecisionDays
from core.domain.rules.rule_changes import RuleChange
from core.domain.rules.rules import Verdict
from core.domain.rules.typed_rules import TypedCase
from core.services.rules.proposals import Dossier
from core.services.rules.rule_checks import RuleFault
from core.services.rules.trials import Trial
from pages.parts.accounts.recovery import next_try
from pages.parts.rules.lab import dossier_here, fault_text, keep_told, period_told, sentences, stop_with
from pages.parts.rules.rule_fields import CODED, LONG, SHORT, cases_before
from pages.parts.shell import browser
from pages.parts.shell.notices import error_notice, error_summary
from pages.parts.shell.request import whole_number
from pages.parts.shell.session import Here, say

FIELDS = (*SHORT, *LONG, *CODED, "fails_when", "since", "until")
PLACES = {
    "rule_case_missing": "case_1_name", "rule_case_unreadable": "case_1_name",
    "rule_case_wrong": "case_1_name",
    "rule_clause_unknown": "clause", "rule_reason_unknown": "reason", "rule_remedy_unknown": "remedy",
    "rule_refusal_without_remedy": "remedy", "rule_refusal_without_reason": "reason",
    "rule_reason_unreached": "reason", "rule_dates_overlap": "since", "rule_ends_before_it_begins": "since",
    "rule_applicant_text_missing": "applicant_fr", "rule_applicant_text_of_an_officers_rule": "applicant_fr",
}  # fmt: skip
"""The field where each fault of a rule is mended; the condition's own are mended in the condition."""


@dataclass(frozen=True)
class RuleEditor:
    """What is edited, in which proposal, from which day on."""

    edited: EditedRule
    dossier: Dossier | None
    title: str
    day: str


@dataclass(frozen=True)
class TrialResult:
    """What trying a change brought: its figures, or what is wrong field by field."""

    faults: Mapping[str, str]
    at_fault: PortalError | None = None
    change: RuleChange | None = None
    period: DecisionDays | None = None
    trial: Trial | None = None


def desk_here(here: Here) -> RuleEditor:
    """Return what the address asks to edit; stop with words where it names no rule."""
    dossier = dossier_here(here) if "proposal" in st.query_params else None
    book = portal().rule_lab.book(here.actor)
    today = max(portal().outside.today(), book.newest.effective_from)
    change = dossier.proposal.change if dossier else RuleChange((), {}, today)
    id = st.query_params.get("rule", change.touched[0] if change.touched else "")
    place = whole_number(st.query_params.get("text", ""))
    found = edited(change, book.newest.read(), book.cases, id, place - 1 if place else None)
    if found is None:
        stop_with(NotFoundError("no_such_rule"))
    day = max(change.effective_from, today)
    return RuleEditor(found, dossier, dossier.proposal.title if dossier else "", str(day))


def after_pressing(here: Here, desk: RuleEditor) -> TrialResult:
    """Try the change, or keep it and leave for its proposal; otherwise nothing is wrong yet."""
    pressed = st.session_state.get("pressed", "")
    if not pressed:
        return TrialResult({})
    try:
        change = _change(desk.edited)
        if pressed == "keep":
            _keep(here, desk, change)
        return _tried(here, change, period_told())
    except MalformedAnswerError as refusal:
        return TrialResult(sentences(refusal))
    except PortalError as refusal:
        with st.container(key="notice"):
            error_notice(refusal)
        browser.focus(str(next_try()), ".st-key-notice", key="focus_notice")
        return TrialResult({})


def _change(edited: EditedRule) -> RuleChange:
    state = st.session_state
    typed = {name: str(state.get(name) or "") for name in FIELDS}
    return change_typed(edited, typed, _cases(edited), str(state.get("effective_from", "")))


def _cases(edited: EditedRule) -> Sequence[TypedCase]:
    state = st.session_state
    return [
        TypedCase(
            str(state.get(f"case_{place}_name", "")),
            str(state.get(f"case_{place}_facts", "")),
            Verdict(state.get(f"case_{place}_verdict", before.verdict)),
        )
        for place, before in enumerate(cases_before(edited), 1)
    ]


def _keep(here: Here, desk: RuleEditor, change: RuleChange) -> None:
    lab, title = portal().rule_lab, str(st.session_state.get("title", ""))
    if desk.dossier:
        revision = int(st.session_state.get("revision", desk.dossier.proposal.revision))
        kept = lab.revise(here.actor, desk.dossier.proposal.id, revision, title, change)
    else:
        kept = lab.draft(here.actor, title, change)
    keep_told("revised" if desk.dossier else "drafted")
    st.session_state["pressed"], st.session_state["editing"] = "", None
    st.switch_page("pages/manager/proposal.py", query_params={"proposal": str(kept.id)})


def _tried(here: Here, change: RuleChange, period: DecisionDays) -> TrialResult:
    trial = portal().rule_lab.try_out(here.actor, change, period)
    # the rule that was edited is the change's last one
    id = change.rules[-1].id
    mine = [it.refusal for it in trial.faults if it.about == id]
    at_fault = next((refusal for refusal in mine if "position" in refusal.values), None)
    faults = {PLACES.get(it.refusal.code, "fails_when"): _said(it, id) for it in reversed(trial.faults)}
    return TrialResult(faults, at_fault, change, period, trial)


def _said(fault: RuleFault, id: str) -> str:
    """Return the sentence of a fault; one about another rule or a reason says about which."""
    told = fault_text(fault.refusal)
    return told if fault.about == id else say("rule_editor.about", about=fault.about, text=told)


def draw_summary(tried: TrialResult) -> None:
    """List what to mend, each with a link to its field."""
    if tried.faults:
        rows = [(f"field_{name}", text) for name, text in tried.faults.items()]
        error_summary(rows, token=str(next_try()))


def focus_trial(tried: TrialResult) -> None:
    """Move the focus to what trying the change brought, in the run that tries it; faults come first."""
    if st.session_state.get("try") and not tried.faults:
        browser.focus(str(next_try()), ".st-key-trial h2", key="focus_trial")


def draw_buttons() -> None:
    """Draw the two ways on: try the change, or keep it."""
    with st.container(horizontal=True):
        st.form_submit_button(say("rule_editor.try"), key="try", on_click=_press, args=("try",))
        st.form_submit_button(
            say("rule_editor.keep"), key="keep", type="primary", on_click=_press, args=("keep",)
        )


def _press(which: str) -> None:
    st.session_state["pressed"] = which


def start_afresh(desk: RuleEditor) -> None:
    """Forget what was typed for another rule, which this screen has shown before in the same session."""
    mine = (desk.edited.id, desk.edited.place, desk.dossier.proposal.id if desk.dossier else "")
    if st.session_state.get("editing") == mine:
        return
    names = (
        *FIELDS,
        "title",
        "effective_from",
        *(it for it in map(str, st.session_state) if it[:5] == "case_"),
    )
    for name in names:
        st.session_state.pop(name, None)
    st.session_state["editing"], st.session_state["pressed"] = mine, ""
    st.session_state["revision"] = desk.dossier.proposal.revision if desk.dossier else 0
