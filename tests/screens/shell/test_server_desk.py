"""The export of a view: for those who work at the desk, and for nobody else."""

import asyncio
import csv
import io

import httpx
import pytest
from offices import administrator, officer, reference_of, worker
from paperwork import submitted
from starlette.applications import Starlette
from starlette.middleware import Middleware

from core.bootstrap import portal
from core.domain.application.application import Event, EventValues
from pages.parts.shell.desk_routes import desk_routes
from pages.parts.shell.gateway import Doorway
from pages.parts.shell.request import LANGUAGE_COOKIE, session_cookie


def ask(token=None, language="fr", **query):
    door = Starlette(routes=desk_routes(), middleware=[Middleware(Doorway)])
    cookies = {LANGUAGE_COOKIE: language} | ({session_cookie(): token} if token else {})

    async def asked():
        transport = httpx.ASGITransport(door)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://portal", cookies=cookies
        ) as client:
            return await client.get("/desk/export.csv", params=query)

    return asyncio.run(asked())


def exports_of(who):
    with portal().store.read() as tx:
        return tx.find(Event, subject_id=who.actor.credential_id, name="queue.exported")


@pytest.mark.parametrize(
    ("language", "heading"), [("fr", "Organisme de réglementation"), ("en", "Regulator")]
)
@pytest.mark.parametrize("role", ["officer", "manager"])
def test_a_view_is_exported_as_it_was_filtered_and_the_export_is_recorded(role, language, heading):
    person, who = submitted(), worker(role)
    reference = reference_of(person)

    answer = ask(who.token, language, queue="open", text=reference, state="documents_required", after="x")
    whole = ask(who.token, language, text=reference)

    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/csv; charset=utf-8")
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["content-disposition"] == 'attachment; filename="portail-rra.csv"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    first, *rows = csv.reader(io.StringIO(whole.text.removeprefix("\ufeff")))
    assert (first[3], [row[:2] for row in rows]) == (heading, [[reference, "Zoé Tremblay"]])
    assert len(answer.text.splitlines()) == 1
    with portal().store.read() as tx:
        told = [tx.get(EventValues, event.id).values for event in exports_of(who)]
    assert told == [
        {"view": {"queue": "open", "state": "documents_required", "text": reference}},
        {"view": {"queue": "open", "text": reference}},
    ]


@pytest.mark.parametrize("who", ["nobody", "made-up", "applicant", "administrator"])
def test_whoever_does_not_work_at_the_desk_gets_nothing_of_it(who):
    person = submitted()
    tokens = {"applicant": person.token, "administrator": administrator().token, "made-up": "made-up"}

    answer = ask(tokens.get(who), text=reference_of(person))

    assert (answer.status_code, answer.headers["content-type"]) == (403, "text/html; charset=utf-8")
    assert reference_of(person) not in answer.text
    assert exports_of(administrator()) == []


def test_an_officer_without_her_security_question_behind_her_exports_nothing():
    who = worker("officer", "Sans Question")
    code = next(
        it.user_code
        for it in portal().accounts.staff(administrator().actor)
        if it.account.id == who.actor.account_id
    )
    unproven = portal().credentials.exchange(
        portal().credentials.sign_in(code, "Motdepasse-Secret1", "Firefox", "")
    )

    assert ask(unproven).status_code == 403
    assert officer().actor.account_id != who.actor.account_id
