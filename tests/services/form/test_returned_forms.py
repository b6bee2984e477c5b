"""The signed form as it came back: read at the attaching, told at once, judged, kept as it is."""

import pytest

from core.domain.accounts.identity import PORTAL_ITSELF
from core.domain.application.application import Document, DocumentKind, Event, EventValues, Print
from core.domain.errors import NotFoundError, StateError
from core.domain.form.returned_form import DATE, SIGNATURE, FormKept, FormReading
from core.domain.form.returned_notices import codes_of
from core.domain.rules.facts import Facts
from core.domain.rules.rules import Verdict
from tests.domain import forms
from tests.services import steps
from tests.services.doubles import PlantedReader
from tests.services.refusals import refusal_of

FORM, FIRST, *_ = DocumentKind
ABOUT_THE_FORM = [
    "form_of_another_request", "form_older_than_answers", "form_page_missing", "form_not_signed",
    "form_not_attested", "form_attestation_incomplete",
]  # fmt: skip


@pytest.fixture
def printed(someone):
    portal, actor = someone
    return portal, actor, steps.printed(portal, actor)


def newest(portal):
    return portal.kept(Print, order="number")[-1]


def returns(portal, actor, application, *pages, kind=FORM, **more):
    """Let somebody attach a form on which these pages are seen; return the portal that saw them."""
    seeing = portal.with_outside(reader=PlantedReader(pages))
    seeing.documents.attach(actor, application.id, kind, "formulaire.pdf", f"{pages}".encode(), **more)
    return seeing


def whole(portal, application, row=None, first=None, second=None):
    """Return both pages of a print of this request; the boxes named hold what is said."""
    row, mine = row or newest(portal), {"reference": application.reference}
    return (
        forms.page(1, 1, row, **mine, **(first or {})), forms.page(2, 2, row, **mine, **(second or {})),
    )  # fmt: skip


def fails(portal, actor, application):
    told = portal.judgements.forecast(actor, application.id)
    return [it.rule.id for it in told if it.rule.id in ABOUT_THE_FORM and it.verdict is Verdict.FAILS]


def told(portal, actor, application):
    return codes_of(portal.scans.told(actor, application.id).notices)


@pytest.mark.clause("2.9")
def test_a_form_is_read_when_it_is_attached_and_each_page_is_heard(printed):
    portal, actor, application = printed
    heard, pages = [], whole(portal, application)

    returns(portal, actor, application, *pages, heard=lambda *told: heard.append(told))

    (reading,), (document,) = portal.kept(FormReading), portal.kept(Document)
    assert (reading.document_id, reading.read_at, reading.seen) == (document.id, document.given_at, pages)
    assert heard == [(1, 2), (2, 2)]


def test_other_documents_are_not_read(printed):
    portal, actor, application = printed

    returns(portal, actor, application, *whole(portal, application), kind=FIRST)

    assert portal.kept(FormReading) == []
    assert portal.scans.told(actor, application.id) is None


@pytest.mark.clause("2.8", "2.9", "3.R3")
def test_of_a_form_that_is_whole_signed_and_attested_every_rule_passes(printed):
    portal, actor, application = printed

    returns(portal, actor, application, *whole(portal, application))

    verdicts = {it.rule.id: it.verdict for it in portal.judgements.forecast(actor, application.id)}
    assert {verdicts[rule] for rule in ABOUT_THE_FORM} == {Verdict.PASSES}
    assert told(portal, actor, application) == []


@pytest.mark.clause("2.8", "3.R3")
@pytest.mark.parametrize(
    ("first", "second", "rules", "notices"),
    [
        ({SIGNATURE: "empty"}, {}, ["form_not_signed"], ["not_signed"]),
        ({DATE: "empty"}, {}, [], ["date_missing"]),
        ({}, {"ink": "empty"}, ["form_not_attested"], ["not_attested"]),
        (
            {}, {"attestor_telephone": "empty"}, ["form_attestation_incomplete"],
            ["attestation_incomplete"],
        ),
        ({SIGNATURE: "doubtful"}, {}, [], ["box_in_doubt"]),
    ],
)  # fmt: skip
def test_a_box_left_empty_is_told_and_judged_and_a_doubtful_one_never_fails(
    printed, first, second, rules, notices
):
    portal, actor, application = printed

    returns(portal, actor, application, *whole(portal, application, first=first, second=second))

    assert (fails(portal, actor, application), told(portal, actor, application)) == (rules, notices)


@pytest.mark.clause("3.R3")
def test_a_page_missing_and_the_form_of_another_request_are_told_and_judged(printed):
    portal, actor, application = printed
    first, _ = whole(portal, application)

    alone = returns(portal, actor, application, first)
    assert fails(alone, actor, application) == ["form_page_missing"]
    strange = returns(portal, actor, application, forms.stranger(1), forms.stranger(2))

    assert fails(strange, actor, application) == ["form_of_another_request"]
    assert told(strange, actor, application) == ["other_request"]


@pytest.mark.clause("3.R3")
def test_a_form_is_older_once_an_answer_changes_and_the_changed_answers_are_named(printed):
    portal, actor, application = printed
    returns(portal, actor, application, *whole(portal, application))
    assert fails(portal, actor, application) == []

    portal.enrolment.answer(actor, application.id, "telephone", {"telephone": "819 555-0142"})
    portal.enrolment.print_form(actor, application.id, "fr")

    (notice,) = portal.scans.told(actor, application.id).notices
    assert fails(portal, actor, application) == ["form_older_than_answers"]
    assert (notice.code, notice.print_number, notice.questions) == ("older_print", 1, ("telephone",))


def test_a_file_on_which_nothing_can_be_read_is_attached_all_the_same_and_nothing_fails(printed):
    portal, actor, application = printed

    returns(portal, actor, application)

    assert (fails(portal, actor, application), told(portal, actor, application)) == ([], ["nothing_read"])


def test_a_form_attached_before_there_was_a_reader_proves_nothing(printed):
    portal, actor, application = printed
    returns(portal, actor, application, *whole(portal, application))
    with portal.store.write() as tx:
        tx.erase(FormReading, application_id=application.id)

    assert (fails(portal, actor, application), portal.scans.told(actor, application.id)) == ([], None)


@pytest.mark.clause("2.15")
def test_what_was_read_is_frozen_with_the_submission(printed):
    portal, actor, application = printed
    returns(portal, actor, application, *whole(portal, application, first={SIGNATURE: "empty"}))
    steps.give_documents(portal, actor, application, (FIRST, DocumentKind.SECOND_ID))

    portal.enrolment.submit(actor, application.id)

    (facts,) = portal.kept(Facts)
    assert (facts.form_given, facts.form_request, facts.form_pages) == (True, "this", "all")
    assert (facts.form_signature, facts.form_attestation) == ("not_signed", "attested")


# --- keeping it as it is ---


@pytest.fixture
def unsigned(printed):
    """A portal, its applicant, her request, and the form she gave without signing it."""
    portal, actor, application = printed
    portal = returns(portal, actor, application, *whole(portal, application, first={SIGNATURE: "empty"}))
    return portal, actor, application, portal.kept(Document)[0]


def test_a_form_kept_as_it_is_is_known_to_its_officer_with_what_was_read(unsigned):
    portal, actor, application, document = unsigned
    portal.scans.keep(actor, document.id)
    portal.scans.keep(actor, document.id)
    steps.give_documents(portal, actor, application, (FIRST, DocumentKind.SECOND_ID))
    portal.enrolment.submit(actor, application.id)
    officer = steps.worker(portal)

    form = portal.casework.open_case(officer, application.id).form

    (kept,) = portal.kept(FormKept)
    assert (form.document, codes_of(form.notices), form.kept) == (document, ["not_signed"], kept)
    assert (kept.notices, kept.kept_at) == (("not_signed",), portal.clock.instant)
    (event,) = [it for it in portal.kept(Event) if it.name == "document.kept_as_it_is"]
    assert portal.kept(EventValues, id=event.id)[0].values == {
        "sha256": document.sha256, "notices": ["not_signed"],
    }  # fmt: skip


def test_what_was_kept_is_told_anew_once_an_answer_changes(unsigned):
    portal, actor, application, document = unsigned
    portal.scans.keep(actor, document.id)
    portal.enrolment.answer(actor, application.id, "telephone", {"telephone": "819 555-0142"})
    portal.enrolment.print_form(actor, application.id, "fr")

    form = portal.scans.told(actor, application.id)

    assert (codes_of(form.notices), form.kept) == (["older_print", "not_signed"], None)


def test_where_there_is_nothing_to_tell_there_is_nothing_to_keep(printed):
    portal, actor, application = printed
    portal = returns(portal, actor, application, *whole(portal, application))
    before = portal.everything()

    portal.scans.keep(actor, portal.kept(Document)[0].id)

    assert portal.everything() == before


def test_only_the_form_that_counts_is_kept_by_its_owner_while_the_request_is_open(unsigned):
    portal, actor, application, replaced = unsigned
    portal = returns(portal, actor, application, *whole(portal, application, first={DATE: "empty"}))
    document = portal.kept(Document)[-1]
    (first_id,) = steps.give_documents(portal, actor, application, (FIRST,))
    other = steps.applicant_by_partner(portal)
    before = portal.everything()

    refusals = [
        refusal_of(lambda who=who, id=id: portal.scans.keep(who, id))
        for who, id in ((actor, replaced.id), (actor, first_id.id), (other, document.id))
    ]

    assert [(type(it), it.code) for it in refusals] == [(NotFoundError, "not_found")] * 3
    assert portal.everything() == before
    steps.give_documents(portal, actor, application, (DocumentKind.SECOND_ID,))
    portal.enrolment.submit(actor, application.id)
    refusal = refusal_of(lambda: portal.scans.keep(actor, document.id))
    assert (type(refusal), refusal.code) == (StateError, "not_open")


# --- for operators ---


def test_an_operator_sees_a_file_with_the_boxes_of_the_request_whose_code_it_bears(printed):
    portal, _, application = printed
    pages = whole(portal, application)
    asked = []

    class Overheard(PlantedReader):
        def read(self, data, reference, prints, told=None, person=""):
            asked.append((reference, list(prints)))
            return super().read(data, reference, prints, told)

    seen = portal.with_outside(reader=Overheard(pages)).scans.look(PORTAL_ITSELF, b"scan")
    strange = portal.with_outside(reader=Overheard((forms.stranger(1),))).scans.look(PORTAL_ITSELF, b"scan")

    assert (seen, strange) == (pages, (forms.stranger(1),))
    assert asked == [("", []), (application.reference, [1]), ("", [])]
