"""Fields whose words are kept on the server while they are typed, and stand there again whatever happened."""

from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypedDict

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Actor
from core.domain.application.kept_texts import KeptText, is_known
from pages.parts.shell import browser
from pages.parts.shell.session import Here, say

KEPT = "kept_texts"


class TypedField(TypedDict):
    """A field as the browser is told of it: where it is, its name, and what was kept of it."""

    selector: str
    field: str
    version: int
    text: str


@dataclass
class KeptPage:
    """A page whose fields are kept: for whom, in which place, what was kept before, which fields it has."""

    here: Here
    place: str
    texts: dict[str, KeptText]
    fields: list[TypedField] = field(default_factory=list[TypedField])


_now: ContextVar[KeptPage | None] = ContextVar("keeping", default=None)


def begin(here: Here, place: str) -> None:
    """Read what was kept in a place, once for each time somebody comes to it."""
    known = st.session_state.get(KEPT)
    if not known or known[0] != place:
        known = st.session_state[KEPT] = (place, dict(portal().kept_texts.kept(here.actor, place)))
    _now.set(KeptPage(here, place, known[1]))


def stop() -> None:
    """Let no field of another page be taken for one of this."""
    _now.set(None)


def came_elsewhere() -> None:
    """Let what was kept be read anew by the page that somebody now comes to."""
    st.session_state.pop(KEPT, None)


def area(label: str, *, key: str, **how: Any) -> str:
    """Draw a field of several lines, filled with what was last typed in it."""
    return st.text_area(label, key=key, **_kept(key, "textarea", how)) or ""


def line(label: str, *, key: str, **how: Any) -> str:
    """Draw a field of one line, filled with what was last typed in it."""
    return st.text_input(label, key=key, **_kept(key, "input", how)) or ""


def _kept(key: str, element: str, how: dict[str, Any]) -> dict[str, Any]:
    keeping = _now.get()
    if keeping is None or not is_known(keeping.here.actor.role, keeping.place, key):
        return how
    kept = keeping.texts.get(key)
    text, version = (kept.text, kept.version) if kept else (how.get("value", ""), 0)
    selector = f".st-key-{key} {element}"
    keeping.fields.append({"selector": selector, "field": key, "version": version, "text": text})
    return {**how, "value": kept.text} if kept and key not in st.session_state else how


def finish() -> None:
    """Let the browser send what is typed in the page's fields from now on."""
    keeping = _now.get()
    _now.set(None)
    if keeping is None or not keeping.fields:
        return
    words = {word: say(f"draft.{word}", at="{at}") for word in ("kept", "lost", "elsewhere", "take", "mine")}
    browser.keep_typed({"place": keeping.place, "fields": keeping.fields, "words": words})


def holds(*beginnings: str) -> bool:
    """Say whether words were kept in fields that begin so."""
    keeping = _now.get()
    return keeping is not None and any(
        it.text and it.field.startswith(beginnings) for it in keeping.texts.values()
    )


def done(actor: Actor, place: str, *beginnings: str) -> None:
    """Erase what was kept, because the act is done: fields that begin so, or all of a place."""
    portal().kept_texts.forget(actor, place, beginnings)
    known = st.session_state.get(KEPT)
    if known and known[0] == place:
        for name in [it for it in known[1] if it.startswith(beginnings or ("",))]:
            del known[1][name]
