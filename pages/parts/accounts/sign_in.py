"""Signing in with a GCKey: streamlit-authenticator's widget, our check and our session behind it."""

from typing import Any

import streamlit as st
import streamlit_authenticator as stauth  # pyright: ignore[reportMissingTypeStubs] it has none

from core.bootstrap import portal
from core.domain.errors import PortalError
from pages.parts.shell import browser
from pages.parts.shell.session import explain, request, say


class _OurCheck:
    """Stands in for the package's own check, which keeps passwords in a dictionary and tells too much."""

    def __init__(self) -> None:
        self.ticket = ""
        self.fault = ""

    def login(self, username: str, password: str, *_rest: Any, **_options: Any) -> bool:
        """Say whether the person is let in, and keep the ticket or the sentence that says why not."""
        if not (username.strip() and password):
            self.fault = say("sign_in.both_needed")
            return False
        try:
            told = request()
            self.ticket = portal().credentials.sign_in(
                username, password, told.browser, told.address, told.mark
            )
        except PortalError as refusal:
            self.fault = explain(refusal)
        return bool(self.ticket)


class _OurSession:
    """Stands in for the package's cookie, which scripts can read and nobody can revoke."""

    def __init__(self, check: _OurCheck, to: str) -> None:
        self._check = check
        self._to = to

    def get_cookie(self) -> None:
        """Return nothing: who is signed in is known before this page is drawn."""

    def set_cookie(self) -> None:
        """Let the browser fetch the session's cookie and go on."""
        browser.open_session(self._check.ticket, self._to)


class GCKeySignIn(stauth.Authenticate):
    """The package's sign-in widget alone; none of its storage, cookie, hints or resets.

    Source: docs/adr/0003; guide 1.1.
    """

    def __init__(self, to: str) -> None:
        # the parent's constructor would start its own cookie and its own store of passwords
        self.attrs = {"login_sleep_time": 0}
        self.path = None
        self.secret_key = ""
        self.authentication_controller: Any = _OurCheck()
        self.cookie_controller: Any = _OurSession(self.authentication_controller, to)

    def draw(self) -> None:
        """Draw the form, and above it what went wrong with the last try."""
        with st.container(key="gckey_sign_in"):
            notice = st.container()
            names: dict[str, str] = {
                "Form name": say("sign_in.form"),
                "Username": say("sign_in.user_code"),
                "Password": say("sign_in.password"),
                "Login": say("sign_in.submit"),
            }
            self.login(fields=names, key="gckey")  # pyright: ignore[reportUnknownMemberType] a bare Callable in its signature
        if self.authentication_controller.fault:
            notice.error(self.authentication_controller.fault)
