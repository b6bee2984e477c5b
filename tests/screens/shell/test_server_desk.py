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
from workbooks import rows_of

from core.bootstrap import portal
from core.domain.application.application import Event, EventValues
from pages.parts.shell.desk_routes import XLSX, desk_routes
from pages.parts.shell.gateway import Doorway
from pages.parts.shell.request import LANGUAGE_COOKIE, session_cookie


def ask(token=None, language="fr", kind="csv", **query):
    door = Starlette(routes=desk_routes(), middleware=[Middleware(Doorway)])
    cookies = {LANGUAGE_COOKIE: language} | ({session_cookie(): token} if token else {})

    async def asked():
        transport = httpx.ASGITransport(door)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://portal", cookies=cookies
        ) as client:
            return await client.get(f"/desk/export.{kind}", params=query)

    return asyncio.run(asked())


def exports_of(who):
    with portal().store.read() as tx:
        return tx.find(Event, subject_id=who.actor.credential_id, name="queue.exported")


@pytest.mark.parametrize("role", ["officer", "manager"])
def test_a_view_is_exported_as_it_was_filtered_and_the_export_is_recorded(role):
    person, who = submitted(), worker(role)
    reference = reference_of(person)

    answer = ask(who.token, queue="open", text=reference, state="documents_required", after="x")
    whole = ask(who.token, text=reference)

    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/csv; charset=utf-8")
    assert answer.headers["cache-control"] == "private, no-store"
    today = portal().outside.today()
    name = f"portail-rra-open-documents_required-{today}.csv"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    first, *rows = csv.reader(io.StringIO(whole.text.removeprefix("\ufeff")))
    assert (first[3], [row[:2] for row in rows]) == ("regulator", [[reference, "Zoé Tremblay"]])
    assert len(answer.text.splitlines()) == 1
    with portal().store.read() as tx:
        told = [tx.get(EventValues, event.id).values for event in exports_of(who)]
    assert told == [
        {"view": {"queue": "open", "state": "documents_required", "text": reference}},
        {"view": {"queue": "open", "text": reference}},
    ]


@pytest.mark.parametrize(
    ("language", "heading"), [("fr", "Organisme de réglementation"), ("en", "Regulator")]
)
def test_a_view_is_taken_as_a_workbook_in_the_readers_language_and_its_name_tells_no_text(language, heading):
    person, who = submitted(), worker("officer")

    answer = ask(who.token, language, "xlsx", text=reference_of(person))

    rows = rows_of(answer.content)
    assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (200, XLSX)
    today = portal().outside.today()
    assert answer.headers["content-disposition"] == f'attachment; filename="portail-rra-open-{today}.xlsx"'
    assert (heading in rows[-2], rows[-1][0]) == (True, reference_of(person))
    assert len(exports_of(who)) == 1


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
