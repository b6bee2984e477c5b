"""Paper without paper: whose answers a specimen shows, and which one a scenario wants."""

import io

import pypdfium2
import pytest
from PIL import Image

from core.demonstration.entrance import FOLDER
from core.demonstration.stage.doors import StageDoors
from core.domain.application.application import DocumentKind
from core.domain.errors import NotAllowedError, NotFoundError
from tests.services import steps


def played(portal, code="in_order"):
    doors = StageDoors(portal.outside, FOLDER)
    actor = portal.credentials.who_is(doors.play(code, "fr", "", "Firefox", "").token).actor
    (seen,) = portal.enrolment.applications(actor)
    return doors, actor, seen.application


def test_specimens_fill_every_place_that_is_empty(portal):
    doors, actor, application = played(portal)

    doors.give_specimens(actor, application.id)

    seen = portal.enrolment.look(actor, application.id)
    assert seen.missing_documents == ()
    assert all(it.file_name.startswith("specimen-") for it in seen.given)


def test_specimens_leave_what_was_given_by_hand(portal):
    doors, actor, application = played(portal)
    mine = portal.documents.attach(actor, application.id, DocumentKind.FIRST_ID, "mine.pdf", b"mine")

    doors.give_specimens(actor, application.id)

    assert portal.enrolment.look(actor, application.id).documents[DocumentKind.FIRST_ID] == mine


def test_a_specimen_of_the_form_is_the_print_itself_with_all_its_pages(portal):
    doors, actor, application = played(portal)
    paper = doors.specimen(actor, application.id, DocumentKind.IMM5661)

    with pypdfium2.PdfDocument(paper.data) as pdf:
        assert len(pdf) == portal.enrolment.look(actor, application.id).last_print.pages


def test_an_unsigned_specimen_differs_from_a_signed_one_of_the_same_print(portal):
    doors, actor, application = played(portal, "unsigned")
    (whole, unsigned) = (
        doors.specimen(actor, application.id, DocumentKind.IMM5661, it).data for it in ("whole", "")
    )

    assert unsigned != whole


def test_a_document_is_a_picture_that_differs_for_each_person(portal):
    papers = []
    for _ in range(2):
        doors, actor, application = played(portal)
        papers.append(doors.specimen(actor, application.id, DocumentKind.FIRST_ID).data)

    assert {Image.open(io.BytesIO(it)).format for it in papers} == {"JPEG"}
    assert papers[0] != papers[1]


def test_nobody_takes_a_specimen_of_anothers_request(portal):
    doors, _, application = played(portal)
    _, stranger, _ = played(portal)
    officer = portal.credentials.who_is(doors.enter("officer", "fr", "", "", "").token).actor

    with pytest.raises(NotFoundError):
        doors.specimen(stranger, application.id, DocumentKind.FIRST_ID)
    with pytest.raises(NotFoundError):
        doors.give_specimens(stranger, application.id)
    with pytest.raises(NotAllowedError):
        doors.specimen(officer, application.id, DocumentKind.FIRST_ID)


def test_somebody_who_registered_may_use_specimens_of_her_own(portal):
    actor = steps.applicant(portal)
    application = steps.printed(portal, actor)

    StageDoors(portal.outside, FOLDER).give_specimens(actor, application.id)

    assert portal.enrolment.look(actor, application.id).missing_documents == ()
