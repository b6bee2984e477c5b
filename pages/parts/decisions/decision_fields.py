"""The fields of a decision: the outcome, its reasons, the documents to ask for; nothing written is ever lost.

Source: guide 3.0 to 3.5.
"""

from collections.abc import Mapping

import streamlit as st

from core.bootstrap import portal
from core.domain.application.application import Outcome
from core.domain.application.content import Reason
from core.domain.application.overview import Overview
from core.services.decisions.casework import Case
from pages.parts.decisions import decision_draft
from pages.parts.decisions.case import named
from pages.parts.shell import fields, keeper
from pages.parts.shell.markdown import escape
from pages.parts.shell.session import language, say

Faults = Mapping[str, str]
NOTICE_WAYS = ("notice", "refuse")
"""Before a refusal: tell the applicant first, or refuse at once and say why."""


def place_of(name: str) -> str:
    """Return a field's place on the page, to which the error summary leads."""
    return f"field_{name}"


def draw_fields(case: Case, faults: Faults) -> None:
    """Draw the outcome and what it needs.

    Shapes: `faults` maps a field's place to the sentence that says what is missing there.
    """
    seen = case.seen
    st.radio(
        say("case.outcome"),
        list(Outcome),
        index=_begun(),
        format_func=lambda it: say(f"case.outcome_{it}"),
        captions=[say(f"case.outcome_{it}_means") for it in Outcome],
        key="outcome",
        persist_state="page",
    )
    told = st.session_state.get("outcome")
    if told == Outcome.REFUSED:
        _draw_reasons(case, faults)
        _draw_notice(case, faults)
    if told == Outcome.DOCUMENTS_REQUIRED:
        _draw_wanted(seen, faults)
    _draw_disagreements(case, faults)
    fields.describe([_tie(place, faults) for place in faults])


def _begun() -> int | None:
    """Return the outcome whose words were kept from an earlier visit; none without any."""
    words = {
        Outcome.REFUSED: ("reason_", "without_notice"),
        Outcome.DOCUMENTS_REQUIRED: decision_draft.ASKING,
    }
    return next((place for place, it in enumerate(Outcome) if it in words and keeper.holds(*words[it])), None)


def _tie(place: str, faults: Faults) -> fields.Ties:
    described = [f"fault_{place}"] if place in faults else []
    told: fields.Ties = {
        "key": place, "described": described, "invalid": True, "required": True, "group": "", "mode": "",
    }  # fmt: skip
    return told


def _fault(place: str, faults: Faults) -> None:
    if place in faults:
        st.html(f'<p class="fault" id="fault_{place}">{escape(faults[place])}</p>')


def _write_in(seen: Overview) -> None:
    """Say in which language the officer's own words will be read."""
    st.caption(say(f"case.write_in_{seen.application.language}"))


def _draw_reasons(case: Case, faults: Faults) -> None:
    seen, proposed = case.seen, decision_draft.proposed(case)
    with st.container(key=place_of("reasons")):
        st.header(say("case.reasons"), anchor=False)
        if proposed:
            st.markdown(say("findings.proposed"))
        _write_in(seen)
        _fault(place_of("reasons"), faults)
        for reason in sorted(decision_draft.reasons(), key=lambda it: it.code not in proposed):
            _draw_reason(seen, reason, faults, is_proposed=reason.code in proposed)


def _draw_reason(seen: Overview, reason: Reason, faults: Faults, *, is_proposed: bool) -> None:
    """Draw one reason with what the applicant will read; once ticked, with room for the officer's words."""
    label, key = reason.label.of(language()), f"reason_{reason.code}"
    with st.container(key=place_of(key)):
        begun = is_proposed or keeper.holds(f"{key}_text")
        ticked = st.checkbox(label, begun, key=key, persist_state="page")
        told = seen.application.language
        st.html(f'<p class="will-read" lang="{told}">{escape(reason.text.of(told))}</p>')
        if ticked:
            word = "case.reason_text_needed" if reason.needs_text else "case.reason_text"
            _fault(place_of(key), faults)
            keeper.area(say(word, label=label), key=f"{key}_text", persist_state="page")


def _draw_notice(case: Case, faults: Faults) -> None:
    """Ask whether notice comes before a refusal that the applicant could mend, or why none does."""
    draft, key = decision_draft.draft_here(case), "without_notice"
    if draft is None or not decision_draft.needs_notice(case, draft):
        return
    st.header(say("case.notice"), anchor=False)
    st.markdown(say("case.notice_means", days=portal().outside.practice.notice_days))
    if decision_draft.may_give_notice(case.seen):
        st.radio(
            say("case.notice_way"),
            NOTICE_WAYS,
            format_func=lambda it: say(f"case.notice_way_{it}"),
            key="notice_way",
            persist_state="page",
        )
    if not decision_draft.gives_notice(case, draft):
        with st.container(key=place_of(key)):
            _fault(place_of(key), faults)
            keeper.area(say("case.without_notice"), key=key, persist_state="page")


def _draw_disagreements(case: Case, faults: Faults) -> None:
    """Ask why for each failing rule that the outcome chosen does not follow."""
    draft = decision_draft.draft_here(case)
    against = decision_draft.disagreements(case, draft) if draft else ()
    if not against:
        return
    st.header(say("findings.disagree_title"), anchor=False)
    st.markdown(say("findings.disagree"))
    for finding in against:
        key, text = f"overruled_{finding.rule.id}", finding.rule.officer.of(language())
        with st.container(key=place_of(key)):
            _fault(place_of(key), faults)
            keeper.area(say("findings.disagree_why", rule=text), key=key, persist_state="page")


def _draw_wanted(seen: Overview, faults: Faults) -> None:
    with st.container(key=place_of("wanted")):
        st.header(say("case.wanted"), anchor=False)
        _write_in(seen)
        _fault(place_of("wanted"), faults)
        for document in decision_draft.latest(seen):
            key, name = f"again_{document.id}", named(seen, document)
            with st.container(key=place_of(key)):
                begun = keeper.holds(f"{key}_reason")
                if st.checkbox(say("case.ask_again", name=name), begun, key=key, persist_state="page"):
                    _fault(place_of(key), faults)
                    keeper.area(say("case.why", name=name), key=f"{key}_reason", persist_state="page")
        shown = decision_draft.additional_shown()
        for place in range(1, shown + 1):
            _draw_additional(seen, place, faults)
        if shown < decision_draft.MOST_ADDITIONAL:
            st.button(say("case.one_more"), key="one_more", on_click=decision_draft.one_more, args=(shown,))


def _draw_additional(seen: Overview, place: int, faults: Faults) -> None:
    key = f"additional_{place}"
    with st.container(key=place_of(key), border=True):
        _fault(place_of(key), faults)
        st.selectbox(
            say("case.additional", place=place),
            decision_draft.ready_made(seen.application.language),
            index=None,
            placeholder=say("case.additional_placeholder"),
            accept_new_options=True,
            key=f"{key}_name",
            persist_state="page",
        )
        keeper.area(say("case.additional_why", place=place), key=f"{key}_reason", persist_state="page")
