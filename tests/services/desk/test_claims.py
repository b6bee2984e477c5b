"""Claims: the next request, a certain one, back again, taken over, and what each leaves behind."""

from datetime import timedelta

import pytest

from core.domain.accounts.identity import PORTAL_ITSELF, Role
from core.domain.application.application import Application, Event, EventValues, Outcome
from core.domain.desk.claim import CLAIM_LIFE, LostClaim
from core.domain.desk.view import View
from core.domain.errors import MalformedAnswerError, StaleError, StateError
from core.services.desk.claims import ClaimShown
from tests.services import steps
from tests.services.refusals import refusal_of

TO_TAKE, MINE, RETURNED, OPEN = (View(queue) for queue in ("to_take", "mine", "returned", "open"))


def told(portal):
    """Return the name and values of the newest event."""
    event = portal.kept(Event)[-1]
    values = portal.kept(EventValues, id=event.id)
    return event.name, values[0].values if values else {}


def rows(portal, actor, view):
    return [it.id for it in portal.queues.look(actor, view).page.rows]


def second_officer(portal):
    return steps.worker(portal, user_code="officiere")


@pytest.fixture
def three(sent):
    """A portal with three submitted requests, the oldest first, and two officers."""
    portal, _, first, officer = sent
    requests = [first]
    for subject in ("boreal-0001", "boreal-0002"):
        portal.clock.move(days=1)
        requests.append(steps.submitted(portal, steps.applicant_by_partner(portal, subject)))
    return portal, requests, officer, second_officer(portal)


def test_the_next_is_the_oldest_that_nobody_has_whoever_asks(three):
    portal, (first, second, third), officer, other = three
    more, last = (steps.worker(portal, user_code=code) for code in ("troisieme", "quatrieme"))

    taken = [portal.claims.take_next(who, TO_TAKE) for who in (officer, other, more)]

    assert [it.id for it in taken] == [first.id, second.id, third.id]
    assert portal.claims.take_next(last, TO_TAKE) is None
    assert (rows(portal, officer, MINE), rows(portal, other, MINE)) == ([first.id], [second.id])
    assert rows(portal, officer, TO_TAKE) == []


def test_a_claim_and_its_event_are_one(three):
    portal, (first, *_), officer, _ = three

    claimed = portal.claims.take_next(officer, TO_TAKE)

    assert portal.kept(Application, id=first.id) == [claimed]
    assert (claimed.claimed_by, claimed.claimed_at, claimed.claim_seen_at) == (
        officer.account_id, portal.clock.instant, portal.clock.instant,
    )  # fmt: skip
    event = portal.kept(Event)[-1]
    assert (event.name, event.subject_id, event.account_id, event.digest) == (
        "application.claimed", first.id, officer.account_id, claimed.chain,
    )  # fmt: skip


def test_the_next_comes_from_the_officers_own_view(three):
    portal, (_, second, _), officer, _ = three
    reference = portal.kept(Application, id=second.id)[0].reference

    assert portal.claims.take_next(officer, View("to_take", text=reference.lower())).id == second.id
    portal.claims.give_back(officer, second.id)
    assert portal.claims.take_next(officer, View("to_take", regulator="LSO")) is None
    assert portal.claims.take_next(officer, View("waiting")) is None


def test_a_claim_runs_out_when_its_officer_does_nothing_and_not_while_she_works(three):
    portal, (first, *_), officer, other = three
    portal.claims.take_next(officer, TO_TAKE)

    portal.clock.move(minutes=29)
    portal.claims.look(officer, first.id)
    portal.clock.move(minutes=29)
    assert portal.claims.look(other, first.id).name == "officer officier"
    assert first.id not in rows(portal, other, TO_TAKE)
    portal.clock.move(minutes=2)

    assert portal.claims.look(other, first.id) == ClaimShown(may_claim=True)
    assert rows(portal, officer, MINE) == []
    assert portal.claims.take_next(other, TO_TAKE).id == first.id
    assert portal.kept(LostClaim) == []


def test_work_on_a_claim_is_noted_now_and_then_and_writes_no_event(three):
    portal, (first, *_), officer, other = three
    portal.claims.take_next(officer, TO_TAKE)
    before, events = portal.kept(Application, id=first.id)[0], len(portal.kept(Event))

    for seconds in (1, 178):
        portal.clock.move(seconds=seconds)
        portal.claims.look(officer, first.id)
        portal.claims.look(other, first.id)
    assert portal.kept(Application, id=first.id) == [before]
    portal.clock.move(seconds=1)
    portal.claims.look(officer, first.id)

    after = portal.kept(Application, id=first.id)[0]
    assert (after.claim_seen_at, len(portal.kept(Event))) == (portal.clock.instant, events)


def test_another_life_of_claims_is_a_setting(three):
    portal, (first, *_), officer, other = three
    short = type(portal.claims)(portal.outside, timedelta(minutes=1))
    short.take_next(officer, TO_TAKE)

    portal.clock.move(seconds=61)

    assert short.take(other, first.id).claimed_by == other.account_id


def test_a_certain_request_is_taken_once_and_the_second_is_told_by_whom(three):
    portal, (_, second, _), officer, other = three

    claimed = portal.claims.take(officer, second.id)
    refusal = refusal_of(lambda: portal.claims.take(other, second.id))

    assert portal.claims.take(officer, second.id) == claimed
    assert (type(refusal), refusal.code, refusal.values) == (
        StaleError, "claimed_meanwhile", {"by": "officer officier"},
    )  # fmt: skip
    assert portal.claims.look(officer, second.id) == ClaimShown(
        "officer officier", portal.clock.instant, is_mine=True, may_claim=True
    )
    assert not portal.claims.look(other, second.id).is_mine


def test_a_request_given_back_is_there_for_everybody_again(three):
    portal, (first, *_), officer, other = three
    portal.claims.take_next(officer, TO_TAKE)

    refusal = refusal_of(lambda: portal.claims.give_back(other, first.id))
    portal.claims.give_back(officer, first.id)

    assert (type(refusal), refusal.code) == (StateError, "not_your_claim")
    assert told(portal) == ("application.given_back", {})
    assert portal.claims.take_next(other, TO_TAKE).id == first.id


def test_taking_over_needs_a_reason_which_the_history_keeps_and_the_other_reads(three):
    portal, (first, *_), officer, other = three
    portal.claims.take_next(officer, TO_TAKE)
    before = portal.everything()

    refusal = refusal_of(lambda: portal.claims.take_over(other, first.id, " \n"))
    assert (type(refusal), refusal.fields) == (MalformedAnswerError, {"why": "takeover_reason_needed"})
    assert portal.everything() == before
    portal.claims.take_over(other, first.id, " Camille est absente. ")

    assert told(portal) == (
        "application.taken_over", {"from": str(officer.account_id), "why": "Camille est absente."},
    )  # fmt: skip
    (lost,) = portal.queues.look(officer, MINE).lost
    assert (lost.reference, lost.by_id, lost.why, lost.lost_at) == (
        first.reference, other.account_id, "Camille est absente.", portal.clock.instant,
    )  # fmt: skip
    assert portal.queues.look(other, MINE).lost == ()
    assert (rows(portal, officer, MINE), rows(portal, other, MINE)) == ([], [first.id])
    portal.claims.acknowledge(officer)
    assert portal.queues.look(officer, MINE).lost == ()
    assert [it.read_at for it in portal.kept(LostClaim)] == [portal.clock.instant]


def test_taking_over_ones_own_changes_nothing_and_what_nobody_has_tells_nobody(three):
    portal, (first, *_), officer, other = three
    mine = portal.claims.take_next(officer, TO_TAKE)

    assert portal.claims.take_over(officer, first.id, "Erreur") == mine
    portal.claims.give_back(officer, first.id)
    portal.claims.take_over(other, first.id, "Urgence")

    assert told(portal) == ("application.taken_over", {"from": "", "why": "Urgence"})
    assert portal.kept(LostClaim) == []


@pytest.mark.clause("3.0")
@pytest.mark.parametrize("outcome", Outcome)
def test_a_decision_ends_the_claim_whoever_has_it(three, outcome):
    portal, (first, *_), officer, other = three
    portal.claims.take_next(officer, TO_TAKE)

    steps.decide(portal, other, first, outcome)

    after = portal.kept(Application, id=first.id)[0]
    assert (after.claimed_by, after.claimed_at, after.claim_seen_at) == (None, None, None)
    for verb in (portal.claims.take, portal.claims.give_back):
        assert isinstance(refusal_of(lambda verb=verb: verb(officer, first.id)), StateError)
    assert not portal.claims.look(officer, first.id).may_claim


@pytest.mark.clause("3.6")
def test_what_comes_back_waits_for_the_officer_who_asked_and_for_nobody_else(three):
    portal, (first, second, third), officer, other = three
    owner = steps.actor_of(portal, steps.token_of(portal))
    steps.decide(portal, officer, first, Outcome.DOCUMENTS_REQUIRED)
    steps.give_what_is_asked(portal, owner, first)
    portal.enrolment.submit(owner, first.id)

    assert (rows(portal, officer, RETURNED), rows(portal, other, RETURNED)) == ([first.id], [])
    assert rows(portal, other, TO_TAKE) == rows(portal, officer, TO_TAKE) == [second.id, third.id]
    assert portal.claims.take_next(officer, RETURNED).id == first.id
    assert (rows(portal, officer, RETURNED), rows(portal, officer, MINE)) == ([], [first.id])


def test_an_officer_who_leaves_gives_back_what_she_has_and_what_comes_back_to_her_is_for_anybody(three):
    portal, (first, second, third), officer, other = three
    owner = steps.actor_of(portal, steps.token_of(portal))
    steps.decide(portal, officer, first, Outcome.DOCUMENTS_REQUIRED)
    portal.claims.take(officer, second.id)
    administrator = steps.worker(portal, Role.ADMINISTRATOR, "administratrice")

    portal.accounts.close(administrator, officer.account_id)
    steps.give_what_is_asked(portal, owner, first)
    portal.enrolment.submit(owner, first.id)

    assert set(rows(portal, other, TO_TAKE)) == {first.id, second.id, third.id}
    names = [it.name for it in portal.kept(Event, subject_id=second.id)]
    assert names[-2:] == ["application.claimed", "application.given_back"]
    assert portal.oversight.verify_audit(PORTAL_ITSELF) == []


def test_one_takes_one_request_at_a_time_beside_those_set_aside_given_or_returned(three):
    portal, (first, second, third), officer, _ = three
    manager = steps.worker(portal, Role.MANAGER, "gestionnaire")
    portal.claims.take_next(officer, TO_TAKE)

    for call in (
        lambda: portal.claims.take_next(officer, TO_TAKE),
        lambda: portal.claims.take(officer, second.id),
    ):
        refusal = refusal_of(call)
        assert (refusal.code, refusal.values) == ("one_at_a_time", {"reference": first.reference})

    portal.holds.hold(officer, first.id, "advice", portal.outside.today())
    assert portal.claims.take_next(officer, TO_TAKE).id == second.id
    portal.claims.give_back(officer, second.id)
    portal.assignments.assign(manager, [second.id], [officer.account_id])
    assert portal.claims.take_next(officer, TO_TAKE).id == third.id


def test_what_one_gave_back_is_offered_to_others_and_not_again_to_oneself(three):
    portal, (first, second, _), officer, other = three
    portal.claims.take_next(officer, TO_TAKE)

    portal.claims.give_back(officer, first.id)

    assert portal.claims.take_next(officer, TO_TAKE).id == second.id
    assert portal.claims.take_next(other, TO_TAKE).id == first.id
    portal.claims.give_back(officer, second.id)
    assert portal.claims.take(officer, second.id).let_go_by == (officer.account_id,)


def test_who_knows_the_person_is_out_for_good_and_the_managers_read_why(three):
    portal, (first, second, _), officer, other = three
    manager = steps.worker(portal, Role.MANAGER, "gestionnaire")
    portal.claims.take(officer, first.id)

    assert refusal_of(lambda: portal.claims.stand_aside(officer, first.id, " ")).fields == {
        "knows_why": "knows_why_needed"
    }
    portal.claims.stand_aside(officer, first.id, " Ma voisine ")

    assert told(portal) == ("application.stood_aside", {})
    assert portal.claims.take_next(officer, TO_TAKE).id == second.id
    assert refusal_of(lambda: portal.claims.take(officer, first.id)).code == "reconsidered_by_another"
    assert portal.assignments.assign(manager, [first.id], [officer.account_id]).left == 1
    assert portal.claims.take(other, first.id).claimed_by == other.account_id
    (word,) = portal.queues.look(manager, OPEN).lost
    assert (word.kind, word.reference, word.why) == ("stood_aside", first.reference, "Ma voisine")


def test_a_claim_lasts_as_long_as_the_notes_say():
    assert timedelta(minutes=30) == CLAIM_LIFE
