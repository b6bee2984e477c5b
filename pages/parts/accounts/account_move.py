"""Moving an account to the credential at hand: at once with a word, or later with the four answers.

Source: guide 4.15.
"""

from datetime import datetime

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.bootstrap import portal
from core.domain.errors import PortalError
from pages.parts.accounts.recovery import next_try
from pages.parts.shell.markdown import plain
from pages.parts.shell.notices import error_notice, error_summary
from pages.parts.shell.session import Here, say

FIRST_PAGE = "pages/public/sign_in.py"
NUMBER, QUESTIONS, DUE = "move_number", "move_questions", "move_due_at"


def questions_asked() -> tuple[str, ...]:
    """Return the four questions to answer, once a number was given."""
    return st.session_state.get(QUESTIONS, ())


def due_at() -> datetime | None:
    """Return when the move that was asked for will happen."""
    return st.session_state.get(DUE)


def finish(here: Here, word: str, notice: DeltaGenerator) -> None:
    """Take the word's account along, and go on to its security question."""
    if _is_empty("word", word, notice):
        return
    try:
        portal().moves.finish(here.actor, word)
    except PortalError as refusal:
        with notice:
            error_notice(refusal)
    else:
        st.switch_page(FIRST_PAGE)


def look_for_questions(here: Here, number: str, notice: DeltaGenerator) -> None:
    """Turn to the questions behind a reference or a membership number."""
    if _is_empty("number", number, notice):
        return
    st.session_state[NUMBER] = number
    st.session_state[QUESTIONS] = portal().moves.questions(here.actor, number)
    st.rerun()


def answer_fields(asked: tuple[str, ...]) -> tuple[str, ...]:
    """Draw one field for each question and return what was typed."""
    return tuple(
        st.text_input(f"{plain(question)} *", key=f"answer_{place}", type="password", autocomplete="off")
        for place, question in enumerate(asked, 1)
    )


def ask(here: Here, answers: tuple[str, ...], notice: DeltaGenerator) -> None:
    """Ask for the move, and turn to the words that say when it will happen."""
    empty = [place for place, told in enumerate(answers, 1) if not told.strip()]
    if empty:
        items = [(f"answer_{place}", say("move.answer_missing", place=place)) for place in empty]
        with notice:
            error_summary(items, token=str(next_try()))
        return
    try:
        move = portal().moves.ask(here.actor, st.session_state[NUMBER], answers)
    except PortalError as refusal:
        with notice:
            error_notice(refusal)
        return
    forget()
    st.session_state[DUE] = move.due_at
    st.rerun()


def forget() -> None:
    """Turn back to the number."""
    for name in (NUMBER, QUESTIONS):
        st.session_state.pop(name, None)


def _is_empty(field: str, told: str, notice: DeltaGenerator) -> bool:
    if told.strip():
        return False
    with notice:
        error_summary([(field, say("errors.required"))], token=str(next_try()))
    return True
