"""The addresses of people's own papers: documents, the printed IMM 5661, the receipt, the attestation.

Source: notes on Streamlit: its own media address asks nobody who they are.
"""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from core.bootstrap import portal
from core.domain.errors import NotAllowedError, NotFoundError, NotSignedInError
from pages.parts.shell.gateway import language_of, notice, visit_of
from pages.parts.shell.request import whole_number

WIDEST = 2000
USUAL_WIDTH = 900
DOCUMENT_HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; "
    "object-src 'self'; frame-ancestors 'self'",
    "X-Frame-Options": "SAMEORIGIN",
}


def paper_routes() -> list[BaseRoute]:
    """Return the routes to papers."""
    return [
        guarded("/document/{id:uuid}", document),
        guarded("/document/{id:uuid}/page/{number:int}", document_page),
        guarded("/form/{id:uuid}.pdf", printed_form),
        guarded("/receipt/{reference}.pdf", receipt),
        guarded("/attestation/{reference}.pdf", attestation),
    ]


async def _served(verb: Callable[..., Any], asked: Request, *rest: Any) -> Any:
    visit = await visit_of(asked)
    return await run_in_threadpool(verb, visit.actor, *rest)


def guarded(path: str, answer: Callable[[Request], Awaitable[Response]]) -> Route:
    """Return a route to somebody's own paper: 403 without their session, 404 when it is not theirs."""

    async def answered(asked: Request) -> Response:
        try:
            return await answer(asked)
        except (NotSignedInError, NotAllowedError):
            return notice("frame.refused", asked, 403)
        except NotFoundError:
            return notice("errors.not_found", asked, 404)

    return Route(path, answered)


def _paper(asked: Request, data: bytes, media_type: str, name: str) -> Response:
    """Answer with a file that no cache may keep; `?save=1` asks the browser to save it."""
    how = "attachment" if asked.query_params.get("save") == "1" else "inline"
    named = f"{how}; filename*=UTF-8''{quote(name, safe='')}"
    headers = {**DOCUMENT_HEADERS, "Content-Disposition": named}
    return Response(data, headers=headers, media_type=media_type)


async def document(asked: Request) -> Response:
    """Answer with a document as it is kept."""
    return _paper(asked, *await _served(portal().documents.file, asked, asked.path_params["id"]))


async def document_page(asked: Request) -> Response:
    """Answer with one page of a document as a picture."""
    asked_width = asked.query_params.get("width", "")
    width = whole_number(asked_width, WIDEST, USUAL_WIDTH)
    number = asked.path_params["number"]
    verb = portal().documents.page
    data = await _served(verb, asked, asked.path_params["id"], number, max(width, 1))
    return _paper(asked, data, "image/jpeg", f"page-{number}.jpg")


async def printed_form(asked: Request) -> Response:
    """Answer with an IMM 5661 as it was printed."""
    data, name = await _served(portal().enrolment.printed_form, asked, asked.path_params["id"])
    return _paper(asked, data, "application/pdf", name)


async def receipt(asked: Request) -> Response:
    """Answer with the receipt of a submission."""
    reference = asked.path_params["reference"]
    data, name = await _served(portal().enrolment.receipt, asked, reference, language_of(asked))
    return _paper(asked, data, "application/pdf", name)


async def attestation(asked: Request) -> Response:
    """Answer with the attestation of an enrolment."""
    reference = asked.path_params["reference"]
    data, name = await _served(portal().accounts.attestation, asked, reference, language_of(asked))
    return _paper(asked, data, "application/pdf", name)
