"""The look back: how rules fared before officers, and what was decided by whom."""

from datetime import timedelta

import pytest

from core.domain.accounts.identity import PORTAL_ITSELF, Role
from core.domain.application.application import Outcome
from core.domain.application.outcome_draft import Draft
from core.domain.decisions.office_practice import Practice
from tests.domain.typed import WHOLE
from tests.services import steps
from tests.services.doubles import portal_of_memory

CARD = {"second_id": {**WHOLE["second_id"], "second_id_kind": "credit_card"}}
RULE, REASON = "second_id_is_a_payment_card", "second_id_not_valid"
AGAINST = Draft(Outcome.APPROVED, overruled=((RULE, "Elle en a donné une autre."),))
FOLLOWED = Draft(Outcome.REFUSED, reasons=((REASON, ""),))


@pytest.fixture
def office():
    """A portal with a manager and two officers, one in a team, who have decided four requests."""
    portal = portal_of_memory()
    manager = steps.worker(portal, Role.MANAGER, "directrice")
    ana, zia = steps.worker(portal, user_code="anaofficer"), steps.worker(portal, user_code="ziaofficer")
    administrator = steps.worker(portal, Role.ADMINISTRATOR, "administratrice")
    portal.accounts.put_in_team(administrator, ana.account_id, "Est")
    requests = [
        steps.submitted(portal, steps.applicant_by_partner(portal, f"p{it}"), **(CARD if it < 3 else {}))
        for it in range(4)
    ]
    portal.clock.move(days=2)
    for officer, request, draft in (
        (ana, requests[0], FOLLOWED), (ana, requests[1], AGAINST),
        (zia, requests[2], steps.DRAFTS[Outcome.DOCUMENTS_REQUIRED]),
        (zia, requests[3], Draft(Outcome.APPROVED)),
    ):  # fmt: skip
        steps.decide(portal, officer, request, draft=draft)
    return portal, manager, ana, zia


def told(board):
    return [
        (it.name, it.approved, it.refused, it.documents_required, it.overruling, it.days)
        for it in board.figures
    ]


def rules(board):
    return [(it.rule.id, it.followed, it.overruled, it.left_open) for it in board.agreements]


def test_a_manager_sees_teams_and_how_each_rule_fared(office):
    portal, manager, _, _ = office

    board = portal.quality.look(manager, 30)

    assert told(board) == [("", 1, 0, 1, 0, 2), ("Est", 1, 1, 0, 1, 2)]
    assert rules(board) == [(RULE, 1, 1, 1)]


def test_an_officer_sees_her_own_decisions_and_no_others(office):
    portal, _, ana, zia = office

    assert told(portal.quality.look(ana, 30)) == [("", 1, 1, 0, 1, 2)]
    assert told(portal.quality.look(zia, 30)) == [("", 1, 0, 1, 0, 2)]
    assert rules(portal.quality.look(zia, 30)) == [(RULE, 0, 0, 1)]


def test_what_is_older_than_the_period_is_left_out(office):
    portal, manager, _, _ = office
    portal.clock.move(days=31)

    assert told(portal.quality.look(manager, 30)) == []
    assert [it.decided for it in portal.quality.look(manager, 90).figures] == [2, 2]
    assert portal.quality.look(manager, 1000).days == 30


def test_a_decision_is_compared_with_the_verdicts_its_officer_had_before_her(office):
    portal, manager, ana, _ = office
    actor = steps.applicant_by_partner(portal, "again")
    request = steps.submitted(portal, actor, **CARD)
    steps.decide(portal, ana, request, Outcome.DOCUMENTS_REQUIRED)
    portal.clock.move(days=1)
    steps.give_what_is_asked(portal, actor, request)
    portal.enrolment.submit(actor, request.id)
    portal.oversight.run_due(PORTAL_ITSELF)
    portal.clock.move(days=1)
    steps.decide(portal, ana, request, draft=FOLLOWED)

    assert rules(portal.quality.look(manager, 30)) == [(RULE, 2, 1, 2)]


# --- second looks ---

SIGNING = Practice(notice_days=0, by_reason=True, first_decisions=1, percent=0, undo=timedelta(minutes=2))
UNDOING = Practice(notice_days=0, by_reason=False, first_decisions=0, percent=0, undo=timedelta(minutes=2))
ACCUSING = Draft(Outcome.REFUSED, reasons=(("identity_not_established", "Le visage n’est pas le même."),))


def signatures(board):
    return [
        (it.name, it.cause, it.put, it.signed, it.sent_back, it.taken_back, it.waiting)
        for it in board.signatures
    ]


def contested(rows):
    return [(it.name, it.asked, it.upheld, it.overturned, it.undecided, it.undone) for it in rows]


def decided_by(portal, officer, request, draft):
    stage = portal.casework.case(officer, request.id).seen.stage
    return portal.casework.decide(officer, request.id, stage, draft)


def test_second_signatures_are_told_by_cause_to_her_who_decided_and_by_team_to_a_manager(office):
    portal, manager, ana, zia = office
    portal = portal.with_outside(practice=SIGNING)
    signing = portal.countersignatures
    new = steps.worker(portal, user_code="neweofficer")
    one, two = (steps.submitted(portal, steps.applicant_by_partner(portal, f"s{it}")) for it in range(2))

    draft = decided_by(portal, ana, one, ACCUSING)
    signing.object(zia, one.id, draft.id, "La photo est la même.")
    draft = decided_by(portal, ana, one, Draft(Outcome.APPROVED))
    signing.agree(zia, one.id, draft.id)
    decided_by(portal, new, two, Draft(Outcome.APPROVED))
    signing.take_back(new, two.id)
    decided_by(portal, new, two, Draft(Outcome.APPROVED))

    anas = [("reason", 1, 0, 1, 0, 0), ("objection", 1, 1, 0, 0, 0)]
    news = [("first", 2, 0, 0, 1, 1)]
    everybodys = signatures(portal.quality.look(manager, 30))
    assert everybodys == [*(("", *it) for it in news), *(("Est", *it) for it in anas)]
    assert signatures(portal.quality.look(ana, 30)) == [("", *it) for it in anas]
    assert signatures(portal.quality.look(new, 30)) == [("", *it) for it in news]
    assert signatures(portal.quality.look(zia, 30)) == []


def test_refusals_overturned_and_decisions_undone_are_told_of_her_who_gave_them(office):
    portal, manager, ana, zia = office
    portal = portal.with_outside(practice=UNDOING)
    owners = [steps.applicant_by_partner(portal, f"r{it}") for it in range(2)]
    requests = [steps.submitted(portal, it, **CARD) for it in owners]
    for owner, request in zip(owners, requests, strict=True):
        steps.decide(portal, ana, request, draft=FOLLOWED)
        portal.clock.move(hours=1)
        portal.oversight.run_due(PORTAL_ITSELF)
        portal.reconsiderations.ask(owner, request.id, "J’ai une autre pièce.")
    decided_by(portal, zia, requests[0], AGAINST)
    portal.decision_undo.undo(zia, requests[0].id)
    decided_by(portal, zia, requests[0], AGAINST)

    board = portal.quality.look(manager, 30)

    assert contested(board.contested) == [("", 0, 0, 0, 0, 1), ("Est", 2, 0, 1, 1, 0)]
    assert contested(board.by_reason) == [(REASON, 2, 0, 1, 1, 0)]
    assert contested(portal.quality.look(ana, 30).contested) == [("", 2, 0, 1, 1, 0)]
    own = portal.quality.look(zia, 30)
    assert (contested(own.contested), own.by_reason) == ([("", 0, 0, 0, 0, 1)], ())
