"""People's own papers: given to their owner, and to nobody else."""

import asyncio

import httpx
import pytest
from paperwork import applicant, submitted
from starlette.applications import Starlette
from starlette.middleware import Middleware

from pages.parts.shell.gateway import Doorway
from pages.parts.shell.paper_routes import paper_routes
from pages.parts.shell.request import session_cookie


@pytest.fixture(scope="module")
def owner():
    return submitted()


@pytest.fixture(scope="module")
def papers(owner):
    """The addresses of everything somebody printed, gave and received."""
    seen = owner.seen
    document = next(iter(seen.documents.values()))
    return {
        "document": f"/document/{document.id}",
        "page": f"/document/{document.id}/page/1",
        "form": f"/form/{seen.prints[-1].id}.pdf",
        "receipt": f"/receipt/{seen.application.reference}.pdf",
    }


def ask(path, token=None):
    door = Starlette(routes=paper_routes(), middleware=[Middleware(Doorway)])
    cookies = {session_cookie(): token} if token else {}

    async def asked():
        transport = httpx.ASGITransport(door)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://portal", cookies=cookies
        ) as client:
            return await client.get(path)

    return asyncio.run(asked())


KINDS = ["document", "page", "form", "receipt"]
SIGNATURES = {"application/pdf": b"%PDF", "image/png": b"\x89PNG", "image/jpeg": b"\xff\xd8"}


@pytest.mark.parametrize("kind", KINDS)
def test_the_owner_sees_a_paper_that_no_cache_may_keep(owner, papers, kind):
    answer = ask(papers[kind], owner.token)
    assert answer.status_code == 200
    assert answer.content.startswith(SIGNATURES[answer.headers["content-type"]])
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"].endswith("frame-ancestors 'self'")
    assert answer.headers["content-disposition"].startswith("inline; filename*=UTF-8''")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("token", [None, "made-up"])
def test_without_the_owners_session_a_paper_is_refused(papers, kind, token):
    answer = ask(papers[kind], token)
    assert (answer.status_code, answer.headers["content-type"]) == (403, "text/html; charset=utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_somebody_elses_paper_is_not_there(papers, kind):
    answer = ask(papers[kind], applicant().token)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")


def test_a_paper_can_be_saved(owner, papers):
    answer = ask(f"{papers['form']}?save=1", owner.token)
    assert answer.headers["content-disposition"].startswith("attachment; ")


@pytest.mark.parametrize("page", ["0", "99"])
def test_a_page_that_is_not_in_the_document_is_not_found(owner, papers, page):
    assert ask(f"{papers['document']}/page/{page}", owner.token).status_code == 404


@pytest.mark.parametrize("width", ["0", "-5", "999999999", "abc", "²", "٣", "9" * 5000])
def test_a_strange_width_is_brought_within_bounds(owner, papers, width):
    assert ask(f"{papers['page']}?width={width}", owner.token).status_code == 200
