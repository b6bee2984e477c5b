"""Every question with its answer, as the review page shows them.

Source: guide 2.4, 2.4n, 2.5.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NoReturn
from urllib.parse import urlencode

import streamlit as st

from core.bootstrap import portal
from core.domain.application.content import Question, Section
from core.domain.application.display import answer_rows
from core.domain.application.overview import Overview
from core.domain.application.questionnaire import advice_for, asked
from core.domain.errors import PortalError
from core.domain.rules.rules import Finding, failing
from pages.parts.application import changes
from pages.parts.application.current import AT_NOTICE, AT_REVIEW, go_to
from pages.parts.application.verification import finding_text, question_about
from pages.parts.shell import browser
from pages.parts.shell.markdown import escape
from pages.parts.shell.notices import error_notice
from pages.parts.shell.session import Here, language, say

ASKS_FIRST, ASKED = "print_would_be_refused", "asked_print"
Cautions = Mapping[str, list[str]]
"""What the rules say of each question's answer."""


def show_answers(
    seen: Overview, findings: Iterable[Finding] = (), changed: frozenset[str] = frozenset()
) -> None:
    """Show the questions that apply, section by section, each with its answer and a way to change it.

    Shapes: `changed` are the questions that are marked, because their answers are not those sent before.
    """
    cautions = defaultdict[str, list[str]](list, {id: [say("neighbours.mark")] for id in changed})
    for finding in failing(findings):
        cautions[question_about(seen, finding)].append(finding_text(finding))
    content = portal().library.questionnaire
    applying = asked(content, seen.known)
    for section in content.sections:
        if found := [question for question in applying if question.section == section.id]:
            _show_section(seen, section, found, cautions)


def show_opened(seen: Overview, opened: Iterable[str]) -> None:
    """Show the answers that a notice opens, each with a way to change it."""
    questions = [it for it in asked(portal().library.questionnaire, seen.known) if it.id in set(opened)]
    rows = "".join(_row(seen, question, [], AT_NOTICE) for question in questions)
    st.html(f'<div class="answers">{rows}</div>')


def _show_section(seen: Overview, section: Section, questions: list[Question], cautions: Cautions) -> None:
    st.header(section.title.of(language()), anchor=False)
    origin = AT_REVIEW if seen.is_open else ""
    rows = "".join(_row(seen, question, cautions.get(question.id, []), origin) for question in questions)
    st.html(f'<div class="answers">{rows}</div>')


def _row(seen: Overview, question: Question, found: list[str], origin: str) -> str:
    title = escape(question.title.of(language()))
    return (
        f'<div class="answer" id="answer-{question.id}"><div><h3>{title}</h3>{_answer(seen, question)}'
        f"{_advice(seen, question, found)}</div>{_way_back(seen, question, origin)}</div>"
    )


def _answer(seen: Overview, question: Question) -> str:
    if question.id not in seen.answers:
        return f'<p class="missing">{escape(say("review.unanswered"))}</p>'
    value = seen.answers[question.id]
    rows = answer_rows(portal().library.questionnaire, question, value, language())
    if not rows:
        return f"<p>{escape(say('review.left_empty'))}</p>"
    if len(question.parts) == 1:
        return f"<p>{escape(rows[0][1])}</p>"
    told = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(text)}</dd></div>" for name, text in rows)
    return f"<dl>{told}</dl>"


def _advice(seen: Overview, question: Question, found: list[str]) -> str:
    """Return what the rules say of an answer, then what is to be known about it beside."""
    advice = advice_for(question, seen.known, seen.today) if question.id in seen.answers else []
    said = [*found, *(it.text.of(language()) for it in advice)]
    return "".join(f'<p class="caution">{escape(text)}</p>' for text in said)


def _way_back(seen: Overview, question: Question, origin: str) -> str:
    """Return the link 'Modifier'; its own name says what it changes."""
    if not origin:
        return ""
    told = {"request": seen.application.reference, "q": question.id, "from": origin}
    word = say("review.modify" if question.id in seen.answers else "review.answer")
    name = say("review.way_back", word=word, name=changes.short_name(question.id))
    address = escape(f"/question?{urlencode(told)}")
    return f'<a class="modify" href="{address}" aria-label="{escape(name)}">{escape(word)}</a>'


def show_removed(seen: Overview) -> None:
    """List the answers that no longer apply; they appear nowhere else.

    Source: guide 2.4n.
    """
    applying = {question.id for question in asked(portal().library.questionnaire, seen.known)}
    removed = [id for id in seen.removed if id not in applying]
    if removed:
        st.header(say("review.removed"), anchor=False)
        rows = "".join(f"<li>{escape(changes.short_name(id))}</li>" for id in removed)
        st.html(f'<p>{escape(say("review.removed_why"))}</p><ul class="removed">{rows}</ul>')


def print_form(here: Here, seen: Overview, all_the_same: bool = False) -> None:
    """Print the form in the language of correspondence and leave for the print page, or ask first.

    Source: guide 2.5.
    """
    try:
        wanted = str(seen.known.get("correspondence_language", here.language))
        portal().enrolment.print_form(here.actor, seen.application.id, wanted, all_the_same)
    except PortalError as refusal:
        if refusal.code == ASKS_FIRST:
            ask_first(seen)
        error_notice(refusal)
    else:
        go_to("form", seen)


def ask_first(seen: Overview) -> NoReturn:
    """Leave for the review page, which then says what would be refused and asks."""
    st.session_state[ASKED] = _asked_about(seen)
    go_to("review", seen)


def asks_first(seen: Overview, findings: Iterable[Finding]) -> bool:
    """Say whether these answers were to be printed, and would be refused."""
    was_asked = st.session_state.get(ASKED) == _asked_about(seen)
    return was_asked and any(it.would_be_refused for it in findings)


def draw_asking(here: Here, seen: Overview, findings: Iterable[Finding]) -> None:
    """Say what would be refused, once it was to be printed, and let it be changed or printed all the same."""
    if not asks_first(seen, findings):
        return
    grave = [it for it in findings if it.would_be_refused]
    with st.container(key="ask_print"):
        st.warning(say("review.ask_print_one" if len(grave) == 1 else "review.ask_print", count=len(grave)))
        st.html(f'<ul class="would-be-refused">{"".join(_to_change(seen, it) for it in grave)}</ul>')
        if st.button(say("review.print_all_the_same"), key="print_all_the_same"):
            print_form(here, seen, all_the_same=True)
    browser.focus(seen.application.reference, ".st-key-ask_print", key="focus_ask_print")


def _to_change(seen: Overview, finding: Finding) -> str:
    """Return the HTML of what would be refused, with the link to the answer that mends it."""
    told = {"request": seen.application.reference, "q": question_about(seen, finding), "from": AT_REVIEW}
    address, word = escape(f"/question?{urlencode(told)}"), escape(say("review.change_answer"))
    name = say("review.way_back", word=say("review.change_answer"), name=changes.short_name(told["q"]))
    link = f'<a href="{address}" aria-label="{escape(name)}">{word}</a>'
    return f"<li>{escape(finding_text(finding))} {link}</li>"


def _asked_about(seen: Overview) -> tuple[str, int]:
    return seen.application.reference, seen.application.version
