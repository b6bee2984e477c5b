"""Who is here, in which language, and whether they may see this screen."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Actor, Role, Visit
from core.domain.application.content import Language
from core.domain.application.display import day_text, deadline_text, instant_text
from core.domain.errors import NotSignedInError, PortalError
from core.settings import settings
from pages.parts.shell.markdown import Markdown, letters, plain
from pages.parts.shell.request import Request, chosen_language, session_cookie


@dataclass(frozen=True)
class Here:
    """A signed-in person on a screen they may see."""

    actor: Actor
    language: Language
    visit: Visit


@dataclass(frozen=True)
class _Arrival:
    visit: Visit | None
    language: Language


def _from_streamlit() -> Request:
    headers = st.context.headers
    return Request(
        cookies=st.context.cookies,
        languages=headers.get("Accept-Language", ""),
        browser=headers.get("User-Agent", "")[:200],
        address=st.context.ip_address or "",
    )


OPENED = "opened_case"
"""The case on screen as its officer last read it; whoever leaves the page reads it anew on coming back."""
_reader: Callable[[], Request] = _from_streamlit
_arrival: ContextVar[_Arrival | None] = ContextVar("arrival", default=None)
_pressed: ContextVar[bool] = ContextVar("pressed", default=False)


def request() -> Request:
    """Return what the browser said when it connected; the only place where screens read cookies."""
    return _reader()


@contextmanager
def requests_from(reader: Callable[[], Request]) -> Generator[None]:
    """Let a test say what the browser sent."""
    global _reader  # noqa: PLW0603 one reader a process; only tests replace it
    before, _reader = _reader, reader
    try:
        yield
    finally:
        _reader = before


def arrive() -> None:
    """Find out once a run who is here; the frame calls it first, so that no earlier run lingers."""
    if _pressed.get():
        # a button's callback just found out, in this very run
        _pressed.set(False)
        return
    _arrival.set(None)
    _arrival.set(_found())


def arrive_pressing() -> Visit | None:
    """Find out anew who presses a button, before the frame is drawn; the frame then asks no second time."""
    arrive_anew()
    arrive()
    _pressed.set(True)
    return here()


def arrive_anew() -> None:
    """Let the frame find out again, because a button's callback changed who one is here."""
    _pressed.set(False)


def _found() -> _Arrival:
    told = request()
    language = chosen_language(told.cookies, told.languages)
    token = told.cookies.get(session_cookie())
    try:
        return _Arrival(portal().credentials.who_is(token) if token else None, language)
    except NotSignedInError:
        return _Arrival(None, language)


def _here() -> _Arrival:
    return _arrival.get() or _found()


def here() -> Visit | None:
    """Return who is signed in, or None."""
    return _here().visit


def language() -> Language:
    """Return the language the person reads."""
    arrival = _arrival.get()
    return arrival.language if arrival else chosen_language(request().cookies, request().languages)


def guard(*roles: Role, before_terms: bool = False) -> Here:
    """Stop the screen unless somebody proven is signed in, has accepted the terms and has one of the roles.

    Shapes: no role means everybody signed in and proven; `before_terms` is for the terms themselves.
    """
    arrival = _here()
    visit = arrival.visit
    if visit is None:
        _stop_with("sign_in_first", "pages/public/sign_in.py")
    elif visit.needs and Role.UNPROVEN not in roles:
        _stop_with(f"{visit.needs}_first", "pages/public/sign_in.py")
    elif not (before_terms or visit.portal_terms_accepted):
        _stop_with("terms_first", "pages/applicant/terms.py")
    elif roles and visit.actor.role not in roles:
        _stop_with("not_yours", "pages/public/sign_in.py")
    else:
        return Here(visit.actor, arrival.language, visit)
    raise AssertionError("unreachable: the screen has stopped")


def _stop_with(reason: str, way_on: str) -> None:
    st.title(say(f"frame.{reason}_title"), anchor=False)
    st.markdown(say(f"frame.{reason}"))
    if st.button(say(f"frame.{reason}_link"), type="primary", key=reason):
        st.switch_page(way_on)
    st.stop()


def say(key: str, **values: Any) -> Markdown:
    """Return one sentence in the person's language; what its variables hold is shown letter for letter."""
    library, spoken = portal().library, language()
    texts = {name: value if isinstance(value, str) else written(value) for name, value in values.items()}
    return Markdown(
        library.say(key, spoken, **{name: plain(text) for name, text in texts.items()}),
        library.say(key, spoken, **{name: letters(text) for name, text in texts.items()}),
    )


def until(day: date) -> str:
    """Return a last day with its hour and time zone, as the person's language writes them."""
    return deadline_text(day, language())


def explain(error: PortalError) -> Markdown:
    """Return the sentence of an error: what happened, why, what to do next."""
    return say(f"errors.{error.code}", **error.values)


def written(value: Any) -> str:
    """Return a value as the person's language writes it.

    Units: instants are written in the portal's time zone.
    """
    if isinstance(value, datetime):
        return instant_text(value, language(), settings().zone)
    if isinstance(value, date):
        return day_text(value, language())
    return str(value)
