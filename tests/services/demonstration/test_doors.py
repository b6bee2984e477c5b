"""The strip's doors: whom one press lets one be, and when they are shut."""

import pytest

from core.demonstration.entrance import FOLDER
from core.demonstration.stage.doors import READY_MADE, StageDoors
from core.domain.accounts.identity import PORTAL_ITSELF, Account, Credential, Role, Session
from core.domain.application.application import Application, Event, EventValues, State
from core.domain.errors import NotAllowedError, NotFoundError, NotSignedInError
from tests.services import steps
from tests.services.doubles import PortalOfMemory

ROLES = {
    "applicant": Role.APPLICANT, "officer": Role.OFFICER, "manager": Role.MANAGER,
    "stakeholder": Role.STAKEHOLDER, "administrator": Role.ADMINISTRATOR,
    "representative": Role.REPRESENTATIVE,
}  # fmt: skip


def entered(doors, part, token="", **more):
    return doors.enter(part, "fr", token, "Firefox", "127.0.0.1", **more)


def visit(portal: PortalOfMemory, told):
    return portal.credentials.who_is(told.token)


@pytest.mark.parametrize(("part", "role"), ROLES.items())
def test_one_press_opens_a_session_of_each_part_with_questions_and_terms_behind_it(portal, doors, part, role):
    told = entered(doors, part)
    here = visit(portal, told)

    assert (here.actor.role, here.needs, here.portal_terms_accepted) == (role, "", True)


def test_every_part_is_tried_above():
    assert ROLES.keys() == READY_MADE.keys()


def test_there_is_no_door_to_a_part_that_nobody_plays(doors):
    with pytest.raises(NotFoundError):
        entered(doors, "portal")


def test_the_applicant_of_the_strip_has_begun_a_request_and_is_the_same_at_the_next_press(portal, doors):
    first, second = entered(doors, "applicant"), entered(doors, "applicant")
    (seen,) = portal.enrolment.applications(visit(portal, second).actor)

    assert first.credential_id == second.credential_id
    assert (seen.application.state, seen.answered) == (State.OPEN, 6)


def test_the_representative_of_the_strip_was_enrolled_by_the_services(portal, doors):
    here = visit(portal, entered(doors, "representative"))
    (seen,) = portal.enrolment.applications(here.actor)

    assert seen.application.state is State.ENROLLED
    assert here.name == seen.application.name
    assert portal.oversight.verify_audit(PORTAL_ITSELF) == []


def test_the_representative_is_somebody_of_the_invented_office_where_it_has_one(portal, doors):
    office = Account(
        id=portal.outside.new_id(), role=Role.APPLICANT, created_at=portal.outside.now()
    ).enrolled("Camille Exemple", "Cabinet Exemple", portal.outside.now())
    with portal.store.write() as tx:
        tx.add(office)

    here = visit(portal, entered(doors, "representative"))

    assert (here.actor.account_id, here.name) == (office.id, "Camille Exemple")
    assert (here.actor.role, here.portal_terms_accepted) == (Role.REPRESENTATIVE, True)
    assert portal.oversight.verify_audit(PORTAL_ITSELF) == []


def test_a_press_ends_the_earlier_session_of_that_browser(portal, doors):
    first = entered(doors, "officer")
    second = entered(doors, "manager", first.token)

    with pytest.raises(NotSignedInError):
        portal.credentials.who_is(first.token)
    assert visit(portal, second).actor.role is Role.MANAGER


def test_a_press_ends_no_session_of_another_browser(portal, doors):
    first = entered(doors, "officer")
    entered(doors, "officer")

    assert visit(portal, first).actor.role is Role.OFFICER


def test_a_press_is_in_the_audit_and_says_through_what_it_came(portal, doors):
    told = entered(doors, "officer")
    (event,) = portal.kept(Event, subject_id=told.credential_id, name="credential.signed_in")
    (values,) = portal.kept(EventValues, id=event.id)

    assert values.values == {"through": "demonstration"}
    assert portal.oversight.verify_audit(PORTAL_ITSELF) == []


def test_the_doors_are_shut_once_somebody_made_an_account(portal, doors):
    steps.register(portal)

    assert not doors.is_open()
    for part in READY_MADE:
        with pytest.raises(NotAllowedError, match="demonstration_closed"):
            entered(doors, part)
    assert portal.kept(Session) == []


def test_the_doors_are_shut_once_somebody_came_by_a_partner(portal, doors):
    steps.applicant_by_partner(portal)

    assert not doors.is_open()


def test_a_setting_leaves_the_doors_open_beside_accounts_that_people_made(portal):
    steps.register(portal)

    assert visit(portal, entered(StageDoors(portal.outside, FOLDER, stays_open=True), "officer"))


def test_the_doors_never_lead_to_an_account_that_somebody_made(portal):
    doors = StageDoors(portal.outside, FOLDER, stays_open=True)
    mine = steps.register(portal, "seeapplicant")

    with pytest.raises(NotAllowedError):
        doors.open(mine, "", "Firefox", "127.0.0.1")
    with pytest.raises(NotAllowedError):
        entered(doors, "applicant")
    with pytest.raises(NotAllowedError):
        entered(doors, "applicant", guest=mine)
    assert portal.kept(Session) == []


def test_the_doors_never_lead_to_a_closed_account(portal, doors):
    (officer,) = portal.kept(Credential, user_code="officer1")
    portal.accounts.close(steps.actor_of(portal, entered(doors, "administrator").token), officer.account_id)

    with pytest.raises(NotAllowedError):
        entered(doors, "officer")


def test_people_whom_the_demonstration_invents_do_not_shut_its_doors(portal, doors):
    for part in READY_MADE:
        entered(doors, part)

    assert doors.is_open()
    assert len(portal.kept(Application)) == 2
