"""Every verb that writes, called twice the same way: one act, however impatient the finger."""

from datetime import date

import pytest

from core.domain.accounts.identity import PORTAL_ITSELF, Credential, Role
from core.domain.application.application import Outcome
from core.domain.application.proceedings import DraftDecision
from core.domain.rules.register_care import Assent
from tests.services import steps
from tests.services.letters.test_email_checks import code_in
from tests.services.refusals import refusal_of
from tests.services.test_rights import (
    AS_A_NEWCOMER,
    EVERY_VERB,
    _propose,
    _register_twice,
    as_role,
    two,
)


def _code_sent(portal, actor, it):
    portal.email_checks.send(actor, it.application.id)
    return code_in(portal)


def _own_draft(portal, actor, it):
    draft = portal.kept(DraftDecision, application_id=it.application.id, order="number")[-1]
    portal.countersignatures.object(actor, it.application.id, draft.id, "Trop tôt")
    stage = portal.casework.case(actor, it.application.id).seen.stage
    portal.casework.decide(actor, it.application.id, stage, steps.DRAFTS[Outcome.APPROVED])


LOOKED_AT = {
    "Casework.open_case", "Judgements.as_judged", "Explanations.opened", "Queues.export",
    "Documents.page", "Accounts.unlock",
}  # fmt: skip
"""Reading, or opening a door that is open by now: it changes nothing, and each time is audited."""
LAST_ONE_COUNTS = {"AccountMoves.start"}
"""Shows a secret word once: of two, the one that is on the screen is the good one."""
PREPARED = {
    "Enrolment.open_application": (
        lambda p, a, it: p.clock.move(days=31),
        lambda p, a, it, _: p.enrolment.open_application(a, it.application.id),
    ),
    "Claims.give_back": (
        lambda p, a, it: p.claims.take(a, it.application.id),
        lambda p, a, it, _: p.claims.give_back(a, it.application.id),
    ),
    "Holds.release": (
        lambda p, a, it: p.holds.hold(a, it.application.id, "advice", p.outside.today()),
        lambda p, a, it, _: p.holds.release(a, it.application.id),
    ),
    "EmailChecks.confirm": (
        _code_sent,
        lambda p, a, it, code: p.email_checks.confirm(a, it.application.id, code),
    ),
    "Publications.revise": (
        lambda p, a, it: (p.clock.move(days=60), p.publications.publish_due(PORTAL_ITSELF)),
        lambda p, a, it, _: p.publications.revise(a, date(2026, 1, 1), "Oubli."),
    ),
    "Registers.apply": (
        lambda p, a, it: _propose(p, PORTAL_ITSELF, it),
        lambda p, a, it, proposal: p.registers.apply(a, proposal),
    ),
    "Registers.bring_back": (
        lambda p, a, it: (_register_twice(p, it), p.registers.way_back(PORTAL_ITSELF, "CICC"))[1],
        lambda p, a, it, way: p.registers.bring_back(a, way, Assent("CICC", "The wrong file")),
    ),
    "Registers.way_back": (
        lambda p, a, it: _register_twice(p, it),
        lambda p, a, it, _: p.registers.way_back(a, "CICC"),
    ),
    "DecisionUndo.undo": (
        lambda p, a, it: p.casework.decide(a, it.application.id, 1, steps.DRAFTS[Outcome.APPROVED]),
        lambda p, a, it, _: p.decision_undo.undo(a, it.application.id),
    ),
    "Countersignatures.take_back": (
        _own_draft,
        lambda p, a, it, _: p.countersignatures.take_back(a, it.application.id),
    ),
}
"""Verbs of the table of rights whose call prepares first what it then does."""


def who(name, mine):
    roles = EVERY_VERB[name].roles
    role = sorted(roles - {Role.UNPROVEN} or roles)[0]
    return as_role(mine.newcomer if name in AS_A_NEWCOMER else mine.owner, role)


@pytest.mark.parametrize("name", sorted(set(EVERY_VERB) - LOOKED_AT - LAST_ONE_COUNTS))
def test_the_same_call_twice_is_one_act(name):
    row = EVERY_VERB[name]
    portal, mine, _ = two(row.world)
    actor = who(name, mine)
    if name in PREPARED:
        prepare, call = PREPARED[name]
        ready = prepare(portal, actor, mine)
        act = lambda: refusal_of(lambda: call(portal, actor, mine, ready))  # noqa: E731 one of two ways to act
    else:
        act = lambda: refusal_of(lambda: row.call(portal, actor, mine))  # noqa: E731 the other way
    assert act() is None
    once = portal.everything()

    act()

    assert portal.everything() == once


def test_a_registration_pressed_twice_makes_one_credential_and_complains_of_nothing(portal):
    steps.register(portal, "nouvelle")
    steps.register(portal, "nouvelle")

    assert [it.user_code for it in portal.kept(Credential)] == ["nouvelle"]


def test_a_code_taken_by_somebody_else_a_moment_ago_is_refused(portal):
    steps.register(portal, "nouvelle")

    refusal = refusal_of(
        lambda: steps.register(portal, "nouvelle", password="Autre-Secret9", password_again="Autre-Secret9")
    )

    assert refusal.fields == {"user_code": "user_code_taken"}


def test_a_code_of_ones_own_that_is_not_of_this_moment_is_taken(portal):
    steps.register(portal, "nouvelle")
    portal.clock.move(minutes=1)

    refusal = refusal_of(lambda: steps.register(portal, "nouvelle"))

    assert refusal.fields == {"user_code": "user_code_taken"}
