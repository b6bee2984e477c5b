"""The audit: whole after everything there is to do, and every kind of tampering named."""

import pytest

from core.domain.accounts.identity import PORTAL_ITSELF, Credential
from core.domain.application.application import Application, Event, EventValues
from core.domain.audit import event_digest
from tests.services import steps


def verified(portal):
    return portal.oversight.verify_audit(PORTAL_ITSELF)


def tampered(portal, change):
    """Change rows behind the portal's back; append-only ones are erased and added anew."""
    with portal.store.write() as tx:
        change(tx)


def rewritten(tx, row, **changes):
    tx.erase(type(row), id=row.id)
    tx.add(row.model_copy(update=changes))


@pytest.fixture
def trail(enrolled):
    """A portal, a representative's request, and the entries about it."""
    portal, _, application, _ = enrolled
    assert verified(portal) == []
    return portal, portal.kept(Application)[0], portal.kept(Event, subject_id=application.id, order="number")


def entry(application, number):
    return [f"application {application.id}, entry {number}"]


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "application.refused"},
        {"role": "officer"},
        {"account_id": None},
        {"values_digest": "0" * 64},
    ],
    ids=str,
)
def test_a_changed_entry_is_named(trail, changes):
    portal, application, events = trail

    tampered(portal, lambda tx: rewritten(tx, events[4], **changes))

    assert verified(portal) == entry(application, 5)


def test_an_entry_changed_with_its_own_digest_is_betrayed_by_the_next(trail):
    portal, application, events = trail
    forged = events[4].model_copy(update={"name": "application.refused"})

    tampered(portal, lambda tx: rewritten(tx, forged, digest=event_digest(forged)))

    assert verified(portal) == entry(application, 6)


@pytest.mark.parametrize("place", [0, 7, -1])
def test_a_removed_entry_is_named_the_last_one_too(trail, place):
    portal, application, events = trail

    tampered(portal, lambda tx: tx.erase(Event, id=events[place].id))

    assert verified(portal) == entry(application, events[place].number)


def test_an_entry_added_at_the_end_is_named(trail):
    portal, application, events = trail
    last = events[-1]
    added = last.model_copy(
        update={"id": portal.outside.new_id(), "number": last.number + 1, "previous": last.digest}
    )

    tampered(portal, lambda tx: tx.add(added.model_copy(update={"digest": event_digest(added)})))

    assert verified(portal) == entry(application, last.number + 2)


def test_two_entries_that_changed_places_are_named(trail):
    portal, application, events = trail
    one, other = events[5], events[6]

    def swap(tx):
        for event in (one, other):
            tx.erase(Event, id=event.id)
        tx.add(one.model_copy(update={"number": other.number}))
        tx.add(other.model_copy(update={"number": one.number}))

    tampered(portal, swap)

    assert verified(portal) == entry(application, 6)


@pytest.mark.parametrize("changes", [{"values": {"outcome": "refused"}}, {"salt": "other"}], ids=str)
def test_a_changed_value_is_named(trail, changes):
    portal, application, events = trail
    decided = next(event for event in events if event.name == "application.approved")
    row = portal.kept(EventValues, id=decided.id)[0]

    tampered(portal, lambda tx: rewritten(tx, row, **changes))

    assert verified(portal) == entry(application, decided.number)


def test_erased_values_break_nothing_as_retention_may_erase_them(trail):
    portal, application, _ = trail

    tampered(portal, lambda tx: tx.erase(EventValues, subject_id=application.id))

    assert verified(portal) == []


def test_a_subject_whose_place_in_the_chain_was_changed_is_named(trail):
    portal, application, events = trail

    tampered(portal, lambda tx: tx.replace(application.model_copy(update={"chain": events[-2].digest})))

    assert verified(portal) == entry(application, len(events) + 1)


def test_entries_whose_subject_is_gone_are_named(trail):
    portal, application, _ = trail

    tampered(portal, lambda tx: tx.erase(Application, id=application.id))

    assert verified(portal) == [f"unknown {application.id}, entry 1"]


def test_entries_about_a_credential_are_proven_too(trail):
    portal, _, _ = trail
    credential = portal.kept(Credential)[0]
    events = portal.kept(Event, subject_id=credential.id, order="number")

    tampered(portal, lambda tx: rewritten(tx, events[1], role="officer"))

    assert verified(portal) == [f"credential {credential.id}, entry 2"]


def test_every_broken_subject_is_named(enrolled):
    portal, _, application, _ = enrolled
    other = steps.submitted(portal, steps.applicant_by_partner(portal))
    for id in (application.id, other.id):
        event = portal.kept(Event, subject_id=id, order="number")[0]
        tampered(portal, lambda tx, event=event: rewritten(tx, event, role="officer"))

    assert verified(portal) == [*entry(application, 1), *entry(other, 1)]


def test_who_did_what_in_which_role_from_which_session(enrolled):
    portal, actor, application, officer = enrolled
    events = portal.kept(Event, subject_id=application.id, order="number")

    told = {event.name: (event.role, event.account_id, event.session_id) for event in events}

    assert told["application.submitted"] == ("applicant", actor.account_id, actor.session_id)
    assert told["application.looked_at"] == ("officer", officer.account_id, officer.session_id)
    assert told["application.approved"] == ("officer", officer.account_id, officer.session_id)
    assert told["application.enrolled"] == ("applicant", actor.account_id, actor.session_id)
