"""What happens in the browser itself: moving the focus, fetching the cookie, leaving, the idle warning."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

from streamlit.components import v2

from pages.parts.shell.markdown import letters
from pages.parts.shell.streamlit_dom import resolved

ASSETS = Path(__file__).parent / "assets"


@cache
def _component(name: str) -> Callable[..., Any]:
    script = resolved((ASSETS / f"{name}.js").read_text(encoding="utf-8"))
    return v2.component(f"portal_{name}", js=script, isolate_styles=False)


def _mount(name: str, data: dict[str, Any], key: str, **triggers: Any) -> None:
    _component(name)(data=_as_letters(data), key=key, **triggers)


def _as_letters(data: Any) -> Any:
    """Return what a script is given with no Markdown in it: scripts write letters."""
    if isinstance(data, dict):
        return {name: _as_letters(value) for name, value in cast("dict[str, Any]", data).items()}
    if isinstance(data, list | tuple):
        return [_as_letters(value) for value in cast("list[Any]", data)]
    return letters(data) if isinstance(data, str) else data


def focus(token: str, selector: str = "h1", key: str = "focus") -> None:
    """Move the focus to an element whenever the token differs from the one before."""
    _mount("focus", {"token": token, "selector": selector}, key)


def open_session(ticket: str, to: str) -> None:
    """Let the browser exchange its ticket for the session's cookie, then go on with a fresh page."""
    _mount("open_session", {"ticket": ticket, "to": to}, "open_session")


def close_session() -> None:
    """Let the browser drop the session's cookie, then start afresh."""
    _mount("close_session", {}, "close_session")


def load_anew() -> None:
    """Let the browser load the address it is at as if it came from elsewhere."""
    _mount("load_anew", {}, "load_anew")


def show_papers(data: dict[str, Any]) -> None:
    """Show documents in a viewer that keeps its place however often the page is drawn anew."""
    _mount("case_viewer", data, "papers")


def show_desk(data: dict[str, Any]) -> str:
    """Show the desk's board, drawn anew in place; return the address of a link that was pressed, or none."""
    told = _component("desk")(data=data, key="desk", on_go_change=lambda: None)
    return getattr(told, "go", None) or ""


def keep_typed(data: dict[str, Any]) -> None:
    """Let the browser send what is typed in certain fields, while it is typed."""
    _mount("keeper", data, "keeper")


def listen_to_keys(data: dict[str, Any]) -> None:
    """Give the page its keys, with a button that lists them."""
    _mount("shortcuts", data, "keys")


def warn_before_idle_end(seconds: int, warning: int, words: Mapping[str, str]) -> None:
    """Warn before a session ends for want of use, and let the person stay.

    Units: seconds until the end; `warning` seconds before it the words appear.
    """
    data = {"seconds": seconds, "warning": warning, **words}
    _mount("idle", data, "idle", on_stay_change=lambda: None)
