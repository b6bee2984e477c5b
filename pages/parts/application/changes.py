"""What changing an answer brought: questions newly asked and answers withdrawn, told on the way.

Source: guide 2.4n.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import streamlit as st

from core.bootstrap import portal
from core.domain.application.content import Question
from core.domain.application.overview import Overview
from core.domain.application.questionnaire import Consequences, question_of
from pages.parts.shell.markdown import Markdown, joined
from pages.parts.shell.session import language, say

KEY = "changes"


@dataclass(frozen=True)
class AnswerChanges:
    """What one changed answer brought; `waiting` shrinks as the new questions are answered."""

    because: str
    brought: tuple[str, ...]
    withdrawn: tuple[str, ...]
    waiting: tuple[str, ...]


def keep(seen: Overview, question: Question, consequences: Consequences) -> None:
    """Remember what a change brought; a first answer changes nothing."""
    before = _kept()
    if question.id in seen.answers and (consequences.newly_asked or consequences.withdrawn):
        # what an earlier change left open is still to be answered, and said again
        left = tuple(id for id in (before.waiting if before else ()) if id != question.id)
        brought = tuple(dict.fromkeys((*left, *consequences.newly_asked)))
        st.session_state[KEY] = AnswerChanges(question.id, brought, consequences.withdrawn, brought)
    elif before:
        waiting = tuple(id for id in before.waiting if id != question.id)
        st.session_state[KEY] = AnswerChanges(before.because, before.brought, before.withdrawn, waiting)


def waiting(question: Question) -> str | None:
    """Return the next of the questions that a change brought, after this one."""
    kept = _kept()
    return next((id for id in kept.waiting if id != question.id), None) if kept else None


def tell(question: Question | None = None) -> None:
    """Say what a change brought: beside each new question, and once on the review page."""
    kept = _kept()
    if kept is None or (question is not None and question.id not in kept.brought):
        return
    because = short_name(kept.because)
    sentences = [_counted(len(kept.brought), because)] if kept.brought and (kept.waiting or question) else []
    if gone := [id for id in kept.withdrawn if id not in kept.brought]:
        sentences.append(say("question.withdrawn", because=because, names=names(gone)))
    if sentences:
        st.info(joined("\n\n", sentences))
    if question is None:
        # told once; what it left open waits to be asked, whatever is changed next
        st.session_state[KEY] = replace(kept, brought=(), withdrawn=())


def short_name(id: str) -> str:
    """Return a question's name within a sentence: its one label, or its title."""
    question = question_of(portal().library.questionnaire, id)
    if question is None:
        return id
    parts = question.parts
    return (parts[0].label if len(parts) == 1 else question.title).of(language())


def names(ids: Iterable[str]) -> Markdown:
    """Return several questions' names, one after another."""
    return joined(", ", (say("question.quoted", name=short_name(id)) for id in ids))


def _counted(count: int, because: str) -> Markdown:
    return say("question.one_new" if count == 1 else "question.new", count=count, because=because)


def _kept() -> AnswerChanges | None:
    return st.session_state.get(KEY)
