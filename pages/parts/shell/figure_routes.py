"""The addresses from which the files of somebody's statistics are saved."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from core.bootstrap import portal
from pages.parts.shell.gateway import language_of, visit_of
from pages.parts.shell.paper_routes import guarded

KINDS = {
    "csv": "text/csv", "png": "image/png", "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip


def figure_routes() -> list[BaseRoute]:
    """Return the routes of the statistics."""
    return [guarded("/figures/{name}", figures)]


async def figures(asked: Request) -> Response:
    """Answer with a report, a table or a picture of what the person's statistics show."""
    visit = await visit_of(asked)
    name, told = asked.path_params["name"], dict(asked.query_params)
    verb = portal().statistics.download
    data = await run_in_threadpool(verb, visit.actor, told, language_of(asked), name)
    kept = {"Cache-Control": "private, no-store", "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, headers=kept, media_type=KINDS[name.rpartition(".")[2]])
