"""The strip at the top of a demonstration: whose the tab is, and one press to be somebody else.

Our own HTML: a native button would answer through the very session that the press ends.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Visit
from pages.parts.shell.markdown import escape
from pages.parts.shell.session import say

PARTS = ("applicant", "officer", "manager", "stakeholder", "administrator", "representative")


def draw_strip(visit: Visit | None) -> None:
    """Draw the strip where there is a demonstration; production has none."""
    if portal().doors is not None:
        with st.container(key="strip"):
            st.html(_html(visit))


def whose(visit: Visit | None) -> str:
    """Return whose a tab is: the part, and the name where there is one."""
    if visit is None:
        return str(say("demonstration.nobody"))
    role = say(f"demonstration.{visit.actor.role}")
    return f"{role}, {visit.name or visit.user_code}"


def _html(visit: Visit | None) -> str:
    presses = ((f"/demo/enter/{part}", say(f"demonstration.{part}")) for part in PARTS)
    buttons = "".join(post_button(path, name) for path, name in presses)
    here = escape(say("demonstration.here", who=whose(visit)))
    return (
        f'<section class="strip" aria-label="{escape(say("demonstration.strip_label"))}">'
        f"<strong>{escape(say('demonstration.strip'))}</strong><span>{here}</span>"
        f'<a href="/scenarios">{escape(say("demonstration.scenarios"))}</a>'
        f'<div class="strip-wide"><span>{escape(say("demonstration.see_as"))}</span>{buttons}</div>'
        f'<details class="strip-narrow"><summary>{escape(say("demonstration.see_as"))}</summary>'
        f"<div>{buttons}</div></details></section>"
    )


def post_button(path: str, name: str) -> str:
    """Return a button that sends a form of ours, and with it the browser, to an address."""
    return f'<form method="post" action="{path}"><button>{escape(name)}</button></form>'
