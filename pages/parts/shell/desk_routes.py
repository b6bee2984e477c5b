"""The desk's addresses beside its screens: a view exported, a page that was looked at."""

import re
from collections.abc import Iterator
from uuid import UUID

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from core.bootstrap import portal
from core.domain.desk.view import View
from core.domain.errors import NotAllowedError, NotSignedInError, PortalError
from pages.parts.desk.addresses import view_of
from pages.parts.shell.gateway import is_from_here, language_of, visit_of
from pages.parts.shell.paper_routes import guarded
from pages.parts.shell.request import session_cookie

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
IN_A_NAME = ("queue", "state", "lane", "when", "age", "regulator", "province", "reason")
"""What of a view stands in its file's name: codes, and nothing that somebody wrote."""


def desk_routes() -> list[BaseRoute]:
    """Return the routes of the desk."""
    return [
        guarded("/desk/export.csv", export),
        guarded("/desk/export.xlsx", export_workbook),
        Route("/desk/look/{document:uuid}/{page:int}", look, methods=["POST"]),
    ]


async def export(asked: Request) -> Response:
    """Answer with a view as a CSV file, sent as it is read."""
    visit = await visit_of(asked)
    view = view_of(asked.query_params, "open")
    lines: Iterator[str] = await run_in_threadpool(portal().queues.export, visit.actor, view)
    return StreamingResponse(lines, headers=_headers(view, "csv"), media_type="text/csv; charset=utf-8")


async def export_workbook(asked: Request) -> Response:
    """Answer with a view as an XLSX workbook."""
    visit = await visit_of(asked)
    view = view_of(asked.query_params, "open")
    data = await run_in_threadpool(portal().queues.workbook, visit.actor, view, language_of(asked))
    return Response(data, headers=_headers(view, "xlsx"), media_type=XLSX)


def _headers(view: View, kind: str) -> dict[str, str]:
    """Return the headers of a file whose name says which view it holds, and of which day."""
    codes = [view.told[name] for name in IN_A_NAME if name in view.told]
    words = [re.sub("[^A-Za-z0-9_]", "", it) for it in codes]
    name = "-".join(("portail-rra", *filter(None, words), str(portal().outside.today())))
    return {
        "Cache-Control": "private, no-store",
        "Content-Disposition": f'attachment; filename="{name}.{kind}"',
    }


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
