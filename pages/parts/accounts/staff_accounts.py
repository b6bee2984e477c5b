"""The accounts of the people who work here: the list, a new one, and closing one."""

from collections.abc import Sequence
from uuid import UUID

import streamlit as st

from core.bootstrap import portal
from core.domain.errors import MalformedAnswerError, PortalError
from core.services.accounts.accounts import STAFF_ROLES, StaffAccount
from pages.parts.accounts.recovery import next_try
from pages.parts.shell import browser
from pages.parts.shell.markdown import Markdown
from pages.parts.shell.notices import error_notice, error_summary
from pages.parts.shell.session import Here, say, written
from pages.parts.shell.tables import table

TOLD = "account_told"
FIELDS = ("name", "role", "user_code", "password", "password_again")


def accounts_table(rows: Sequence[StaffAccount]) -> str:
    """Return the HTML of the accounts, by name."""
    words = ("name", "user_code", "role", "team_now", "since", "state")
    cells = [
        [
            row.account.name,
            row.user_code,
            say(f"staff.role_{row.account.role}"),
            row.account.team,
            written(row.account.created_at),
            _state(row),
        ]
        for row in sorted(rows, key=lambda it: (it.account.closed_at is not None, it.account.name))
    ]
    return table(say("accounts.list"), [say(f"accounts.{word}") for word in words], cells)


def _state(row: StaffAccount) -> str:
    closed_at = row.account.closed_at
    return say("accounts.closed", closed_at=closed_at) if closed_at else say("accounts.open")


def after_pressing(here: Here) -> None:
    """Close the account whose closing was confirmed, and keep what is to be said."""
    if not st.session_state.get("close_for_good"):
        return
    try:
        portal().accounts.close(here.actor, UUID(str(st.session_state["closing"])))
        st.session_state[TOLD] = "closed_now"
    except PortalError as refusal:
        error_notice(refusal)
    st.session_state["closing"] = None


def tell() -> None:
    """Say once what was just done."""
    if TOLD not in st.session_state:
        return
    with st.container(key="notice"):
        st.success(say(f"accounts.{st.session_state.pop(TOLD)}"))
        browser.focus(str(next_try()), ".st-key-notice", key="focus_notice")


def draw_closing(here: Here, rows: Sequence[StaffAccount]) -> None:
    """Offer to close an account of somebody else, with what it means before the last button."""
    others = {
        str(row.account.id): say("accounts.person", name=row.account.name, user_code=row.user_code)
        for row in rows
        if row.account.closed_at is None and row.account.id != here.actor.account_id
    }
    if not others:
        st.markdown(say("accounts.none_to_close"))
        return
    st.selectbox(
        say("accounts.which"),
        list(others),
        index=None,
        format_func=others.__getitem__,
        placeholder=say("accounts.choose"),
        key="closing",
    )
    if chosen := st.session_state.get("closing"):
        st.warning(say("accounts.closing_means", who=others[chosen]))
        st.button(say("accounts.close", who=others[chosen]), key="close_for_good")


def draw_unlocking(here: Here) -> None:
    """Offer to lift what wrong tries closed for a user code or a reference, and say whether it was."""
    notice = st.container()
    with st.form("unlocking", border=False, clear_on_submit=True):
        name = st.text_input(say("accounts.unlock_field"), key="unlock_name", autocomplete="off")
        pressed = st.form_submit_button(say("accounts.unlock"), key="unlock")
    if not pressed:
        return
    with notice:
        try:
            portal().accounts.unlock(here.actor, name)
        except PortalError as refusal:
            error_notice(refusal)
        else:
            st.success(say("accounts.unlocked"))


def draw_new() -> dict[str, str] | None:
    """Draw the fields of a new account; return what was typed once its button is pressed."""
    with st.form("new_account", border=False):
        name = st.text_input(say("accounts.name_field"), key="name", autocomplete="off")
        role = st.radio(
            say("accounts.role_field"),
            [str(role) for role in STAFF_ROLES],
            index=None,
            format_func=lambda it: say(f"staff.role_{it}"),
            key="role",
        )
        user_code = st.text_input(say("accounts.user_code_field"), key="user_code", autocomplete="off")
        st.caption(say("register.user_code_hint"))
        first = _password("password")
        st.caption(say("register.password_hint"))
        again = _password("password_again")
        pressed = st.form_submit_button(say("accounts.add"), type="primary", key="add")
    typed = (name, role or "", user_code, first, again)
    return dict(zip(FIELDS, typed, strict=True)) if pressed else None


def _password(field: str) -> str:
    return st.text_input(
        say(f"accounts.{field}_field"), type="password", autocomplete="new-password", key=field
    )


def _fault(field: str, code: str, typed: str) -> Markdown:
    text = say(f"errors.{code}", typed=len(typed))
    return say("accounts.fault", field=say(f"accounts.{field}_field"), text=text)


def add(here: Here, typed: dict[str, str]) -> bool:
    """Create the account, or say field by field what is missing; say whether it was created."""
    told = {name: typed[name] for name in ("user_code", "password", "role", "name")}
    try:
        if typed["password"] != typed["password_again"]:
            raise MalformedAnswerError({"password_again": "passwords_differ"})
        portal().accounts.add(here.actor, **told)
    except MalformedAnswerError as refusal:
        faults = [(field, _fault(field, code, typed[field])) for field, code in refusal.fields.items()]
        error_summary(faults, token=str(next_try()))
        return False
    st.session_state[TOLD] = "added"
    return True
