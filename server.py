"""The ASGI application: Streamlit inside; our routes, session cookie and security headers around it."""

import gc
import logging
import re
import secrets
import threading
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.convertors import Convertor, register_url_convertor
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager

from core.bootstrap import portal, sentence
from core.commands import control, ready
from core.domain.accounts.identity import PORTAL_ITSELF
from core.domain.application.content import LANGUAGES
from core.domain.errors import (
    ConfigurationError,
    NotSignedInError,
    PartnerError,
    PortalError,
)
from core.settings import settings
from pages.parts.demonstration.routes import demonstration_routes
from pages.parts.shell import html_page
from pages.parts.shell.desk_routes import desk_routes
from pages.parts.shell.draft_routes import draft_routes
from pages.parts.shell.figure_routes import figure_routes
from pages.parts.shell.gateway import (
    OURS,
    YEAR,
    ClientAddress,
    Doorway,
    is_from_here,
    keep_cookie,
    language_of,
    log_fault,
    notice,
    visit_of,
)
from pages.parts.shell.paper_routes import paper_routes
from pages.parts.shell.request import (
    BROWSER_COOKIE,
    LANGUAGE_COOKIE,
    PARTNER_COOKIE,
    local_path,
    session_cookie,
    whole_number,
)
from pages.parts.shell.session import explain, say

ROUND = 15
"""Seconds between two rounds of the portal's own clock."""


def show_fault(fault: Exception) -> bool:
    """Say on screen what went wrong: a refusal in its own words, anything else with a code."""
    if isinstance(fault, PortalError):
        st.error(explain(fault))
    else:
        st.error(say("errors.unexpected", code=log_fault(fault)))
    return True


async def screen(asked: Request) -> Response:
    """Answer with the page that carries Streamlit, in the person's language."""
    wanted = asked.query_params.get("lang", "")
    language = wanted if wanted in LANGUAGES else language_of(asked)
    answer = HTMLResponse(html_page.page(language), headers={"Cache-Control": "no-store"})
    keep_cookie(answer, LANGUAGE_COOKIE, language, YEAR)
    if BROWSER_COOKIE not in asked.cookies:
        # for longer than a session: a browser in which somebody signed in before is known again
        keep_cookie(answer, BROWSER_COOKIE, secrets.token_urlsafe(16), YEAR)
    return answer


async def asset(asked: Request) -> Response:
    """Answer with one file of the frame."""
    name = asked.path_params["name"]
    if name not in html_page.SERVED:
        return notice("frame.not_found", asked, 404)
    kept = {"Cache-Control": f"public, max-age={YEAR}, immutable"}
    return Response(html_page.asset(name), headers=kept, media_type=html_page.SERVED[name])


async def nowhere(asked: Request) -> Response:
    """Say that an address leads nowhere."""
    return notice("frame.not_found", asked, 404)


async def icon(_asked: Request) -> Response:
    """Answer with our icon where Streamlit's own script asks for its."""
    return Response(html_page.asset("icon.svg"), media_type=html_page.SERVED["icon.svg"])


async def set_language(asked: Request) -> Response:
    """Remember the language and go back to the page."""
    answer = RedirectResponse(local_path(asked.query_params.get("to", "/")), 303)
    if asked.path_params["language"] in LANGUAGES:
        keep_cookie(answer, LANGUAGE_COOKIE, asked.path_params["language"], YEAR)
    return answer


async def healthz(_asked: Request) -> Response:
    """Say whether the portal can reach its store."""
    try:
        await run_in_threadpool(portal().credentials.who_is, None)
    except NotSignedInError:
        return JSONResponse({"status": "ok"})
    except Exception as fault:  # noqa: BLE001 whatever the store raises, the answer is the same
        return JSONResponse({"status": "store unreachable", "code": log_fault(fault)}, 503)
    return JSONResponse({"status": "ok"})


async def open_session(asked: Request) -> Response:
    """Exchange a one-use ticket for the session's cookie."""
    told = await asked.body() if is_from_here(asked) and _is_short(asked) else b""
    ticket = re.fullmatch(rb'\{"ticket":"([\w-]+)"\}', told)
    try:
        token = await run_in_threadpool(portal().credentials.exchange, ticket[1].decode() if ticket else "")
    except PortalError:
        return Response(status_code=403)
    answer = Response(status_code=204)
    keep_cookie(answer, session_cookie(), token)
    return answer


def _is_short(asked: Request) -> bool:
    return whole_number(asked.headers.get("content-length", ""), 500, 500) < 500


async def close_session(asked: Request) -> Response:
    """End the session, on the server too, and take the cookie back."""
    if not is_from_here(asked):
        return Response(status_code=403)
    try:
        visit = await visit_of(asked)
        await run_in_threadpool(portal().credentials.sign_out, visit.actor)
    except NotSignedInError:
        pass
    answer = Response(status_code=204)
    answer.delete_cookie(session_cookie(), secure=settings().secure_cookies, httponly=True, samesite="lax")
    return answer


def _return_address(asked: Request) -> str:
    origin = settings().address.rstrip("/") or f"{asked.url.scheme}://{asked.url.netloc}"
    return f"{origin}/partner/{quote(asked.path_params['partner'])}/return"


def _partner_problem(refusal: PartnerError) -> Response:
    return RedirectResponse(f"/partner-problem?{urlencode({'code': refusal.code})}", 303)


async def partner_start(asked: Request) -> Response:
    """Send the browser to a Sign-In Partner."""
    partner = asked.path_params["partner"]
    try:
        begun = await portal().partners.begin(partner, _return_address(asked), language_of(asked))
    except PartnerError as refusal:
        return _partner_problem(refusal)
    await run_in_threadpool(portal().credentials.keep_attempt, begun.attempt)
    answer = RedirectResponse(begun.location, 303, {"Cache-Control": "no-store"})
    keep_cookie(answer, PARTNER_COOKIE, begun.state, 600, "/partner")
    return answer


async def partner_return(asked: Request) -> Response:
    """Take the browser back from a Sign-In Partner, and open a session for whom it proved."""
    credentials, state = portal().credentials, asked.cookies.get(PARTNER_COOKIE, "")
    try:
        attempt = await run_in_threadpool(credentials.take_attempt, state)
        if attempt.partner != asked.path_params["partner"]:
            raise PartnerError("partner_state_mismatch")
        proven = await portal().partners.finish(attempt, asked.query_params, state, _return_address(asked))
        browser, address = asked.headers.get("user-agent", ""), asked.client.host if asked.client else ""
        mark = asked.cookies.get(BROWSER_COOKIE, "")
        token = await run_in_threadpool(credentials.sign_in_by_partner, proven, browser, address, mark)
    except PartnerError as refusal:
        return _partner_problem(refusal)
    answer = RedirectResponse("/partner-return", 303, {"Cache-Control": "no-store"})
    keep_cookie(answer, session_cookie(), token)
    answer.delete_cookie(PARTNER_COOKIE, "/partner")
    return answer


class ScreenConvertor(Convertor[str]):
    """The addresses screens have: one word, or nothing for the first page."""

    regex = "[a-z0-9-]*"

    def convert(self, value: str) -> str:
        """Return the word."""
        return value

    def to_string(self, value: str) -> str:
        """Return the word."""
        return value


def routes() -> list[BaseRoute]:
    """Return our own addresses; Streamlit's come after them."""
    register_url_convertor("screen", ScreenConvertor())
    demonstration = portal().demo
    return [
        Route("/healthz", healthz),
        Route("/assets/{digest}/{name}", asset),
        Route("/favicon.png", icon),
        Route("/language/{language}", set_language),
        Route("/session/open", open_session, methods=["POST"]),
        Route("/session/close", close_session, methods=["POST"]),
        Route("/partner/{partner}/start", partner_start),
        Route("/partner/{partner}/return", partner_return),
        *draft_routes(),
        *paper_routes(),
        *desk_routes(),
        *figure_routes(),
        *demonstration_routes(),
        *(demonstration.routes if demonstration else []),
        Route("/{screen:screen}", screen),
        # what our own addresses do not answer is not left to Streamlit: it answers anything with its page
        *(Route(f"/{name}/{{rest:path}}", nowhere) for name in OURS),
    ]


def _keep_time(stop: threading.Event) -> None:
    """Do what falls due (expiry, reminders, the outbox) now and then until the portal stops."""
    while not stop.wait(ROUND):
        try:
            portal().oversight.run_due(PORTAL_ITSELF)
        except Exception as fault:  # noqa: BLE001 the clock goes on, whatever one round raised
            log_fault(fault)


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncGenerator[None]:
    """Run the portal's own clock while it serves; what start-up made is never collected again."""
    stop = threading.Event()
    clock = threading.Thread(target=_keep_time, args=(stop,), name="portal-clock", daemon=True)
    commands = control()
    clock.start()
    commands.start()
    print(ready(), flush=True)  # what `make run` promises to say
    gc.collect()
    gc.freeze()
    yield
    commands.stop()
    stop.set()
    await portal().partners.close()


def set_up_streamlit() -> None:
    """Give Streamlit what depends on the place, and shut its ways around app.py and into the log."""
    # while this is true Streamlit runs pages/*.py by address, without app.py
    PagesManager.uses_pages_directory = False
    # it writes the whole exception, values included; show_fault writes what may be written
    logging.getLogger("streamlit.error_util").disabled = True
    config.set_option("server.cookieSecret", settings().cookie_secret)
    if settings().address:
        config.set_option("server.allowedHosts", [urlsplit(settings().address).hostname])


def middleware() -> list[Middleware]:
    """Return what stands around every request."""
    host = urlsplit(settings().address).hostname
    hosts = [Middleware(TrustedHostMiddleware, allowed_hosts=[host])] if host else []
    return [*hosts, Middleware(ClientAddress, settings().trusted_proxies), Middleware(Doorway)]


def started() -> st.App:
    """Return the application, its portal wired, or stop with one clear sentence."""
    try:
        portal()
    except ConfigurationError as refusal:
        raise SystemExit(sentence(refusal)) from None
    inside = st.App(
        Path(__file__).with_name("app.py"),
        routes=routes(),
        middleware=middleware(),
        lifespan=lifespan,
        on_script_error=show_fault,
    )
    set_up_streamlit()
    return inside


app = started()
