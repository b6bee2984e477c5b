"""Documents: attached, replaced, taken back, looked at."""

from dataclasses import replace
from uuid import uuid4

import pytest

from core.domain.application.application import Document, DocumentKind, DocumentRemoval, Event, EventValues
from core.domain.errors import DocumentRefusedError, NotFoundError, StateError
from tests.services import steps
from tests.services.doubles import TrustingVault
from tests.services.refusals import refusal_of

FORM, FIRST, SECOND, ADDITIONAL = DocumentKind


@pytest.fixture
def printed(someone):
    portal, actor = someone
    return portal, actor, steps.printed(portal, actor)


def attach(portal, actor, application, kind=FIRST, name="passeport.pdf", data=b"a scan"):
    return portal.documents.attach(actor, application.id, kind, name, data)


def current(portal, actor, application):
    return portal.enrolment.look(actor, application.id).documents


@pytest.mark.clause("2.14")
def test_a_file_is_kept_for_its_kind_and_the_event_names_it(printed):
    portal, actor, application = printed

    document = attach(portal, actor, application)

    assert current(portal, actor, application) == {FIRST: document}
    assert portal.documents.file(actor, document.id) == (b"a scan", "application/pdf", "passeport.pdf")
    event = portal.kept(Event)[-1]
    assert (event.name, portal.kept(EventValues, id=event.id)[0].values["sha256"]) == (
        "document.attached", document.sha256,
    )  # fmt: skip


@pytest.mark.clause("2.14")
def test_another_file_for_the_same_kind_takes_its_place_and_the_former_stays_on_record(printed):
    portal, actor, application = printed
    former = attach(portal, actor, application)

    latter = attach(portal, actor, application, data=b"a better scan")

    assert current(portal, actor, application) == {FIRST: latter}
    assert portal.kept(Document) == [former.without_file(), latter]
    assert list(portal.outside.vault.keys()).count(former.vault_key) == 0


@pytest.mark.clause("2.14")
def test_the_same_file_cannot_serve_as_two_documents(printed):
    portal, actor, application = printed
    attach(portal, actor, application)
    before = portal.everything()

    refusal = refusal_of(lambda: attach(portal, actor, application, SECOND))

    assert (type(refusal), refusal.code, refusal.values) == (
        DocumentRefusedError, "same_file_twice", {"other": "first_id"},
    )  # fmt: skip
    assert portal.everything() == before


@pytest.mark.clause("2.14")
def test_documents_keep_their_rules_while_an_answer_is_missing_again(printed):
    portal, actor, application = printed
    document = attach(portal, actor, application)
    portal.enrolment.answer(actor, application.id, "organisation", {"organisation": ""})
    portal.enrolment.answer(actor, application.id, "organisation", {"organisation": "Autre"})
    assert portal.enrolment.look(actor, application.id).is_complete is False

    refusal = refusal_of(lambda: attach(portal, actor, application, SECOND))
    portal.documents.remove(actor, document.id)

    assert refusal.code == "same_file_twice"
    assert [row.document_id for row in portal.kept(DocumentRemoval)] == [document.id]


@pytest.mark.clause("2.14")
def test_a_file_taken_back_may_serve_as_the_other_document(printed):
    portal, actor, application = printed
    document = attach(portal, actor, application)

    portal.documents.remove(actor, document.id)
    other = attach(portal, actor, application, SECOND)

    assert current(portal, actor, application) == {SECOND: other}
    assert [row.document_id for row in portal.kept(DocumentRemoval)] == [document.id]
    assert "document.removed" in [event.name for event in portal.kept(Event)]


def test_a_document_is_taken_back_once_and_a_replaced_one_not_at_all(printed):
    portal, actor, application = printed
    replaced, latter = attach(portal, actor, application), attach(portal, actor, application, data=b"better")
    portal.documents.remove(actor, latter.id)
    before = portal.everything()

    refusals = [
        refusal_of(lambda id=id: portal.documents.remove(actor, id)) for id in (replaced.id, latter.id)
    ]

    assert [(type(refusal), refusal.code) for refusal in refusals] == [(NotFoundError, "not_found")] * 2
    assert portal.everything() == before


def test_the_file_of_a_document_taken_back_or_refused_goes_at_once(printed):
    portal, actor, application = printed
    before = list(portal.outside.vault.keys())
    document = attach(portal, actor, application)

    refusal = refusal_of(lambda: attach(portal, actor, application, SECOND))
    portal.documents.remove(actor, document.id)

    assert refusal.code == "same_file_twice"
    assert list(portal.outside.vault.keys()) == before
    assert isinstance(refusal_of(lambda: portal.documents.file(actor, document.id)), NotFoundError)


@pytest.mark.parametrize("mine", [False, True])
def test_whose_request_it_is_and_what_it_expects_is_asked_before_a_file_is_opened(printed, mine):
    class Shut(TrustingVault):
        def inspect(self, *files, person=""):
            raise AssertionError("opened")

    portal, actor, application = printed
    shut = portal.with_outside(vault=Shut("memory://shut"))
    who = actor if mine else replace(actor, account_id=uuid4())
    asked = {"request_id": uuid4()} if mine else {}

    refusal = refusal_of(lambda: shut.documents.attach(who, application.id, FIRST, "a.pdf", b"a", **asked))

    assert isinstance(refusal, NotFoundError)


@pytest.mark.clause("2.14")
def test_an_unfit_file_is_refused_and_nothing_is_kept(printed):
    portal, actor, application = printed
    before, keys = portal.everything(), list(portal.outside.vault.keys())

    refusal = refusal_of(lambda: attach(portal, actor, application, data=b"unfit"))

    assert (type(refusal), refusal.code) == (DocumentRefusedError, "file_kind_unknown")
    assert (portal.everything(), list(portal.outside.vault.keys())) == (before, keys)


@pytest.mark.parametrize(
    ("name", "kept_as"),
    [
        ("C:\\Documents\\Marie\\passeport.pdf", "passeport.pdf"),
        ("../../etc/passeport.pdf", "passeport.pdf"),
        ("Pièce d’identité.pdf", "Pièce d’identité.pdf"),
        ("pass\u202eport\x00.pdf", "passport.pdf"),
        ("a" * 300 + ".pdf", "a" * 116 + ".pdf"),
        ("", "document"),
        ("folder/", "document"),
    ],
)
def test_a_file_name_is_kept_without_folders_or_invisible_signs(printed, name, kept_as):
    portal, actor, application = printed

    assert attach(portal, actor, application, name=name).file_name == kept_as


def test_nobody_sees_takes_back_or_adds_to_the_documents_of_somebody_else(printed):
    portal, actor, application = printed
    document = attach(portal, actor, application)
    other = steps.applicant_by_partner(portal)
    before = portal.everything()

    refusals = [
        refusal_of(lambda: portal.documents.document(other, document.id)),
        refusal_of(lambda: portal.documents.file(other, document.id)),
        refusal_of(lambda: portal.documents.page(other, document.id, 1, 400)),
        refusal_of(lambda: portal.documents.remove(other, document.id)),
        refusal_of(lambda: attach(portal, other, application, SECOND, data=b"planted")),
    ]

    assert [(type(refusal), refusal.code) for refusal in refusals] == [(NotFoundError, "not_found")] * 5
    assert portal.everything() == before


@pytest.mark.clause("2.15")
def test_documents_of_a_submitted_request_stay_as_they_were_sent(almost):
    portal, actor, application = almost
    document = portal.kept(Document)[1]
    portal.enrolment.submit(actor, application.id)
    before = portal.everything()

    refusals = [
        refusal_of(lambda: portal.documents.remove(actor, document.id)),
        refusal_of(lambda: attach(portal, actor, application, data=b"another")),
    ]

    assert [(type(refusal), refusal.code) for refusal in refusals] == [(StateError, "not_open")] * 2
    assert portal.everything() == before
    assert portal.documents.document(actor, document.id) == document


@pytest.mark.clause("2.17")
def test_an_expired_request_takes_no_document(printed):
    portal, actor, application = printed
    portal.clock.move(days=31)

    assert refusal_of(lambda: attach(portal, actor, application)).code == "expired"
    assert portal.kept(Document) == []
