"""Recovery and security questions on screen, and the sentences of a form's faults.

Source: guide 1.5, 4.15.
"""

from collections.abc import Mapping
from contextvars import ContextVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.bootstrap import portal
from pages.parts.shell.fields import Ties, describe
from pages.parts.shell.markdown import Markdown, escape
from pages.parts.shell.notices import error_summary
from pages.parts.shell.session import say


def question_and_answer(place: int, topic: str = "register") -> tuple[str, str]:
    """Draw one question, ready-made or one's own, with its answer, and return both.

    Shapes: `topic` holds the words: of recovery questions, or of security questions.
    """
    fault_place(f"question_{place}")
    question = st.selectbox(
        say(f"{topic}.question", place=place),
        _ready_made(),
        index=None,
        placeholder=say(f"{topic}.question_placeholder"),
        key=f"question_{place}",
        accept_new_options=True,
    )
    fault_place(f"answer_{place}")
    answer = st.text_input(
        say(f"{topic}.answer", place=place), key=f"answer_{place}", type="password", autocomplete="off"
    )
    return question or "", answer


def _ready_made() -> list[str]:
    keys = [key for key in portal().library.words if key.startswith("recovery.question_")]
    return [say(key) for key in keys]


_places: ContextVar[dict[str, DeltaGenerator] | None] = ContextVar("places", default=None)


def begin_fields() -> None:
    """Begin a form whose fields each have room for what is wrong with it."""
    _places.set({})


def fault_place(field: str) -> None:
    """Leave room above a field for what may be wrong with it."""
    places = _places.get()
    if places is not None:
        places[field] = st.container()


def show_faults(faults: Mapping[str, str], topic: str = "register") -> None:
    """Say what to mend in a summary, and at each field.

    Source: WCAG 2.1, 3.3.1.
    """
    error_summary(sentences(faults, topic), token=str(next_try()))
    places = _places.get() or {}
    for field in set(faults) & set(places):
        text = _sentence(field, faults[field])
        places[field].html(f'<p class="fault" id="fault_{field}">{escape(text)}</p>')
    describe([_ties(field, field in faults) for field in places])


def _ties(field: str, is_faulty: bool) -> Ties:
    told = [f"fault_{field}"] if is_faulty else []
    return {"key": field, "described": told, "invalid": is_faulty, "required": True, "group": "", "mode": ""}


def sentences(faults: Mapping[str, str], topic: str = "register") -> list[tuple[str, str]]:
    """Return each faulty field's key with what to mend, field first."""
    return [(field, f"{_name(field, topic)} {_sentence(field, code)}") for field, code in faults.items()]


def _sentence(field: str, code: str) -> Markdown:
    typed = str(st.session_state.get(field) or "")
    return say(f"errors.{code}", typed=len(typed.strip() if field == "user_code" else typed))


def _name(field: str, topic: str) -> str:
    kind, _, place = field.rpartition("_")
    if place.isdigit():
        return say(f"{topic}.{kind}_fault", place=place)
    return say(f"{topic}.{field}_fault")


def next_try() -> int:
    """Return a number that grows with each try, so that the focus moves to the errors every time."""
    st.session_state["tries"] = st.session_state.get("tries", 0) + 1
    return st.session_state["tries"]
