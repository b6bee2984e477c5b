"""Notices that people must not miss: what went wrong, and where to mend it."""

from collections.abc import Sequence
from contextvars import ContextVar

import streamlit as st

from core.domain.errors import PortalError
from pages.parts.shell import browser
from pages.parts.shell.markdown import escape
from pages.parts.shell.session import explain, say

_title: ContextVar[str] = ContextVar("title", default="")


def name_page(title: str) -> None:
    """Say in the browser's own title which page this is, and of which portal.

    Source: WCAG 2.1, 2.4.2.
    """
    _title.set(say("frame.title_of", title=title).letters)
    st.set_page_config(page_title=_title.get())


def error_notice(error: PortalError) -> None:
    """Say what went wrong, why, and what to do next."""
    st.error(explain(error))


def error_summary(items: Sequence[tuple[str, str]], token: str) -> None:
    """List what to mend, each with a link to its field, and move the focus there.

    Shapes: items are (widget key, sentence); a widget's key is its place on the page.
    Source: WCAG 2.1, 3.3.1 and 2.4.3.
    """
    rows = "".join(f'<li><a href="#{escape(key)}">{escape(text)}</a></li>' for key, text in items)
    title = escape(say("frame.error_summary", count=len(items)))
    st.html(
        f'<div class="portal-errors" role="alert" tabindex="-1" id="portal-errors"><h2>{title}</h2>'
        f"<ul>{rows}</ul></div>"
    )
    st.set_page_config(page_title=say("frame.title_fault", title=_title.get()).letters)
    browser.focus(token, "#portal-errors", key="focus_errors")
