"""The addresses of a demonstration, which a portal in production does not have."""

from ipaddress import ip_address
from urllib.parse import urlsplit
from uuid import UUID

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from core.bootstrap import portal
from core.domain.errors import PortalError
from core.settings import settings
from pages.parts.shell.gateway import is_from_here, keep_cookie, language_of, notice
from pages.parts.shell.request import GUEST_COOKIE, session_cookie

LOOPBACK = "localhost"
FIRST_PAGES = {
    "applicant": "/home", "officer": "/queue", "manager": "/statistics",
    "stakeholder": "/published-statistics", "administrator": "/accounts", "representative": "/welcome",
}  # fmt: skip
"""Where each part of the strip begins."""


def demonstration_routes() -> list[BaseRoute]:
    """Return the routes of the strip; none in production."""
    if portal().doors is None:
        return []
    return [Route("/demo/enter/{part}", enter, methods=["POST"])]


async def enter(asked: Request) -> Response:
    """Let a browser be somebody invented; the session it had is over."""
    if not is_from_here(asked) or not is_within_reach(asked):
        return notice("demonstration.refused", asked, 403)
    try:
        entered = await run_in_threadpool(_entered, asked)
    except PortalError as refusal:
        return notice(f"errors.{refusal.code}", asked, 403)
    part = asked.path_params["part"]
    answer = RedirectResponse(FIRST_PAGES[part], 303, {"Cache-Control": "no-store"})
    keep_cookie(answer, session_cookie(), entered.token)
    if part == "applicant":
        keep_cookie(answer, GUEST_COOKIE, str(entered.credential_id))
    return answer


def _entered(asked: Request):
    doors = portal().doors
    if doors is None:
        raise AssertionError("unreachable: the route exists in a demonstration only")
    browser, address = asked.headers.get("user-agent", ""), asked.client.host if asked.client else ""
    token = asked.cookies.get(session_cookie(), "")
    guest = _guest(asked.cookies.get(GUEST_COOKIE, ""))
    return doors.enter(asked.path_params["part"], language_of(asked), token, browser, address, guest)


def _guest(told: str) -> UUID | None:
    try:
        return UUID(told)
    except ValueError:
        return None


def is_within_reach(asked: Request) -> bool:
    """Say whether a request comes from this very machine, or its host was set so that others may come.

    Shapes: uvicorn listens to this machine alone unless a host is named, so that a request taken at another
            address shows that one was. The name that the browser used counts too: one that leads here from
            elsewhere, through a proxy or a forged name, is not this machine's.
    """
    if settings().address:
        return True
    server = asked.scope.get("server") or ("", None)
    if not _is_loopback(server[0]):
        return True
    named = urlsplit(f"//{asked.headers.get('host', '')}").hostname or ""
    return _is_loopback(asked.client.host if asked.client else "") and _is_loopback(named)


def _is_loopback(name: str) -> bool:
    try:
        return name == LOOPBACK or ip_address(name).is_loopback
    except ValueError:
        return False
