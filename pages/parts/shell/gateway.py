"""The door before every request: what is let in, whose it is, the security headers, and the last catch."""

import logging
import re
import secrets
import traceback
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from core.bootstrap import portal
from core.domain.accounts.identity import Visit
from core.domain.application.content import Language
from core.domain.errors import NotSignedInError
from core.settings import settings
from pages.parts.shell import html_page
from pages.parts.shell.request import BROWSER_COOKIE, chosen_language, session_cookie

log = logging.getLogger("portal")
YEAR = 365 * 24 * 3600
OURS = (
    "assets", "language", "session", "partner", "demo", "document", "form", "receipt", "attestation", "desk",
    "figures",
)  # fmt: skip
KNOWN = re.compile(
    rf"/[a-z0-9-]*|/favicon\.png|/({'|'.join(OURS)})/.*"
    r"|/static/.*|/_stcore/(health|host-config|stream|upload_file/.*|bidi-components/.*)|/media/.*"
)
SIGNED_IN_ONLY = re.compile(r"/media/.*|/_stcore/upload_file/.*")
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def language_of(asked: HTTPConnection) -> Language:
    """Return the language of a request."""
    return chosen_language(asked.cookies, asked.headers.get("accept-language", ""))


async def visit_of(asked: HTTPConnection) -> Visit:
    """Return who asks, by the session's cookie.

    Raises: NotSignedInError.
    """
    return await run_in_threadpool(portal().credentials.who_is, asked.cookies.get(session_cookie()))


def is_from_here(asked: HTTPConnection) -> bool:
    """Say whether a page of this portal sent the request; browsers always name the origin of a POST."""
    origin = asked.headers.get("origin", "")
    if settings().address:
        return origin == settings().address.rstrip("/")
    return urlsplit(origin).netloc == asked.headers.get("host")


def keep_cookie(answer: Response, name: str, value: str, seconds: int | None = None, path: str = "/") -> None:
    """Give a cookie that scripts cannot read and other sites cannot send along."""
    secure = settings().secure_cookies
    answer.set_cookie(name, value, seconds, path=path, httponly=True, samesite="lax", secure=secure)


def notice(key: str, asked: HTTPConnection, status: int, **values: Any) -> Response:
    """Answer with one sentence."""
    language = language_of(asked)
    return HTMLResponse(html_page.notice(portal().library.say(key, language, **values), language), status)


class ClientAddress:
    """Puts the client's address, as a trusted proxy tells it, in place of the proxy's own; or none."""

    def __init__(self, app: ASGIApp, trusted: str) -> None:
        self.app = app
        self.trusted = trusted
        self.proxied = ProxyHeadersMiddleware(self._passed, trusted)  # pyright: ignore[reportArgumentType] uvicorn types an application anew

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, its client's address known or none."""
        await self.proxied(scope, receive, send)  # pyright: ignore[reportArgumentType] as above

    async def _passed(self, scope: Scope, receive: Receive, send: Send) -> None:
        client = scope.get("client")
        if not self.trusted or (client and client[0] in self.proxied.trusted_hosts):
            # the address of a proxy is everybody's
            scope["client"] = None
        await self.app(scope, receive, send)


class Doorway:
    """Lets in what is ours, ties each Streamlit session to its browser, and sets the security headers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            return await self.app(scope, receive, send)
        scope["headers"] = [row for row in scope["headers"] if not row[0].startswith(b"x-portal-")]
        if scope["type"] == "websocket":
            asked = HTTPConnection(scope)
            if "origin" in asked.headers and not is_from_here(asked):
                return await send({"type": "websocket.close"})
            # first the mark: reading headers makes Starlette put a copy of the list in their place
            mark = browser_mark(HTTPConnection(scope)).encode()
            scope["headers"] = [*scope["headers"], (b"x-portal-browser", mark)]
            return await self.app(scope, receive, send)
        answer = await self._refusal(HTTPConnection(scope))
        return await self._guarded(answer or self.app, scope, receive, _with_headers(send))

    async def _refusal(self, asked: HTTPConnection) -> Response | None:
        if not KNOWN.fullmatch(asked.url.path):
            return notice("frame.not_found", asked, 404)
        if not SIGNED_IN_ONLY.fullmatch(asked.url.path):
            return None
        try:
            await visit_of(asked)
        except NotSignedInError:
            return notice("frame.refused", asked, 403)
        return None

    async def _guarded(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await app(scope, receive, send)
        except Exception as fault:  # noqa: BLE001 the last place before the server's own log, which would print the values
            answer = notice("errors.unexpected", HTTPConnection(scope), 500, code=log_fault(fault))
            await answer(scope, receive, send)


def browser_mark(asked: HTTPConnection) -> str:
    """Return what a Streamlit session is bound to: browser and session cookie, or nothing repeatable."""
    words = [asked.cookies.get(name, "") for name in (BROWSER_COOKIE, session_cookie())]
    return sha256("|".join(words).encode()).hexdigest() if any(words) else secrets.token_hex()


def _with_headers(send: Send) -> Send:
    usual = {**HEADERS, "Content-Security-Policy": html_page.policy(), "X-Frame-Options": "DENY"}
    if settings().secure_cookies:
        usual["Strict-Transport-Security"] = f"max-age={YEAR}; includeSubDomains"

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in usual.items():
                headers.setdefault(name, value)
        await send(message)

    return sending


def log_fault(fault: BaseException) -> str:
    """Write down where something went wrong, without any value, and return the code people are told."""
    code = secrets.token_hex(3).upper()
    frames = traceback.extract_tb(fault.__traceback__)
    told = " < ".join(f"{Path(row.filename).name}:{row.lineno} {row.name}" for row in reversed(frames[-8:]))
    log.error("unexpected %s: %s at %s", code, type(fault).__name__, told)
    return code
