"""What stands around a request: what changed, its neighbours, notes, tags, documents never opened."""

import pytest

from core.domain.accounts.identity import Role
from core.domain.application.application import (
    Event,
    EventValues,
    Outcome,
    Submission,
)
from core.domain.application.changes_between_rounds import ChangedAnswer
from core.domain.application.outcome_draft import Draft
from core.domain.decisions.office_practice import Practice
from core.domain.desk.relations import Network
from core.domain.errors import MalformedAnswerError
from tests.domain.typed import WHOLE
from tests.services import steps
from tests.services.doubles import portal_of_memory
from tests.services.refusals import refusal_of
from tests.services.registers_of import keep_register


def person(number, attested_by=None, name="Fictif"):
    """Return answers of somebody of her own, attested by the member of another number."""
    told = {"membership_number": {**WHOLE["membership_number"], "membership_number": number}}
    told["first_id"] = {**WHOLE["first_id"], "first_id_number": f"ZZ{number}"}
    told["family_name"] = {"family_name": name}
    if attested_by:
        told["attestor"] = {
            "attestor_family_name": "Fictif", "attestor_given_names": "Gaston", "attestor_regulator": "CICC",
            "attestor_number": attested_by, "attestor_email": "gaston@example.ca",
        }  # fmt: skip
    return told


@pytest.fixture
def portal():
    return portal_of_memory()


def sends(portal, subject, **changes):
    return steps.submitted(portal, steps.applicant_by_partner(portal, subject), **changes)


def neighbours(portal, officer, application):
    relations = portal.casebook.look(officer, application.id).relations
    return {it.kind: [row.id for row in it.requests] for it in relations.shared}, relations.network


def test_requests_that_share_a_trait_are_told_by_what_they_share_the_newest_first(portal):
    officer = steps.worker(portal)
    first = sends(portal, "one")
    second = sends(portal, "two", **person("R900077"))
    same_number = sends(portal, "three", **person("R900012", name="Autre"))

    shared, network = neighbours(portal, officer, first)

    assert shared == {
        "member": [same_number.id],
        "address": [same_number.id, second.id],
        "attestor": [same_number.id, second.id],
    }
    assert (network.attested, network.attests, network.ring) == (3, 0, ())


def test_an_earlier_request_of_the_same_account_is_a_neighbour_too(sent):
    portal, actor, application, officer = sent
    steps.decide(portal, officer, application, Outcome.REFUSED)
    again = steps.submitted(portal, actor)

    shared, _ = neighbours(portal, officer, again)

    assert shared["person"] == [application.id]


def test_a_request_that_was_never_sent_is_nobodys_neighbour(portal):
    officer, first = steps.worker(portal), sends(portal, "one")
    steps.ready(portal, steps.applicant_by_partner(portal, "two"))

    assert neighbours(portal, officer, first) == ({}, Network(attested=1))


@pytest.mark.parametrize("many", [2, 3, 4])
def test_members_who_attest_in_a_ring_are_shown_the_way_around_it(portal, many):
    officer = steps.worker(portal)
    ring = [
        sends(portal, f"p{it}", **person(f"R90010{it}", attested_by=f"R90010{(it + 1) % many}"))
        for it in range(many)
    ]

    network = neighbours(portal, officer, ring[0])[1]

    assert [it.id for it in network.ring] == [it.id for it in ring[1:]]
    assert network.is_mutual is (many == 2)
    assert (network.attested, network.attests) == (1, 1)


def test_a_line_of_attestors_is_no_ring(portal):
    officer = steps.worker(portal)
    first = sends(portal, "one", **person("R900101", attested_by="R900102"))
    sends(portal, "two", **person("R900102", attested_by="R900103"))
    sends(portal, "three", **person("R900103", attested_by="R900102"))

    assert neighbours(portal, officer, first)[1].ring == ()


def test_more_neighbours_than_are_told_are_counted(portal):
    officer, first = steps.worker(portal), sends(portal, "zero")
    for it in range(12):
        sends(portal, f"p{it}", **person(f"R90020{it:02}"[:7]))

    shared = portal.casebook.look(officer, first.id).relations.shared

    assert {it.kind: (len(it.requests), it.count) for it in shared} == {
        "address": (10, 12),
        "attestor": (10, 12),
    }


def test_what_a_round_brought_is_told_answers_and_documents(sent):
    portal, actor, application, officer = sent
    assert portal.casebook.look(officer, application.id).changes.documents == frozenset()
    steps.decide(portal, officer, application, Outcome.DOCUMENTS_REQUIRED)
    given = steps.give_what_is_asked(portal, actor, application)
    portal.enrolment.submit(actor, application.id)
    with portal.store.write() as tx:
        (_, last) = tx.find(Submission, application_id=application.id, order="number")
        tx.erase(Submission, id=last.id)
        changed = {**last.answers, "given_names": {"given_names": "Anne"}}
        tx.add(last.model_copy(update={"answers": changed}))

    changes = portal.casebook.look(officer, application.id).changes

    before = last.answers["given_names"]
    brought, since = changes.answers
    anne = {"given_names": "Anne"}
    assert (brought.before, brought.now, brought.is_sent) == (before, anne, True)
    assert (since.before, since.now, since.is_sent) == (anne, before, False)
    assert changes.documents == {str(it.id) for it in given}


@pytest.mark.clause("3.2")
@pytest.mark.parametrize("answered", [True, False], ids=["answered", "not answered"])
def test_an_answer_changed_after_a_notice_stands_beside_the_one_sent_with_both_dates(answered):
    portal = portal_of_memory(practice=Practice(by_reason=False, first_decisions=0, percent=0))
    keep_register(portal, "CICC", ("R900012", "Fictif", "Gaston", "active"))
    owner = steps.applicant(portal)
    application, officer = steps.submitted(portal, owner), steps.worker(portal)
    sent_at = portal.enrolment.look(owner, application.id).submission.submitted_at
    draft = Draft(Outcome.REFUSED, reasons=(("name_differs", ""),))
    portal.notices.give(officer, application.id, 1, draft)
    portal.clock.move(days=2)
    changed_at, using = (
        portal.clock.instant,
        {"register_name_differs": True, "register_name": "Gaston Fictif"},
    )
    portal.enrolment.answer(owner, application.id, "register_name", using)
    portal.clock.move(hours=1)
    if answered:
        portal.notices.answer(owner, application.id, "Voici.")
    else:
        portal.clock.move(days=12)

    changes = portal.casebook.look(officer, application.id).changes

    before = WHOLE["register_name"]
    assert changes.answers == (
        ChangedAnswer("register_name", before, using, sent_at, changed_at, is_sent=answered),
    )
    assert changes.questions == {"register_name"}


def test_notes_are_read_the_newest_first_with_who_wrote_them_and_leave_an_event_without_their_words(sent):
    portal, _, application, officer = sent
    manager = steps.worker(portal, Role.MANAGER, "directrice")

    portal.casebook.write(officer, application.id, "  Appelée lundi.  ")
    portal.casebook.write(manager, application.id, "Voir avec « Camille ».")

    told = portal.casebook.look(officer, application.id)
    assert [it.text for it in told.notes] == ["Voir avec « Camille ».", "Appelée lundi."]
    assert told.people == {officer.account_id: "officer officier", manager.account_id: "manager directrice"}
    events = [it for it in portal.kept(Event) if it.name == "application.noted"]
    assert [it.account_id for it in events] == [officer.account_id, manager.account_id]
    assert "Appelée" not in str([portal.kept(EventValues, id=it.id) for it in events])


@pytest.mark.parametrize(("text", "code"), [("  \n", "note_empty"), ("é" * 4001, "note_too_long")])
def test_a_note_that_says_nothing_or_too_much_is_not_kept(sent, text, code):
    portal, _, application, officer = sent
    before = portal.everything()

    refusal = refusal_of(lambda: portal.casebook.write(officer, application.id, text))

    assert (type(refusal), refusal.fields) == (MalformedAnswerError, {"note": code})
    assert portal.everything() == before


def test_tags_are_put_on_and_taken_off_each_with_its_event(sent):
    portal, _, application, officer = sent

    call, again, none = frozenset(["call_back"]), frozenset(["second_look"]), frozenset()
    portal.casebook.tag(officer, application.id, on=call | again, off=none)
    portal.casebook.tag(officer, application.id, on=again, off=call)
    portal.casebook.tag(officer, application.id, on=again, off=call)

    assert portal.casebook.look(officer, application.id).tags == ("second_look",)
    named = [it.name for it in portal.kept(Event) if "tagged" in it.name]
    assert named == ["application.tagged", "application.tagged", "application.untagged"]


def test_a_tag_that_is_not_in_the_list_is_refused(sent):
    portal, _, application, officer = sent

    refusal = refusal_of(
        lambda: portal.casebook.tag(officer, application.id, frozenset(["pirate"]), frozenset())
    )

    assert (type(refusal), refusal.fields) == (MalformedAnswerError, {"tags": "tag_unknown"})
