"""Asking one question: which one, what its buttons do, and what is said around it.

Source: guide 2.3, 2.4, 2.4n.
"""

from contextlib import suppress
from dataclasses import dataclass
from typing import NoReturn

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.bootstrap import portal
from core.domain.application.content import Advice, Question
from core.domain.application.display import answer_rows
from core.domain.application.overview import Overview
from core.domain.application.questionnaire import (
    advice_for,
    asked,
    longest_road,
    question_before,
    question_of,
)
from core.domain.errors import MalformedAnswerError, PortalError
from core.services.application.enrolment import SavedAnswer
from core.services.application.explanations import Explained
from pages.parts.application import changes, early_findings, widgets
from pages.parts.application.current import AT_NOTICE, AT_REVIEW, acting, go_to, keep_seen
from pages.parts.form.documents import only_open
from pages.parts.shell import browser, keeper
from pages.parts.shell.markdown import Markdown, joined
from pages.parts.shell.notices import error_notice, error_summary
from pages.parts.shell.session import language, say


@dataclass(frozen=True)
class Faults:
    """What could not be read in the answer just given; `tries` lets the focus move each time."""

    question: str
    fields: dict[str, str]
    tries: int


def question_here(seen: Overview) -> Question:
    """Return the question the address names, else the first unanswered one; leave when there is none."""
    if not (seen.is_open or seen.opened_questions):
        _stop_not_open(seen)
    if st.session_state.pop("all_answered", False):
        go_to(_way_back(seen), seen)
    content = portal().library.questionnaire
    wanted = st.query_params.get("q") or seen.next_question
    if not wanted:
        go_to(_way_back(seen), seen)
    question, is_opened = question_of(content, wanted), seen.is_open or wanted in seen.opened_questions
    if question is None or not is_opened or question not in asked(content, seen.known):
        _stop_not_asked(seen)
    return question


def _way_back(seen: Overview) -> str:
    """Return the page from which answers are changed: the review, or the notice that opened some."""
    return AT_REVIEW if seen.is_open else AT_NOTICE


def _stop_not_open(seen: Overview) -> None:
    st.title(say("question.closed"), anchor=False)
    only_open(seen)


def _stop_not_asked(seen: Overview) -> NoReturn:
    st.title(say("question.not_asked"), anchor=False)
    st.warning(say("errors.question_not_asked"))
    if st.button(say("question.to_review"), key="to_review", type="primary"):
        go_to(_way_back(seen), seen)
    st.stop()


def progress(seen: Overview, question: Question) -> Markdown:
    """Return the question's place on the longest road from here, and its section's name."""
    content = portal().library.questionnaire
    places = [it.id for it in longest_road(content, seen.known)]
    section = next(it for it in content.sections if it.id == question.section)
    told = say("question.progress", place=places.index(question.id) + 1, asked=len(places))
    return joined(" · ", (told, section.title.of(language())))


def from_review() -> bool:
    """Say whether one came from the review page, or from a notice, to change an answer."""
    return st.query_params.get("from") in (AT_REVIEW, AT_NOTICE)


def before(seen: Overview, question: Question) -> Question | None:
    """Return the question to which 'Précédent' leads; from the review page it leads back there."""
    return question_before(portal().library.questionnaire, seen.known, question.id)


def go_back(question: Question) -> None:
    """Turn to an earlier question; what was typed on this one and not saved is let go."""
    _forget()
    st.query_params["q"] = question.id


def advice_now(seen: Overview, question: Question) -> list[Advice]:
    """Return what must be explained about the answer as it is saved; nothing before there is one."""
    return advice_for(question, seen.known, seen.today) if question.id in seen.answers else []


def save(seen: Overview, question: Question) -> None:
    """Save the answer on the page and turn to what comes next; on a fault stay, with what was typed."""
    _forget()
    actor = acting()
    if actor is None:
        return
    try:
        saved = portal().enrolment.answer(
            actor, seen.application.id, question.id, widgets.told(question), seen.answers.get(question.id)
        )
    except MalformedAnswerError as refusal:
        st.session_state["faults"] = Faults(question.id, refusal.fields, _tries())
    except PortalError as refusal:
        st.session_state["refusal"] = refusal
    else:
        keeper.done(actor, str(seen.application.id), *(f"part_{part.id}" for part in question.parts))
        changes.keep(seen, question, saved.consequences)
        after = saved.seen or portal().enrolment.look(actor, seen.application.id)
        keep_seen(after)
        if not _has_more_to_say(seen, after, question):
            _turn_to(question, saved)


def _has_more_to_say(seen: Overview, after: Overview, question: Question) -> bool:
    """Say whether the answer just saved calls for an explanation that was not on the page."""
    shown = advice_now(seen, question)
    is_advice_new = any(advice not in shown for advice in advice_now(after, question))
    if is_new := early_findings.has_more_to_tell(after, question) or is_advice_new:
        st.session_state["explained"] = (question.id, _tries())
    return is_new


def _turn_to(question: Question, saved: SavedAnswer) -> None:
    coming = changes.waiting(question) if from_review() else saved.next_question
    if st.query_params.get("from") == AT_NOTICE:
        coming = saved.next_question
    if coming:
        st.query_params["q"] = coming
    else:
        st.session_state["all_answered"] = True


def _forget() -> None:
    for name in ("faults", "refusal", "explained"):
        st.session_state.pop(name, None)


def _tries() -> int:
    st.session_state["tries"] = st.session_state.get("tries", 0) + 1
    return st.session_state["tries"]


def faults_of(question: Question) -> dict[str, str]:
    """Return what is wrong with what was typed, part by part, in sentences."""
    faults = st.session_state.get("faults")
    if not isinstance(faults, Faults) or faults.question != question.id:
        return {}
    most, typed = {part.id: part.most for part in question.parts}, widgets.told(question)
    return {
        part: say(f"errors.{code}", most=most[part], typed=len(str(typed[part] or "")))
        for part, code in faults.fields.items()
    }


def notices(seen: Overview, question: Question) -> None:
    """Say what went wrong, what a change brought, and what is to be known about the saved answer."""
    if found := faults_of(question):
        labels = {part.id: part.label.of(language()) for part in question.parts}
        items = [(widgets.place_of(part), f"{labels[part]} – {text}") for part, text in found.items()]
        error_summary(items, token=str(st.session_state["faults"].tries))
    if "refusal" in st.session_state:
        error_notice(st.session_state["refusal"])
        if st.session_state["refusal"].code == "answer_changed":
            _tell_what_stands(seen, question)
    changes.tell(question)
    early_findings.tell_reopened(seen, question)
    _explain(seen, question)


def _tell_what_stands(seen: Overview, question: Question) -> None:
    """Show the answer given meanwhile in another tab, beside the one that was typed here."""
    content, stands = portal().library.questionnaire, seen.answers.get(question.id, {})
    rows = answer_rows(content, question, stands, language())
    st.text("\n".join(f"{label} – {text}" for label, text in rows) or say("question.none_stands"))


def _explain(seen: Overview, question: Question) -> None:
    advice, found = advice_now(seen, question), early_findings.told_now(seen, question)
    if not (advice or found.failing):
        return
    with st.container(key="advice"):
        early_findings.draw(seen, found)
        for it in advice:
            st.warning(it.text.of(language()))
        st.markdown(say("question.keep_or_correct"))
    told, tries = st.session_state.get("explained", ("", 0))
    if told == question.id:
        browser.focus(str(tries), ".st-key-advice", key="focus_advice")


def explanations(seen: Overview, question: Question) -> None:
    """Offer why the question is asked and what its words mean, inside the question."""
    if question.why:
        with _explanation(say("question.why"), seen, question, "help"):
            st.markdown(question.why.of(language()))
    glossary = {term.id: term for term in portal().library.questionnaire.glossary}
    if question.terms:
        names = ", ".join(glossary[id].term.of(language()) for id in question.terms)
        with _explanation(say("question.words", names=names), seen, question, "terms"):
            for id in question.terms:
                term = glossary[id]
                st.markdown(f"**{term.term.of(language())}** – {term.meaning.of(language())}")


def _explanation(label: Markdown, seen: Overview, question: Question, what: Explained) -> DeltaGenerator:
    """Offer something to open; that it was opened is noted once, and is never in the way of answering."""
    key = f"explained_{question.id}_{what}"
    return st.expander(label, key=key, on_change=_note_opened, args=(key, seen, question, what))


def _note_opened(key: str, seen: Overview, question: Question, what: Explained) -> None:
    noted = st.session_state.setdefault("noted", set[tuple[str, str]]())
    actor, here = acting(), (seen.application.reference, key)
    if actor is None or here in noted or not st.session_state[key]:
        return
    noted.add(here)
    with suppress(PortalError):
        portal().explanations.opened(actor, seen.application.id, question.id, what)
