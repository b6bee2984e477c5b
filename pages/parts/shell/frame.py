"""What surrounds every screen: menu, header band, footer, the idle warning; and what a screen is."""

from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import IDLE, LONGEST, Role, Session, Visit
from core.domain.desk.view import LONGEST_TEXT
from pages.parts.demonstration.strip import draw_strip
from pages.parts.shell import browser, keeper, reconnection, session
from pages.parts.shell.markdown import escape
from pages.parts.shell.notices import name_page
from pages.parts.shell.session import OPENED, say

PAGES = Path(__file__).resolve().parents[2]
WARNING_SECONDS = 120
SEEN_EVERY = timedelta(minutes=1)
SEARCHING = (Role.OFFICER, Role.MANAGER)
SOUGHT, HERE_NOW = "sought_last", "here_now"
VISITOR = None
"""Stands among roles for somebody who has not signed in."""

Audience = frozenset[Role | None]
EVERYBODY: Audience = frozenset([*Role, VISITOR])
VISITORS: Audience = frozenset([VISITOR])


@dataclass(frozen=True)
class Screen:
    """One screen: its file in `pages/`, its address, the word of its title, in whose menu it stands."""

    file: str
    url_path: str
    title: str
    menu: Audience = frozenset()


FIGURE_PAGES = ("statistics", "published-statistics")
"""Pages whose address holds filters: one of them chosen, the focus stays where it was."""


def show(screens: tuple[Screen, ...]) -> None:
    """Draw the screen asked for inside the frame.

    Source: house.md: every screen is registered for everybody; the guard in it decides.
    """
    session.arrive()
    visit = session.here()
    role = visit.actor.role if visit else VISITOR
    page = st.navigation([_page(screen, role) for screen in screens], position="sidebar")
    draw_strip(visit)
    _band(page.url_path, visit)
    content, footer = st.container(key="content"), st.container(key="footer")
    footer.html(_footer())
    if _is_about_another(page.url_path):
        browser.load_anew()
        st.stop()
    _watch(page.url_path, visit)
    keeper.stop()
    name_page(page.title)
    with content, reconnection.taking_up():
        page.run()
        keeper.finish()


def _page(screen: Screen, role: Role | None) -> Any:
    # a copy, because navigation writes in it
    return copy(_made(screen, say(screen.title), role in screen.menu))


@cache
def _made(screen: Screen, title: str, is_in_menu: bool) -> Any:
    """Return Streamlit's page; it looks for the file on disk as it makes one, so each is made once."""
    return st.Page(
        PAGES / screen.file,
        title=title,
        url_path=screen.url_path or None,
        default=not screen.url_path,
        visibility="visible" if is_in_menu else "hidden",
    )


def _band(url_path: str, visit: Visit | None) -> None:
    with st.container(key="band", horizontal=True, vertical_alignment="center"):
        st.html(_band_html(url_path, visit))
        if visit and visit.actor.role in SEARCHING:
            _draw_search()
        if visit and st.button(say("frame.sign_out"), key="sign_out"):
            _sign_out(visit)


def _band_html(url_path: str, visit: Visit | None) -> str:
    other = "fr" if session.language() == "en" else "en"
    account = f'<a href="/sessions">{escape(visit.user_code or say("frame.account"))}</a>' if visit else ""
    back = quote(f"/{url_path}{_query()}", safe="")
    return (
        f'<div class="band"><p><a class="name" href="/">{escape(say("frame.name"))}</a>'
        f'<span class="prototype">{escape(say("frame.prototype"))}</span></p>'
        f'<p class="ways">{account}<a lang="{other}" hreflang="{other}" class="language"'
        f' href="/language/{other}?to={back}">{escape(say("frame.other_language"))}</a></p></div>'
    )


def _draw_search() -> None:
    """Draw the one search for requests, in sight on every screen of those who decide.

    Shapes: Enter goes to what it finds; what was sought is remembered, so that it is not sought again.
    """
    sought = st.text_input(
        say("frame.find"), key="find", placeholder=say("frame.find"), label_visibility="collapsed",
        type="search", autocomplete="off", max_chars=LONGEST_TEXT,
    )  # fmt: skip
    if sought.strip() and sought != st.session_state.get(SOUGHT):
        st.session_state[SOUGHT] = sought
        st.switch_page("pages/officer/queue.py", query_params={"queue": "all", "text": sought.strip()})


def _query() -> str:
    """Return the address's query, so that changing the language stays at the same question."""
    told = "&".join(f"{quote(name)}={quote(value)}" for name, value in st.query_params.items())
    return f"?{told}" if told else ""


def _sign_out(visit: Visit) -> None:
    portal().credentials.sign_out(visit.actor)
    st.session_state.clear()
    browser.close_session()
    st.stop()


def _footer() -> str:
    links = ((path, say(f"frame.{word}")) for path, word in (("guide", "guide"), ("refusals", "refusals")))
    listed = " ".join(f'<a href="/{path}">{escape(text)}</a>' for path, text in links)
    return f'<div class="portal-footer"><p>{escape(say("frame.footer"))}</p><p>{listed}</p></div>'


def _is_about_another(url_path: str) -> bool:
    """Say whether the page, drawn last for one request, is now asked for another.

    Shapes: a field drawn anew holds what it held, in the browser too; of one person's nothing may stay in
            the fields of the next, so that such a page is loaded afresh.
    """
    told = (url_path, st.query_params.get("request"))
    before = st.session_state.get(HERE_NOW)
    return before is not None and before[0][0] == url_path and None not in told and before[0] != told


def _watch(url_path: str, visit: Visit | None) -> None:
    here = url_path + _query()
    now = ((url_path, st.query_params.get("request")), here)
    if (before := st.session_state.get(HERE_NOW)) != now:
        st.session_state[HERE_NOW] = now
        keeper.came_elsewhere()
        if before and before[0] != now[0]:
            st.session_state.pop(OPENED, None)
    browser.focus(url_path if url_path in FIGURE_PAGES else here)
    if visit is None:
        return
    words = {word: say(f"frame.idle_{word}") for word in ("title", "text", "button")}
    browser.warn_before_idle_end(_seconds_left(visit.session), WARNING_SECONDS, words)


def _seconds_left(open_session: Session) -> int:
    """Return how long the session lasts if nothing more happens.

    Units: seconds; an older `seen_at` was just noted anew by this very run.
    """
    now = datetime.now(UTC)
    seen = open_session.seen_at if now - open_session.seen_at < SEEN_EVERY else now
    return int((min(seen + IDLE, open_session.opened_at + LONGEST) - now).total_seconds())
