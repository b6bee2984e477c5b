"""What is told at a question: what the rules find, the register's spelling, what failed before.

Source: guide 2.3a, 3.R1 to 3.R3.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.bootstrap import portal
from core.domain.application.content import Question
from core.domain.application.overview import Overview
from core.domain.errors import PortalError
from core.domain.rules.early_findings import may_be_told
from core.domain.rules.rules import Finding
from core.services.rules.verdicts import NOTHING_TOLD, ReopenedAnswer, ToldHere
from pages.parts.application.current import acting, keep_seen
from pages.parts.application.verification import finding_text
from pages.parts.shell.markdown import Markdown, joined, plain
from pages.parts.shell.session import here, language, say

JUST_TOLD, SHOWN = "just_told", "told_rules"


def told_now(seen: Overview, question: Question) -> ToldHere:
    """Return what is told of the answer as it is saved; nothing before there is one."""
    version, told = st.session_state.pop(JUST_TOLD, (None, NOTHING_TOLD))
    if version != _version(seen, question):
        told = _asked(seen, question)
    st.session_state[SHOWN] = (question.id, _rules(told))
    return told


def has_more_to_tell(after: Overview, question: Question) -> bool:
    """Say whether the answer just saved makes a rule fail that was not yet told on the page."""
    told = _asked(after, question)
    st.session_state[JUST_TOLD] = (_version(after, question), told)
    shown = st.session_state.pop(SHOWN, ("", frozenset[str]()))
    return bool(_rules(told) - (shown[1] if shown[0] == question.id else frozenset()))


def draw(seen: Overview, told: ToldHere) -> None:
    """Draw each failing rule's sentence, and offer the register's spelling where it is hers."""
    for finding in told.failing:
        st.warning(sentence(finding))
    if told.spelling:
        st.markdown(say("telling.spelling", name=told.spelling))
        st.button(say("telling.use_spelling"), key="use_spelling", on_click=_use, args=(seen, told.spelling))


def sentence(finding: Finding) -> Markdown:
    """Return what a failing rule says to the applicant, with how grave that is."""
    return joined(
        " ", (Markdown(f"**{say(f'verification.severity_{finding.rule.severity}')}**"), finding_text(finding))
    )


def tell_reopened(seen: Overview, question: Question) -> None:
    """Say why an answer of the earlier request is asked again, until it is given.

    Source: guide 2.17, 3.2.
    """
    if found := _reopened(seen, question):
        why = " ".join(plain(text.of(language())) for text in found.why)
        st.warning(say("question.reopened", reference=found.reference, why=why))


def value(seen: Overview, question: Question) -> Mapping[str, Any]:
    """Return the answer as it is saved, or as the earlier request had it."""
    found = _reopened(seen, question)
    return found.value if found else seen.answers.get(question.id, {})


def _reopened(seen: Overview, question: Question) -> ReopenedAnswer | None:
    visit = here()
    if visit is None or seen.application.copied_from is None or question.id in seen.answers:
        return None
    return portal().judgements.reopened(visit.actor, seen.application.id).get(question.id)


def _asked(seen: Overview, question: Question) -> ToldHere:
    visit, content, facts = here(), portal().library.questionnaire, portal().outside.rule_book.facts
    is_due = question.id in seen.answers and may_be_told(content, facts, seen, question.id)
    if visit is None or not is_due:
        return NOTHING_TOLD
    try:
        return portal().judgements.at_question(visit.actor, seen.application.id, question.id)
    except PortalError:
        # what cannot be judged now is told on the review page; it is never in the way of answering
        return NOTHING_TOLD


def _use(seen: Overview, spelling: str) -> None:
    """Answer the question about the register's spelling; the name on her documents stays as it is."""
    actor = acting()
    if actor is None:
        return
    value = {"register_name_differs": True, "register_name": spelling}
    try:
        portal().enrolment.answer(actor, seen.application.id, "register_name", value)
        keep_seen(portal().enrolment.look(actor, seen.application.id))
    except PortalError as refusal:
        st.session_state["refusal"] = refusal


def _version(seen: Overview, question: Question) -> tuple[str, str, int]:
    return seen.application.reference, question.id, seen.application.version


def _rules(told: ToldHere) -> frozenset[str]:
    return frozenset(it.rule.id for it in told.failing)
