"""What an officer may want to do before deciding: documents to open, rules overruled to be explained."""

from collections.abc import Sequence

import streamlit as st

from core.domain.application.outcome_draft import Draft
from core.domain.decisions.page_looks import OfficerLooks
from core.domain.rules.rules import Finding
from core.services.decisions.casework import Case
from pages.parts.decisions import decision_draft
from pages.parts.decisions.case import named
from pages.parts.shell.markdown import escape
from pages.parts.shell.session import language, say


def draw_advice(case: Case, draft: Draft, looks: OfficerLooks | None) -> None:
    """List what was not looked at and what was not explained; it is advice, and forbids nothing."""
    unopened = (it for it in case.seen.given if looks and not looks.has_opened(it))
    rows = [say("advice.unopened", name=named(case.seen, it)) for it in unopened]
    rows += [
        say("advice.unexplained", rule=it.rule.officer.of(language())) for it in _unexplained(case, draft)
    ]
    with st.container(key="before_deciding"):
        if rows:
            told = "".join(f"<li>{escape(row)}</li>" for row in rows)
            st.html(f'<div class="before-deciding"><p>{escape(say("advice.title"))}</p><ul>{told}</ul></div>')


def _unexplained(case: Case, draft: Draft) -> Sequence[Finding]:
    explained = {rule for rule, why in draft.overruled if why}
    return [it for it in decision_draft.disagreements(case, draft) if it.rule.id not in explained]
