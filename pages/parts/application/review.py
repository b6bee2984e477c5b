"""Every question with its answer, as the review page shows them.

Source: guide 2.4, 2.4n, 2.5.
"""

from html import escape
from urllib.parse import urlencode

import streamlit as st

from core.bootstrap import portal
from core.domain.application.content import Question, Section
from core.domain.application.display import answer_rows
from core.domain.application.overview import Overview
from core.domain.application.questionnaire import advice_for, asked
from core.domain.errors import PortalError
from pages.parts.application import changes
from pages.parts.application.current import go_to
from pages.parts.application.question_page import AT_REVIEW
from pages.parts.shell.notices import error_notice
from pages.parts.shell.session import Here, language, say


def show_answers(seen: Overview) -> None:
    """Show the questions that apply, section by section, each with its answer and a way to change it."""
    content = portal().library.questionnaire
    applying = asked(content, seen.known)
    for section in content.sections:
        if found := [question for question in applying if question.section == section.id]:
            _show_section(seen, section, found)


def _show_section(seen: Overview, section: Section, questions: list[Question]) -> None:
    st.header(section.title.of(language()), anchor=False)
    rows = "".join(_row(seen, question) for question in questions)
    st.html(f'<div class="answers">{rows}</div>')


def _row(seen: Overview, question: Question) -> str:
    title = escape(question.title.of(language()))
    return (
        f'<div class="answer" id="answer-{question.id}"><div><h3>{title}</h3>{_answer(seen, question)}'
        f"{_advice(seen, question)}</div>{_way_back(seen, question)}</div>"
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


def _advice(seen: Overview, question: Question) -> str:
    if question.id not in seen.answers:
        return ""
    found = advice_for(question, seen.known)
    return "".join(f'<p class="caution">{escape(advice.text.of(language()))}</p>' for advice in found)


def _way_back(seen: Overview, question: Question) -> str:
    """Return the link 'Modifier'; its own name says what it changes."""
    if not seen.is_open:
        return ""
    told = {"request": seen.application.reference, "q": question.id, "from": AT_REVIEW}
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


def print_form(here: Here, seen: Overview) -> None:
    """Print the form in the language of correspondence and leave for the print page.

    Source: guide 2.5.
    """
    try:
        wanted = str(seen.known.get("correspondence_language", here.language))
        portal().enrolment.print_form(here.actor, seen.application.id, wanted)
    except PortalError as refusal:
        error_notice(refusal)
    else:
        go_to("form", seen)
