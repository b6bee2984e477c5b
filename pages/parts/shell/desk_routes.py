"""The desk's addresses beside its screens: a view exported, a page that was looked at."""

from collections.abc import Iterator
from uuid import UUID

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from core.bootstrap import portal
from core.domain.errors import NotAllowedError, NotSignedInError, PortalError
from pages.parts.desk.addresses import view_of
from pages.parts.shell.gateway import is_from_here, language_of, visit_of
from pages.parts.shell.paper_routes import guarded
from pages.parts.shell.request import session_cookie

HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Disposition": 'attachment; filename="portail-rra.csv"',
}


def desk_routes() -> list[BaseRoute]:
    """Return the routes of the desk."""
    return [
        guarded("/desk/export.csv", export),
        Route("/desk/look/{document:uuid}/{page:int}", look, methods=["POST"]),
    ]


async def export(asked: Request) -> Response:
    """Answer with a view as a CSV file, sent as it is read."""
    visit = await visit_of(asked)
    view = view_of(asked.query_params, "open")
    lines: Iterator[str] = await run_in_threadpool(
        portal().queues.export, visit.actor, view, language_of(asked)
    )
    return StreamingResponse(lines, headers=HEADERS, media_type="text/csv; charset=utf-8")


async def look(asked: Request) -> Response:
    """Keep that a page was on screen long enough to be read; whoever says so is thereby not at work."""
    if not is_from_here(asked):
        return Response(status_code=403)
    told = asked.path_params
    try:
        await run_in_threadpool(
            _keep_look, asked.cookies.get(session_cookie()), told["document"], told["page"]
        )
    except (NotSignedInError, NotAllowedError):
        return Response(status_code=403)
    except PortalError:
        return Response(status_code=404)
    return Response(status_code=204)


def _keep_look(token: str | None, document: UUID, page: int) -> None:
    portal().page_looks.look(portal().credentials.who_asks(token), document, page)
