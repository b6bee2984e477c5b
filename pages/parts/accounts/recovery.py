"""Recovery and security questions on screen, and the sentences of a form's faults.

Source: guide 1.5, 4.15.
"""

from collections.abc import Mapping

import streamlit as st

from core.bootstrap import portal
from pages.parts.shell.session import say


def question_and_answer(place: int, topic: str = "register") -> tuple[str, str]:
    """Draw one question, ready-made or one's own, with its answer, and return both.

    Shapes: `topic` holds the words: of recovery questions, or of security questions.
    """
    question = st.selectbox(
        say(f"{topic}.question", place=place),
        _ready_made(),
        index=None,
        placeholder=say(f"{topic}.question_placeholder"),
        key=f"question_{place}",
        accept_new_options=True,
    )
    answer = st.text_input(
        say(f"{topic}.answer", place=place), key=f"answer_{place}", type="password", autocomplete="off"
    )
    return question or "", answer


def _ready_made() -> list[str]:
    keys = [key for key in portal().library.words if key.startswith("recovery.question_")]
    return [say(key) for key in keys]


def sentences(faults: Mapping[str, str], topic: str = "register") -> list[tuple[str, str]]:
    """Return each faulty field's key with what to mend, field first."""
    return [(field, f"{_name(field, topic)} {say(f'errors.{code}')}") for field, code in faults.items()]


def _name(field: str, topic: str) -> str:
    kind, _, place = field.rpartition("_")
    if place.isdigit():
        return say(f"{topic}.{kind}_fault", place=place)
    return say(f"{topic}.{field}_fault")


def next_try() -> int:
    """Return a number that grows with each try, so that the focus moves to the errors every time."""
    st.session_state["tries"] = st.session_state.get("tries", 0) + 1
    return st.session_state["tries"]
