"""The address from which a view of the desk is exported, by those who may see it."""

from collections.abc import Iterator

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute

from core.bootstrap import portal
from pages.parts.desk.addresses import view_of
from pages.parts.shell.gateway import language_of, visit_of
from pages.parts.shell.paper_routes import guarded

HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Disposition": 'attachment; filename="portail-rra.csv"',
}


def desk_routes() -> list[BaseRoute]:
    """Return the routes of the desk."""
    return [guarded("/desk/export.csv", export)]


async def export(asked: Request) -> Response:
    """Answer with a view as a CSV file, sent as it is read."""
    visit = await visit_of(asked)
    view = view_of(asked.query_params, "open")
    lines: Iterator[str] = await run_in_threadpool(
        portal().queues.export, visit.actor, view, language_of(asked)
    )
    return StreamingResponse(lines, headers=HEADERS, media_type="text/csv; charset=utf-8")
