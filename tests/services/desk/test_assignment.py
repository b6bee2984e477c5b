"""A manager gives requests to officers: chosen ones, or the oldest of a view, evenly."""

from uuid import UUID

import pytest

from core.domain.accounts.identity import Role
from core.domain.application.application import Application, Event, EventValues
from core.domain.desk.claim import LostClaim
from core.domain.desk.view import View
from core.domain.errors import MalformedAnswerError
from core.services.desk.assignment import MOST, AssignmentResult
from tests.services import steps
from tests.services.refusals import refusal_of

OPEN, TO_TAKE = View("open"), View("to_take")


@pytest.fixture
def office(sent):
    """A portal with eight submitted requests, oldest first, two officers and a manager."""
    portal, _, first, officer = sent
    sent = portal.kept(Application, id=first.id)[0]
    requests = [first.id]
    with portal.store.write() as tx:
        for number in range(3, 10):
            requests.append(portal.outside.new_id())
            again = {"id": requests[-1], "reference": f"RRA-{number:04}-2222", "events": 0, "chain": ""}
            tx.add(sent.model_copy(update=again))
    other = steps.worker(portal, user_code="officiere")
    return portal, requests, (officer, other), steps.worker(portal, Role.MANAGER, "gestionnaire")


def holders(portal, requests):
    return [portal.kept(Application, id=id)[0].claimed_by for id in requests]


def test_the_oldest_of_a_view_are_given_evenly_each_with_its_event(office):
    portal, requests, officers, manager = office
    ids = [it.account_id for it in officers]
    portal.claims.take(officers[0], requests[0])

    assigned = portal.assignments.assign_oldest(manager, TO_TAKE, 5, ids)

    # by name: officer officier, officer officiere
    assert assigned == AssignmentResult({ids[0]: 3, ids[1]: 2}, 0)
    assert holders(portal, requests[1:]) == [ids[0], ids[1], ids[0], ids[1], ids[0], None, None]
    events = portal.kept(Event, name="application.assigned")
    assert [(it.subject_id, it.account_id) for it in events] == [
        (id, manager.account_id) for id in requests[1:6]
    ]
    told = [portal.kept(EventValues, id=it.id)[0].values for it in events]
    assert told == [{"to": str(id)} for id in (ids[0], ids[1], ids[0], ids[1], ids[0])]


def test_what_a_manager_gave_does_not_run_out(office):
    portal, requests, (officer, other), manager = office
    portal.assignments.assign(manager, requests[:1], [officer.account_id])

    portal.clock.move(days=9)

    assert portal.claims.look(other, requests[0]).given
    assert portal.queues.look(officer, View("mine")).counts["mine"] == 1
    portal.claims.look(officer, requests[0])
    portal.clock.move(days=9)
    assert portal.queues.look(officer, View("mine")).counts["mine"] == 1


def test_an_officer_whose_request_goes_to_another_is_told(office):
    portal, requests, (officer, other), manager = office
    portal.claims.take(officer, requests[0])
    portal.assignments.assign(manager, requests[1:2], [officer.account_id])

    portal.assignments.assign(manager, requests[:1], [other.account_id])
    portal.assignments.assign(manager, requests[1:2], [officer.account_id])

    assert holders(portal, requests[:2]) == [other.account_id, officer.account_id]
    assert [(it.account_id, it.by_id, it.why) for it in portal.kept(LostClaim)] == [
        (officer.account_id, manager.account_id, "")
    ]


def test_what_was_decided_meanwhile_is_left(office):
    portal, requests, (officer, _), manager = office
    with portal.store.read() as tx:
        first = tx.get(Application, requests[0])
    steps.decide(portal, officer, first)

    assigned = portal.assignments.assign(manager, requests[:3], [officer.account_id])

    assert assigned == AssignmentResult({officer.account_id: 2}, 1)
    assert holders(portal, requests[:1]) == [None]


def test_an_assignment_to_nobody_or_of_nothing_or_of_too_much_changes_nothing(office):
    portal, requests, (officer, other), manager = office
    administrator = steps.worker(portal, Role.ADMINISTRATOR, "administratrice")
    portal.accounts.close(administrator, other.account_id)
    me, before = officer.account_id, portal.everything()

    def refused(*args):
        return refusal_of(lambda: portal.assignments.assign(manager, *args))

    refusals = [
        refused(requests, []),
        refused(requests, [other.account_id]),
        refused(requests, [manager.account_id]),
        refused([], [me]),
        refused([UUID(int=it) for it in range(MOST + 1)], [me]),
        refusal_of(lambda: portal.assignments.assign_oldest(manager, OPEN, 0, [me])),
        refusal_of(lambda: portal.assignments.assign_oldest(manager, View("waiting"), 3, [me])),
    ]

    assert {type(it) for it in refusals} == {MalformedAnswerError}
    assert [it.fields for it in refusals] == [
        {"officers": "officer_needed"}, {"officers": "officer_needed"}, {"officers": "officer_needed"},
        {"requests": "requests_needed"}, {"requests": "too_many_to_assign"},
        {"requests": "requests_needed"}, {"requests": "requests_needed"},
    ]  # fmt: skip
    assert portal.everything() == before
