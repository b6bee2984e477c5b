"""Scenarios: where each brings somebody, and what the rules say of papers given through vault and reader."""

from datetime import timedelta

import pytest
from warm_rooms import warm_rooms

from core.adapters.scanning.form_reader import PaperReader
from core.adapters.vault.vault import FileVault
from core.demonstration.entrance import FOLDER
from core.demonstration.stage.doors import StageDoors
from core.demonstration.stage.road import Road
from core.demonstration.stage.scenes import SCENES
from core.domain.accounts.identity import PORTAL_ITSELF
from core.domain.application.application import State
from core.domain.errors import NotAllowedError, NotFoundError
from core.domain.rules.rules import Verdict
from tests.services import steps

PAPERS = {
    "in_order": set(),
    "unsigned": {"form_not_signed"},
    "not_attested": {"form_not_attested"},
    "payment_card": {"second_id_is_a_payment_card"},
    "wrong_number": {"not_in_register"},
    "changed_answers": {"form_older_than_answers"},
}
"""Scenarios that wait for papers, and the rules by which such a request would be refused."""
STATES = {
    "documents_asked": State.DOCUMENTS_REQUIRED,
    "notice": State.NOTICE_GIVEN,
    "reconsideration": State.SUBMITTED,
    "last_days": State.OPEN,
}
"""Scenarios in which something was decided or is about to end."""


@pytest.fixture
def real(portal, tmp_path):
    """The same demonstration with the portal's own vault and reader."""
    with warm_rooms():
        yield portal.with_outside(vault=FileVault(f"file://{tmp_path}"), reader=PaperReader())


def played(portal, code, language="fr"):
    doors = StageDoors(portal.outside, FOLDER)
    here = portal.credentials.who_is(doors.play(code, language, "", "Firefox", "127.0.0.1").token)
    (seen,) = portal.enrolment.applications(here.actor)
    return here.actor, seen


@pytest.mark.parametrize(("code", "refusals"), PAPERS.items())
def test_a_specimen_goes_through_vault_and_reader_and_fails_what_its_scenario_says(real, code, refusals):
    actor, seen = played(real, code)
    Road(real.outside).give_papers(actor, seen.application, SCENES[code].specimen)

    findings = real.judgements.forecast(actor, seen.application.id)

    assert (seen.application.state, seen.is_printed) == (State.OPEN, True)
    assert {it.rule.id for it in findings if it.would_be_refused and it.verdict is Verdict.FAILS} == refusals
    real.enrolment.submit(actor, seen.application.id)
    assert real.oversight.verify_audit(PORTAL_ITSELF) == []


@pytest.mark.parametrize(("code", "state"), STATES.items())
def test_a_scenario_brings_somebody_to_its_place(portal, code, state):
    _, seen = played(portal, code, "en")

    assert seen.application.state is state
    assert portal.oversight.verify_audit(PORTAL_ITSELF) == []


def test_every_scenario_is_tried_above():
    assert PAPERS.keys() | STATES.keys() == SCENES.keys()


def test_two_days_before_the_end_two_days_are_left(portal):
    _, seen = played(portal, "last_days")

    assert seen.application.last_day - portal.outside.today() == timedelta(days=2)


def test_a_refusal_is_looked_at_again_and_a_notice_can_be_answered(portal):
    _, again = played(portal, "reconsideration")
    _, noticed = played(portal, "notice")

    assert again.proceedings.reconsideration is not None
    assert noticed.open_notice is not None


def test_two_people_never_meet_in_one_scenario(portal):
    (first, one), (second, other) = played(portal, "last_days"), played(portal, "last_days")

    assert first.account_id != second.account_id
    assert one.application.reference != other.application.reference
    who = ("regulator", "membership_number")
    assert [one.answers[it] for it in who] != [other.answers[it] for it in who]


def test_a_scenario_that_is_not_there_invents_nobody(portal):
    before = portal.everything()

    with pytest.raises(NotFoundError):
        played(portal, "nothing")
    assert portal.everything() == before


def test_a_scenario_is_shut_beside_accounts_that_people_made(portal):
    steps.register(portal)
    before = portal.everything()

    with pytest.raises(NotAllowedError, match="demonstration_closed"):
        played(portal, "in_order")
    assert portal.everything() == before
