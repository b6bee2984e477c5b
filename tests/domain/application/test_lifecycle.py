"""The one table of states and actions: what it allows, and that it allows nothing else."""

from datetime import UTC, date, datetime, timedelta
from itertools import product
from uuid import UUID

import pytest

from core.domain.accounts.identity import Role
from core.domain.application.application import Application, State
from core.domain.application.lifecycle import EFFECTS, MOVES, Action, move_of, possible_actions
from core.domain.errors import StateError

LAST_DAY = date(2026, 4, 7)
ALLOWED = {
    ("open", "answer", "applicant"): "open",
    ("open", "print", "applicant"): "open",
    ("open", "attach", "applicant"): "open",
    ("open", "remove", "applicant"): "open",
    ("open", "submit", "applicant"): "submitted",
    ("open", "remind", "portal"): "open",
    ("open", "expire", "portal"): "expired",
    ("submitted", "approve", "officer"): "approved",
    ("submitted", "refuse", "officer"): "refused",
    ("submitted", "require_documents", "officer"): "documents_required",
    ("submitted", "claim", "officer"): "submitted",
    ("submitted", "take_over", "officer"): "submitted",
    ("submitted", "give_back", "officer"): "submitted",
    ("submitted", "give_back", "administrator"): "submitted",
    ("submitted", "stand_aside", "officer"): "submitted",
    ("notice_given", "stand_aside", "officer"): "notice_given",
    ("documents_required", "stand_aside", "officer"): "documents_required",
    ("to_countersign", "stand_aside", "officer"): "to_countersign",
    ("submitted", "assign", "manager"): "submitted",
    ("submitted", "hold", "officer"): "submitted",
    ("submitted", "release", "officer"): "submitted",
    ("submitted", "give_notice", "officer"): "notice_given",
    ("submitted", "put_to_countersign", "officer"): "to_countersign",
    ("submitted", "reopen", "officer"): "documents_required",
    ("notice_given", "answer", "applicant"): "notice_given",
    ("notice_given", "print", "applicant"): "notice_given",
    ("notice_given", "attach", "applicant"): "notice_given",
    ("notice_given", "remove", "applicant"): "notice_given",
    ("notice_given", "answer_notice", "applicant"): "submitted",
    ("notice_given", "end_notice", "portal"): "submitted",
    ("to_countersign", "approve", "officer"): "approved",
    ("to_countersign", "refuse", "officer"): "refused",
    ("to_countersign", "require_documents", "officer"): "documents_required",
    ("to_countersign", "object", "officer"): "submitted",
    ("to_countersign", "take_back", "officer"): "submitted",
    ("documents_required", "attach", "applicant"): "documents_required",
    ("documents_required", "remove", "applicant"): "documents_required",
    ("documents_required", "submit", "applicant"): "submitted",
    ("documents_required", "refuse", "officer"): "refused",
    ("documents_required", "put_to_countersign", "officer"): "to_countersign",
    ("documents_required", "undo", "officer"): "submitted",
    ("refused", "undo", "officer"): "submitted",
    ("refused", "attach", "applicant"): "refused",
    ("refused", "remove", "applicant"): "refused",
    ("refused", "ask_reconsideration", "applicant"): "submitted",
    ("approved", "undo", "officer"): "submitted",
    ("approved", "issue_pin", "officer"): "approved",
    ("approved", "issue_pin", "administrator"): "approved",
    ("approved", "issue_pin", "representative"): "approved",
    ("approved", "revoke_pin", "officer"): "approved",
    ("approved", "revoke_pin", "administrator"): "approved",
    ("approved", "enrol", "newcomer"): "enrolled",
    ("approved", "enrol", "applicant"): "enrolled",
    ("approved", "erase", "portal"): "approved",
    ("refused", "erase", "portal"): "refused",
    ("enrolled", "erase", "portal"): "enrolled",
    ("expired", "erase", "portal"): "expired",
}
ACTIONS = (
    "answer", "print", "attach", "remove", "submit", "remind", "expire", "approve", "refuse",
    "require_documents", "claim", "take_over", "give_back", "stand_aside", "assign", "issue_pin",
    "revoke_pin", "enrol",
    "hold", "release", "give_notice", "put_to_countersign", "reopen", "answer_notice", "end_notice",
    "object", "take_back", "undo", "ask_reconsideration", "erase",
)  # fmt: skip
FORBIDDEN = [row for row in product(State, ACTIONS, Role) if tuple(map(str, row)) not in ALLOWED]


def application(state):
    return Application(
        id=UUID(int=1), account_id=UUID(int=2), reference="RRA-2222-2222", state=state,
        opened_on=LAST_DAY - timedelta(days=30), opened_at=datetime(2026, 3, 8, 12, tzinfo=UTC),
        last_day=LAST_DAY,
    )  # fmt: skip


@pytest.mark.clause("2.15")
@pytest.mark.parametrize(("row", "then"), ALLOWED.items())
def test_what_the_table_allows_leads_where_the_table_says(row, then):
    state, action, role = row
    before = application(State(state))

    move = move_of(before, action, Role(role), LAST_DAY)

    assert move.on(before) == before.model_copy(update={"state": State(then)})


@pytest.mark.parametrize(("state", "action", "role"), FORBIDDEN)
def test_everything_else_is_refused_and_the_refusal_says_what_is_possible(state, action, role):
    with pytest.raises(StateError) as refusal:
        move_of(application(state), action, role, LAST_DAY)

    assert (refusal.value.code, refusal.value.values) == (
        "not_open",
        {
            "reference": "RRA-2222-2222", "action": action, "state": str(state),
            "possible": ", ".join(possible_actions(state, role)) or "-",
        },
    )  # fmt: skip


def test_every_action_has_its_effect():
    assert set(EFFECTS) == set(Action) == {move.action for move in MOVES}


def test_this_test_knows_every_row_of_the_table():
    assert {(str(m.state), m.action, str(m.role)): str(m.then) for m in MOVES} == ALLOWED


@pytest.mark.clause("2.17")
@pytest.mark.parametrize("action", [action for action in ACTIONS if action != "expire"])
def test_an_application_past_its_last_day_takes_only_expiry(action):
    tomorrow = LAST_DAY + timedelta(days=1)

    with pytest.raises(StateError) as refusal:
        move_of(application(State.OPEN), action, Role.APPLICANT, tomorrow)

    assert (refusal.value.code, refusal.value.values) == (
        "expired",
        {"reference": "RRA-2222-2222", "last_day": LAST_DAY},
    )
    assert move_of(application(State.OPEN), "expire", Role.PORTAL, tomorrow).then is State.EXPIRED


@pytest.mark.parametrize("action", [action for action in ACTIONS if action != "end_notice"])
def test_a_notice_past_its_last_day_takes_only_its_end(action):
    noticed = application(State.NOTICE_GIVEN).model_copy(update={"answer_by": LAST_DAY})
    tomorrow = LAST_DAY + timedelta(days=1)

    with pytest.raises(StateError) as refusal:
        move_of(noticed, action, Role.APPLICANT, tomorrow)

    assert (refusal.value.code, refusal.value.values) == (
        "notice_over",
        {"reference": "RRA-2222-2222", "last_day": LAST_DAY},
    )
    assert move_of(noticed, "end_notice", Role.PORTAL, tomorrow).then is State.SUBMITTED
    assert move_of(noticed, "answer_notice", Role.APPLICANT, LAST_DAY).then is State.SUBMITTED


def test_what_is_possible_is_read_from_the_table():
    assert possible_actions(State.OPEN, Role.APPLICANT) == ("answer", "print", "attach", "remove", "submit")
    assert possible_actions(State.SUBMITTED, Role.APPLICANT) == ()
    assert possible_actions(State.SUBMITTED, Role.OFFICER) == (
        "approve", "refuse", "require_documents", "claim", "take_over", "give_back", "stand_aside", "hold",
        "release",
        "give_notice", "put_to_countersign", "reopen",
    )  # fmt: skip
    assert possible_actions(State.OPEN, Role.OFFICER) == ()
