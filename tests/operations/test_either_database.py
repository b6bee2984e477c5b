"""One setting moves the portal from DuckDB to PostgreSQL: the same road, all real but the browser."""

import io

import pytest
from PIL import Image, ImageDraw

from core.adapters.store.backup import backup
from core.bootstrap import build
from core.domain.accounts.identity import PORTAL_ITSELF, Credential
from core.domain.application.application import EXPECTED, Event, Message, State
from core.domain.audit import verify
from core.settings import Settings
from tests.services import steps

EVENTS = [
    "application.opened", *["answer.given"] * 19, "form.printed", *["document.attached"] * 3,
    "application.submitted",
]  # fmt: skip


@pytest.fixture(params=["duckdb", "postgresql"])
def portal(request, tmp_path):
    url = ""
    if request.param == "postgresql":
        url = request.getfixturevalue("postgresql_server").render_as_string(hide_password=False)
    portal = build(Settings(data=tmp_path / "data", database_url=url))
    assert portal.store.url.get_backend_name() == request.param
    yield portal
    portal.store.close()


def scan(word):
    image = Image.new("L", (320, 200), 255)
    ImageDraw.Draw(image).text((20, 80), word, fill=0)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def submitted(portal):
    actor = steps.applicant(portal)
    application = steps.printed(portal, actor)
    for kind in EXPECTED:
        portal.documents.attach(actor, application.id, kind, f"{kind}.png", scan(kind))
    return actor, application, portal.enrolment.submit(actor, application.id)


def test_the_same_road_leads_to_the_same_confirmation_in_either_database(portal, tmp_path):
    actor, application, submission = submitted(portal)
    assert portal.oversight.run_due(PORTAL_ITSELF)["delivered"] == 1
    seen = portal.enrolment.look(actor, application.id)
    pdf, _ = portal.enrolment.receipt(actor, application.reference, "fr")
    assert (seen.application.state, seen.submission, pdf[:5]) == (State.SUBMITTED, submission, b"%PDF-")
    with portal.store.read() as tx:
        events = tx.find(Event, subject_id=application.id, order="number")
        letters = tx.find(Message, application_id=application.id)
        (credential,) = tx.find(Credential)
        about_credential = tx.find(Event, subject_id=credential.id, order="number")
    assert [event.name for event in events] == EVENTS
    assert [(letter.letter, letter.state) for letter in letters] == [("submitted", "sent")]
    assert verify(events, seen.application.chain) is None
    assert verify(about_credential, credential.chain) is None
    told = backup(portal.store, portal.vault, tmp_path / "backup")
    assert (len(told.files), told.unsound) == (4, [])
