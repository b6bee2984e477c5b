"""The addresses of a demonstration, which a portal in production does not have."""

from collections.abc import Callable
from functools import partial
from ipaddress import ip_address
from typing import Any
from urllib.parse import quote, urlsplit
from uuid import UUID

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from core.bootstrap import portal
from core.domain.application.application import DocumentKind
from core.domain.errors import NotFoundError, PortalError
from core.settings import settings
from pages.parts.shell.gateway import is_from_here, keep_cookie, language_of, notice, visit_of
from pages.parts.shell.paper_routes import DOCUMENT_HEADERS, guarded
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
    return [
        Route("/demo/enter/{part}", enter, methods=["POST"]),
        Route("/demo/scene/{code}", play, methods=["POST"]),
        guarded("/demo/specimen/{id:uuid}/{kind}", specimen),
    ]


STEPS = {"documents": "/documents", "home": "/home", "notice": "/notice"}
"""Where the steps of scenarios are looked at."""


async def enter(asked: Request) -> Response:
    """Let a browser be somebody invented; the session it had is over."""
    part = asked.path_params["part"]
    guest = _guest(asked.cookies.get(GUEST_COOKIE, ""))
    enter_as = partial(doors().enter, part, guest=guest)
    return await _opened(asked, enter_as, FIRST_PAGES.get(part, "/"), is_guest=part == "applicant")


async def play(asked: Request) -> Response:
    """Let a browser be the person of a scenario, invented for this press."""
    code = asked.path_params["code"]
    path = STEPS.get(doors().step_of(code), "/")
    return await _opened(asked, partial(doors().play, code), path, is_guest=True)


async def _opened(asked: Request, verb: Callable[..., Any], path: str, *, is_guest: bool) -> Response:
    """Open a session by a press on our own page, and lead to where it begins."""
    if not is_from_here(asked) or not is_within_reach(asked):
        return notice("demonstration.refused", asked, 403)
    token, browser = asked.cookies.get(session_cookie(), ""), asked.headers.get("user-agent", "")
    address = asked.client.host if asked.client else ""
    try:
        entered = await run_in_threadpool(verb, language_of(asked), token, browser, address)
    except PortalError as refusal:
        return notice(f"errors.{refusal.code}", asked, 403)
    answer = RedirectResponse(path, 303, {"Cache-Control": "no-store"})
    keep_cookie(answer, session_cookie(), entered.token)
    if is_guest:
        keep_cookie(answer, GUEST_COOKIE, str(entered.credential_id))
    return answer


async def specimen(asked: Request) -> Response:
    """Answer with a specimen of one's own request as a file to save."""
    visit = await visit_of(asked)
    try:
        kind = DocumentKind(asked.path_params["kind"])
    except ValueError:
        raise NotFoundError("not_found") from None
    paper = await run_in_threadpool(doors().specimen, visit.actor, asked.path_params["id"], kind)
    named = f"attachment; filename*=UTF-8''{quote(paper.name, safe='')}"
    return Response(paper.data, headers={**DOCUMENT_HEADERS, "Content-Disposition": named})


def doors():
    """Return the doors of the demonstration, where there is one."""
    found = portal().doors
    if found is None:
        raise AssertionError("unreachable: these routes exist in a demonstration only")
    return found


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
    # Behind no trusted proxy nobody's address is known; who reaches a loopback address is this machine.
    return _is_loopback(asked.client.host if asked.client else LOOPBACK) and _is_loopback(named)


def _is_loopback(name: str) -> bool:
    try:
        return name == LOOPBACK or ip_address(name).is_loopback
    except ValueError:
        return False
