"""The address to which the browser sends what is typed, while it is typed.

Source: ADR 11: the account is that of the proven session, never what the browser says.
"""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from core.bootstrap import portal
from core.domain.accounts.identity import Actor
from core.domain.application.display import time_text
from core.domain.application.kept_texts import LONGEST, KeptText
from core.domain.errors import NotSignedInError, PortalError, StaleError
from core.settings import settings
from pages.parts.shell.gateway import is_from_here, language_of
from pages.parts.shell.request import session_cookie, whole_number

MOST_BYTES = 4 * LONGEST


def draft_routes() -> list[BaseRoute]:
    """Return the route of what is typed."""
    return [Route("/session/draft", draft, methods=["POST"])]


async def draft(asked: Request) -> Response:
    """Keep one field's words; whoever asks is thereby neither seen nor at work on anything."""
    length = whole_number(asked.headers.get("content-length", ""), MOST_BYTES + 1, MOST_BYTES + 1)
    if not is_from_here(asked) or length > MOST_BYTES:
        return Response(status_code=403)
    try:
        text = (await asked.body()).decode()
        actor = await run_in_threadpool(portal().credentials.who_asks, asked.cookies.get(session_cookie()))
        kept = await run_in_threadpool(_keep, asked, actor, text)
    except (NotSignedInError, UnicodeDecodeError):
        return Response(status_code=403)
    except StaleError as newer:
        at = time_text(newer.values["at"], language_of(asked), settings().zone)
        return JSONResponse({**newer.values, "at": at}, 409)
    except PortalError:
        return Response(status_code=404)
    at = time_text(kept.kept_at, language_of(asked), settings().zone)
    return JSONResponse({"version": kept.version, "at": at})


def _keep(asked: Request, actor: Actor, text: str) -> KeptText:
    place, field = (asked.query_params.get(name, "") for name in ("place", "field"))
    version = asked.query_params.get("version", "")
    return portal().kept_texts.keep(actor, place, field, text, whole_number(version))
