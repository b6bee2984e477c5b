"""Accounts of those who work here, and what an account holds of its owner."""

from uuid import UUID

import pytest

from core.domain.accounts.identity import PORTAL_ITSELF, Account, Credential, Role, Session
from core.domain.application.application import Event, EventValues
from core.domain.errors import MalformedAnswerError, NotFoundError, PortalError, StateError
from core.services.accounts.accounts import STAFF_ROLES
from tests.services import steps
from tests.services.refusals import refusal_of

NEW_PASSWORD = "Nouveau-Secret2"


@pytest.fixture
def office(portal):
    """A portal with an administrator."""
    return portal, steps.worker(portal, Role.ADMINISTRATOR, "adminis9")


def add(
    portal, actor, user_code="officier", password=steps.PASSWORD, role="officer", name=" Camille Fictif "
):
    return portal.accounts.add(actor, user_code, password, role, name)


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_an_administrator_adds_somebody_who_then_signs_in_in_her_role(office, role):
    portal, administrator = office

    id = add(portal, administrator, " Officier ", role=role)

    account = portal.kept(Account, id=id)[0]
    visit = portal.credentials.who_is(steps.token_of(portal, "officier"))
    assert (account.role, account.name) == (role, "Camille Fictif")
    assert (visit.actor.account_id, visit.needs, visit.name) == (id, "security_setup", "Camille Fictif")
    event = next(event for event in portal.kept(Event) if event.subject_id == visit.actor.credential_id)
    assert (event.name, event.role, portal.kept(EventValues, id=event.id)[0].values) == (
        "account.added", "administrator", {"role": role, "by": str(administrator.account_id)},
    )  # fmt: skip
    assert [(row.account.id, row.user_code) for row in portal.accounts.staff(administrator)][-1] == (
        id, "officier",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"user_code": "court"}, {"user_code": "user_code_length"}),
        ({"user_code": "ADMINIS9"}, {"user_code": "user_code_taken"}),
        ({"password": "faible"}, {"password": "password_length"}),
        ({"role": "representative"}, {"role": "not_in_list"}),
        ({"role": "applicant"}, {"role": "not_in_list"}),
        ({"role": "portal"}, {"role": "not_in_list"}),
        ({"role": "king"}, {"role": "not_in_list"}),
        ({"name": "  "}, {"name": "required"}),
    ],
    ids=str,
)
def test_an_account_is_added_under_the_same_rules_as_everybodys(office, change, fields):
    portal, administrator = office
    before = portal.everything()

    refusal = refusal_of(lambda: add(portal, administrator, **change))

    assert (type(refusal), refusal.fields) == (MalformedAnswerError, fields)
    assert portal.everything() == before


def test_the_portal_itself_adds_the_first_administrator(portal):
    add(portal, PORTAL_ITSELF, role="administrator")

    assert portal.kept(Account)[0].role is Role.ADMINISTRATOR


def test_a_closed_account_no_longer_signs_in_and_its_sessions_end(office):
    portal, administrator = office
    id = add(portal, administrator)
    token = steps.token_of(portal, "officier")

    portal.accounts.close(administrator, id)

    codes = [
        refusal_of(lambda: portal.credentials.who_is(token)).code,
        refusal_of(lambda: portal.credentials.sign_in("officier", steps.PASSWORD)).code,
    ]
    assert codes == ["session_ended", "wrong_credentials"]
    assert portal.kept(Account, id=id)[0].closed_at == portal.clock.instant
    assert portal.kept(Event)[-1].name == "credential.closed"


def test_nobody_closes_her_own_account(office):
    portal, administrator = office
    before = portal.everything()

    refusal = refusal_of(lambda: portal.accounts.close(administrator, administrator.account_id))

    assert (type(refusal), refusal.code) == (StateError, "own_account")
    assert portal.everything() == before


def test_the_account_of_an_applicant_is_not_an_administrators_to_close(office):
    portal, administrator = office
    applicant = steps.applicant(portal)
    before = portal.everything()

    refusals = [
        refusal_of(lambda id=id: portal.accounts.close(administrator, id))
        for id in (applicant.account_id, UUID(int=0))
    ]

    assert [(type(it), it.code) for it in refusals] == [(NotFoundError, "not_found")] * 2
    assert portal.everything() == before


# --- Passwords -------------------------------------------------------------------------------------------


def change(portal, actor, old=steps.PASSWORD, new=NEW_PASSWORD, again=NEW_PASSWORD):
    portal.accounts.change_password(actor, old, new, again)


def test_a_changed_password_is_the_one_that_counts_and_every_other_session_ends(someone):
    portal, actor = someone
    other = steps.token_of(portal)

    change(portal, actor)

    assert (
        refusal_of(lambda: portal.credentials.sign_in("zoetrope", steps.PASSWORD)).code == "wrong_credentials"
    )
    assert steps.token_of(portal, password=NEW_PASSWORD) != ""
    assert refusal_of(lambda: portal.credentials.who_is(other)).code == "session_ended"
    assert portal.kept(Session, id=actor.session_id)[0].ended_at is None
    assert "credential.password_changed" in [event.name for event in portal.kept(Event)]


@pytest.mark.parametrize(
    ("new", "again", "fields"),
    [
        ("faible", "faible", {"password": "password_length"}),
        ("Zoetrope1", "Zoetrope1", {"password": "password_repeats_user_code"}),
        (NEW_PASSWORD, "Autre-Secret3", {"password_again": "passwords_differ"}),
    ],
)
def test_a_new_password_follows_the_rules(someone, new, again, fields):
    portal, actor = someone
    before = portal.everything()

    assert refusal_of(lambda: change(portal, actor, new=new, again=again)).fields == fields
    assert portal.everything() == before


def test_the_old_password_is_needed_and_wrong_ones_are_counted_at_the_door_of_signing_in(someone):
    portal, actor = someone

    refusals = [refusal_of(lambda: change(portal, actor, old="Wrong-pass1")) for _ in range(5)]

    assert [it.code for it in refusals] == [*["wrong_password"] * 4, "locked_out"]
    assert type(refusals[0]) is PortalError
    assert refusal_of(lambda: change(portal, actor)).code == "locked_out"
    assert refusal_of(lambda: steps.token_of(portal)).code == "locked_out"


def test_who_signs_in_with_a_partner_has_no_password_here(portal):
    actor = steps.applicant_by_partner(portal)

    assert refusal_of(lambda: change(portal, actor)).code == "not_found"


# --- Representatives -------------------------------------------------------------------------------------


@pytest.mark.clause("4.16")
def test_a_representative_sees_what_was_approved_and_her_history(enrolled):
    portal, actor, application, _ = enrolled

    seen = portal.accounts.enrolment(actor)

    assert (seen.application.id, seen.decision.outcome) == (application.id, "approved")
    names = [event.name for event in portal.enrolment.history(actor, application.id)]
    assert names == [
        "application.enrolled", "application.approved", "application.looked_at", "application.submitted",
        *["document.attached"] * 3, "form.printed", *["answer.given"] * 19, "application.opened",
    ]  # fmt: skip


@pytest.mark.clause("4.9n")
def test_an_administrator_makes_a_representative_the_authorised_person_and_back(enrolled):
    portal, actor, application, _ = enrolled
    administrator = steps.worker(portal, Role.ADMINISTRATOR, "adminis9")
    states = []
    for authorised in (True, False):
        portal.accounts.authorise(administrator, f" {application.reference.lower()}", authorised)
        states.append(portal.kept(Account, id=actor.account_id)[0].is_authorised_person)

    assert states == [True, False]
    event = portal.kept(Event, subject_id=application.id, order="number")[-1]
    assert (event.name, portal.kept(EventValues, id=event.id)[0].values) == (
        "account.authorised", {"authorised": False},
    )  # fmt: skip


@pytest.mark.clause("4.9n")
def test_who_named_no_organisation_cannot_be_its_authorised_person(someone):
    portal, actor = someone
    officer = steps.worker(portal)
    _, application = steps.representative(portal, actor, officer)
    with portal.store.write() as tx:
        account = tx.get(Account, actor.account_id)
        tx.replace(account.model_copy(update={"organisation": ""}))
    administrator = steps.worker(portal, Role.ADMINISTRATOR, "adminis9")

    refusal = refusal_of(lambda: portal.accounts.authorise(administrator, application.reference, True))

    assert (type(refusal), refusal.code) == (StateError, "no_organisation")


def test_a_request_not_enrolled_makes_nobody_an_authorised_person(approved):
    portal, _, application, _, _ = approved
    administrator = steps.worker(portal, Role.ADMINISTRATOR, "adminis9")

    refusal = refusal_of(lambda: portal.accounts.authorise(administrator, application.reference, True))

    assert (type(refusal), refusal.code) == (NotFoundError, "not_found")


def test_the_list_of_those_who_work_here_names_nobody_else(office):
    portal, administrator = office
    steps.applicant(portal)

    assert [row.user_code for row in portal.accounts.staff(administrator)] == ["adminis9"]
    assert len(portal.kept(Credential)) == 2
