"""PINs: one letter, one use, one account; wrong ones all alike, and not many of them."""

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.accounts.identity import PORTAL_ITSELF, Account, Credential, Role
from core.domain.accounts.pin import Pin
from core.domain.application.application import Application, Event, EventValues, Message, Outcome, State
from core.domain.errors import LockedOutError, NotAllowedError, NotFoundError, PortalError, StateError
from core.domain.ports.letters import DoubtfulError
from tests.services import steps
from tests.services.refusals import refusal_of

NEVER_ISSUED = "ZZZZZZZZ"
RIGHT = ("Zoé", "Ñuñez O’Brien")


def newcomer(portal, user_code="nouvelle", address="198.51.100.7"):
    """Somebody signed in who has no account, at an address of her own."""
    steps.register(portal, user_code)
    ticket = portal.credentials.sign_in(user_code, steps.PASSWORD, "Firefox", address)
    return steps.actor_of(portal, portal.credentials.exchange(ticket))


def tried(portal, actor, pin=NEVER_ISSUED, names=RIGHT):
    """Return the refusal of a PIN, or None."""
    return refusal_of(lambda: portal.pins.enrol(actor, *names, pin))


def letters(portal, name):
    return [row for row in portal.kept(Message) if row.letter == name]


# --- The letter ------------------------------------------------------------------------------------------


@pytest.mark.clause("3.1")
def test_a_pin_has_eight_signs_that_nobody_confuses_and_lasts_90_days(approved):
    portal, _, _, pin, _ = approved

    (row,) = portal.kept(Pin)
    assert re.fullmatch("[23456789ABCDEFGHJKMNPQRSTUVWXYZ]{8}", pin)
    assert row.expires_at - row.made_at == timedelta(days=90)
    assert portal.outside.hasher.matches(pin, row.pin_hash)
    assert letters(portal, "approved")[0].told["expires_on"] == "2026-05-31"


@pytest.mark.clause("3.1")
def test_a_pin_waits_sealed_and_is_erased_with_its_delivery(sent):
    portal, _, application, officer = sent
    steps.decide(portal, officer, application)
    waiting = letters(portal, "approved")[0]

    pin = steps.pin_in(steps.delivered(portal))

    opened = portal.outside.sealer.open(waiting.sealed)
    assert pin in opened
    assert pin not in repr(waiting)
    assert (letters(portal, "approved")[0].state, letters(portal, "approved")[0].sealed) == ("sent", None)


@pytest.mark.parametrize(
    ("fault", "tries", "state"),
    [(DoubtfulError("gone"), 1, "doubtful"), (ConnectionRefusedError(), 37, "failed")],
)
def test_a_pin_is_erased_when_its_letter_fails_and_such_a_letter_is_not_sent_again(sent, fault, tries, state):
    portal, _, application, officer = sent
    steps.delivered(portal)
    steps.decide(portal, officer, application)
    portal.mailer.fault = fault
    for _ in range(tries):
        portal.correspondence.deliver(PORTAL_ITSELF)
        portal.clock.move(hours=6)
    administrator = steps.worker(portal, Role.ADMINISTRATOR, "adminis9")

    row = portal.correspondence.troubled(administrator, "fr")[0].message
    refusal = refusal_of(lambda: portal.correspondence.send_again(administrator, row.id))

    assert (row.letter, row.state, row.tries, row.sealed) == ("approved", state, tries, None)
    assert (type(refusal), refusal.code) == (StateError, "letter_not_sendable")


def test_a_letter_sealed_under_another_key_fails_and_holds_up_no_other(sent):
    portal, _, application, officer = sent
    steps.decide(portal, officer, application)
    other = steps.applicant_by_partner(portal)
    steps.submitted(portal, other)
    with portal.store.write() as tx:
        tx.replace(letters(portal, "approved")[0].model_copy(update={"sealed": "sealed elsewhere"}))

    portal.correspondence.deliver(PORTAL_ITSELF)

    assert [(row.letter, row.state) for row in portal.kept(Message)] == [
        ("submitted", "sent"), ("approved", "failed"), ("submitted", "sent"),
    ]  # fmt: skip


# --- Enrolling -------------------------------------------------------------------------------------------


@pytest.mark.clause("4.10", "4.11", "4.16")
def test_names_and_pin_make_the_applicant_a_representative(approved):
    portal, actor, application, pin, _ = approved

    account_id = steps.enrol(portal, actor, pin)

    request, account = portal.kept(Application)[0], portal.kept(Account, id=account_id)[0]
    assert (account_id, request.state) == (actor.account_id, State.ENROLLED)
    assert (account.role, account.name, account.organisation, account.enrolled_at) == (
        Role.REPRESENTATIVE, "Zoé Ñuñez O’Brien", "Cabinet Ñuñez", portal.clock.instant,
    )  # fmt: skip
    assert account.is_authorised_person is False
    assert portal.kept(Pin)[0].used_at == portal.clock.instant
    event = portal.kept(Event, subject_id=application.id, order="number")[-1]
    assert (event.name, portal.kept(EventValues, id=event.id)[0].values) == (
        "application.enrolled", {"account": str(account_id)},
    )  # fmt: skip


@pytest.mark.clause("4.12", "4.15")
def test_after_the_pin_the_terms_are_accepted_once_more_and_four_questions_come_first(approved):
    portal, actor, _, pin, _ = approved
    token = steps.token_of(portal)
    portal.clock.move(seconds=1)
    steps.enrol(portal, actor, pin)

    visit = portal.credentials.who_is(token)

    assert (visit.portal_terms_accepted, visit.needs, visit.actor.role) == (
        False, "security_setup", Role.UNPROVEN,
    )  # fmt: skip
    portal.credentials.accept_portal_terms(visit.actor, "fr")
    portal.security.set_questions(visit.actor, steps.SECURITY)
    after = portal.credentials.who_is(token)
    assert (after.portal_terms_accepted, after.needs, after.actor.role, after.name) == (
        True, "", Role.REPRESENTATIVE, "Zoé Ñuñez O’Brien",
    )  # fmt: skip


@pytest.mark.clause("4.11")
@pytest.mark.parametrize(
    ("given", "family"),
    [
        ("Zoé", "Ñuñez O’Brien"),
        ("ZOE", "NUNEZ O'BRIEN"),
        (" zoé ", "ñuñez  o brien"),
        ("Zoe\u0301", "N\u0303un\u0303ez OʼBrien"),
        ("zo-é", "Nunez-OBrien"),
        ("zoe", "nuñez o`brien"),
    ],
)
def test_names_are_compared_without_case_accents_spaces_hyphens_and_apostrophes(approved, given, family):
    portal, actor, _, pin, _ = approved

    assert tried(portal, actor, pin, (given, family)) is None


@pytest.mark.clause("4.11")
@pytest.mark.parametrize(
    "names",
    [
        ("Zoée", RIGHT[1]),
        ("Zo", RIGHT[1]),
        ("", ""),
        ("Zoé", ""),
    ],
)
def test_other_names_do_not_fit_the_pin(approved, names):
    portal, actor, _, pin, _ = approved

    assert tried(portal, actor, pin, names).code == "pin_wrong"


@pytest.mark.clause("4.11")
@pytest.mark.parametrize(
    "written", [str.lower, lambda pin: f" {pin[:4]} {pin[4:]} ", lambda pin: f"{pin[:4]}-{pin[4:]}"]
)
def test_a_pin_may_be_written_small_and_in_groups(approved, written):
    portal, actor, _, pin, _ = approved

    assert tried(portal, actor, written(pin)) is None


@pytest.mark.clause("4.11")
def test_a_pin_may_be_used_from_another_credential_than_the_requests(approved):
    portal, actor, _, pin, _ = approved
    other = newcomer(portal)

    account_id = steps.enrol(portal, other, pin)

    request = portal.kept(Application)[0]
    assert (request.account_id, request.state) == (account_id, State.ENROLLED)
    assert account_id != actor.account_id
    assert portal.kept(Credential, id=other.credential_id)[0].account_id == account_id
    representative = replace(other, role=Role.REPRESENTATIVE, account_id=account_id)
    assert portal.accounts.enrolment(representative).application == request
    assert portal.enrolment.applications(actor) == []


@pytest.mark.clause("4.11")
def test_a_pin_serves_one_account_only(approved):
    portal, actor, _, pin, _ = approved
    steps.enrol(portal, newcomer(portal), pin)
    before = portal.kept(Account)

    assert tried(portal, actor, pin).code == "pin_wrong"
    assert portal.kept(Account) == before


# --- Wrong ones ------------------------------------------------------------------------------------------


def used(portal, actor, application, officer, pin):
    steps.enrol(portal, newcomer(portal, "premiere", "192.0.2.9"), pin)
    return pin


def revoked(portal, actor, application, officer, pin):
    portal.pins.revoke(officer, application.id)
    return pin


def replaced(portal, actor, application, officer, pin):
    portal.pins.issue(officer, application.id)
    return pin


def expired(portal, actor, application, officer, pin):
    portal.clock.move(days=91)
    return pin


def unknown(portal, actor, application, officer, pin):
    return NEVER_ISSUED


@pytest.mark.clause("4.11")
@pytest.mark.parametrize("spoil", [used, revoked, replaced, expired, unknown])
def test_every_pin_that_does_not_work_reads_the_same(approved, spoil):
    portal, actor, application, pin, officer = approved
    spoilt = spoil(portal, actor, application, officer, pin)

    refusal = tried(portal, actor, spoilt)

    assert (type(refusal), refusal.code, refusal.values) == (PortalError, "pin_wrong", {})
    assert portal.kept(Account, id=actor.account_id)[0].role is Role.APPLICANT


@pytest.mark.clause("4.11")
def test_a_pin_works_until_the_last_moment_of_its_last_day(approved):
    portal, actor, _, pin, _ = approved
    # the day ends last on the Pacific coast, fourteen hours after noon in Toronto's summer
    portal.clock.move(days=90, hours=14, microseconds=-1)

    assert tried(portal, actor, pin) is None


@pytest.mark.clause("4.11")
def test_the_fifth_wrong_try_closes_the_way_for_24_hours_even_for_the_right_pin(approved):
    portal, actor, _, pin, _ = approved

    codes = [tried(portal, actor).code for _ in range(5)]
    locked = tried(portal, actor, pin)
    portal.clock.move(hours=24, microseconds=-1)
    still = tried(portal, actor, pin)
    portal.clock.move(microseconds=1)

    assert codes == [*["pin_wrong"] * 4, "locked_out"]
    assert (type(locked), type(still)) == (LockedOutError, LockedOutError)
    assert locked.values["until"] == portal.clock.instant
    assert tried(portal, actor, pin) is None


@pytest.mark.clause("4.11")
def test_five_wrong_pins_from_one_address_close_the_way_for_nobody_else_behind_it(approved):
    portal, _, _, pin, _ = approved
    one, other = (newcomer(portal, code, "203.0.113.5") for code in ("premiere", "deuxieme"))

    codes = [tried(portal, one).code for _ in range(5)]

    assert codes[-1] == "locked_out"
    assert tried(portal, other, pin) is None


@pytest.mark.clause("4.11")
def test_a_hundred_wrong_tries_by_whomever_close_one_pin_and_a_new_one_opens_the_way(approved):
    portal, actor, application, pin, officer = approved
    for place in range(20):
        someone = newcomer(portal, f"personne{place}", "")
        for _ in range(5):
            tried(portal, someone)

    closed = tried(portal, actor, pin)
    portal.pins.issue(officer, application.id)
    (again,) = letters(portal, "pin_again")
    new = json.loads(portal.outside.sealer.open(again.sealed))["pin"]

    assert closed.code == "pin_wrong"
    assert tried(portal, actor, new) is None


@pytest.mark.clause("4.11")
def test_the_way_closes_for_the_account_whichever_address_it_tries_from(approved):
    portal, _, _, pin, _ = approved
    steps.register(portal, "nomadeux")
    actors = []
    for place in range(6):
        ticket = portal.credentials.sign_in("nomadeux", steps.PASSWORD, "Firefox", f"192.0.2.{100 + place}")
        actors.append(steps.actor_of(portal, portal.credentials.exchange(ticket)))

    codes = [tried(portal, actor).code for actor in actors[:5]]

    assert codes[-1] == "locked_out"
    assert tried(portal, actors[5], pin).code == "locked_out"


def test_an_address_that_is_not_known_closes_the_way_for_nobody_else(approved):
    portal, _, _, pin, _ = approved
    one, other = (newcomer(portal, code, "") for code in ("premiere", "deuxieme"))

    codes = [tried(portal, one).code for _ in range(5)]

    assert codes[-1] == "locked_out"
    assert tried(portal, other, pin) is None


@pytest.mark.clause("4.11")
def test_the_applicant_is_told_of_wrong_tries_with_the_names_of_her_approved_request(approved):
    portal, _, application, _, _ = approved
    stranger = newcomer(portal)

    tried(portal, stranger)
    tried(portal, stranger, names=("Jean", "Autre"))

    (letter,) = letters(portal, "pin_tried")
    assert (letter.application_id, letter.address) == (application.id, "zoe@example.ca")
    event = portal.kept(Event, subject_id=application.id, order="number")[-1]
    assert (event.name, event.account_id, event.role) == ("pin.refused", None, "newcomer")
    assert application.reference in steps.delivered(portal).text


def test_a_right_try_starts_the_count_anew(approved):
    portal, _, _, pin, _ = approved
    stranger = newcomer(portal)
    for _ in range(4):
        tried(portal, stranger)
    steps.enrol(portal, stranger, pin)

    assert [tried(portal, stranger).code for _ in range(4)] == ["pin_wrong"] * 4


# --- Again, and no longer --------------------------------------------------------------------------------


@pytest.mark.clause("3.1")
def test_a_new_pin_comes_in_a_new_letter_and_the_earlier_one_no_longer_works(approved):
    portal, actor, application, pin, officer = approved

    portal.pins.issue(officer, application.id)

    new = steps.pin_in(steps.delivered(portal))
    good = [row for row in portal.kept(Pin) if row.is_good(portal.clock.instant)]
    assert (new != pin, len(good)) == (True, 1)
    assert tried(portal, actor, pin).code == "pin_wrong"
    assert tried(portal, actor, new) is None
    assert "pin.issued" in [event.name for event in portal.kept(Event, subject_id=application.id)]


def test_a_pin_is_revoked_once_with_one_event(approved):
    portal, _, application, _, officer = approved

    portal.pins.revoke(officer, application.id)
    before = portal.everything()
    portal.pins.revoke(officer, application.id)

    assert portal.everything() == before
    assert [event.name for event in portal.kept(Event)].count("pin.revoked") == 1


@pytest.mark.parametrize("outcome", [None, Outcome.REFUSED, Outcome.DOCUMENTS_REQUIRED])
def test_only_an_approved_request_has_a_pin_to_issue_or_revoke(sent, outcome):
    portal, _, application, officer = sent
    if outcome:
        steps.decide(portal, officer, application, outcome)
    before = portal.everything()

    refusals = [
        refusal_of(lambda verb=verb: verb(officer, application.id))
        for verb in (portal.pins.issue, portal.pins.revoke)
    ]

    assert [refusal.code for refusal in refusals] == ["not_open", "not_open"]
    assert portal.everything() == before


# --- A colleague -----------------------------------------------------------------------------------------


@pytest.fixture
def firm(enrolled):
    """A representative, the officer, and a colleague with an approved request and the PIN she lost."""
    portal, boss, application, officer = enrolled
    colleague = steps.applicant_by_partner(portal)
    request = steps.submitted(portal, colleague, organisation={"organisation": "CABINET Nunez"})
    steps.decide(portal, officer, request)
    steps.delivered(portal)
    administrator = steps.worker(portal, Role.ADMINISTRATOR, "adminis9")
    return portal, boss, application, colleague, request, administrator


@pytest.mark.clause("4.9n")
def test_an_authorised_person_issues_a_pin_to_a_colleague_of_the_same_organisation(firm):
    portal, boss, application, colleague, request, administrator = firm
    portal.accounts.authorise(administrator, application.reference, True)

    portal.pins.issue_for_colleague(boss, f" {request.reference.lower()} ")

    assert letters(portal, "pin_again")[0].account_id == colleague.account_id
    assert tried(portal, colleague, steps.pin_in(steps.delivered(portal))) is None
    event = next(event for event in portal.kept(Event) if event.name == "pin.issued")
    assert (event.subject_id, event.role, event.account_id) == (
        request.id, "representative", boss.account_id,
    )  # fmt: skip


@pytest.mark.clause("4.9n")
def test_a_representative_who_is_not_or_no_longer_authorised_issues_nothing(firm):
    portal, boss, application, _, request, administrator = firm
    before = portal.kept(Pin)
    never = refusal_of(lambda: portal.pins.issue_for_colleague(boss, request.reference))
    for authorised in (True, False):
        portal.accounts.authorise(administrator, application.reference, authorised)

    no_longer = refusal_of(lambda: portal.pins.issue_for_colleague(boss, request.reference))

    assert [type(it) for it in (never, no_longer)] == [NotAllowedError] * 2
    assert portal.kept(Pin) == before


@pytest.mark.clause("4.9n")
@pytest.mark.parametrize("organisation", ["Cabinet Ailleurs", "Cabinet"])
def test_a_request_of_another_organisation_is_as_unknown_as_none(enrolled, organisation):
    portal, boss, application, officer = enrolled
    stranger = steps.applicant_by_partner(portal)
    request = steps.submitted(portal, stranger, organisation={"organisation": organisation})
    steps.decide(portal, officer, request)
    administrator = steps.worker(portal, Role.ADMINISTRATOR, "adminis9")
    portal.accounts.authorise(administrator, application.reference, True)
    before = portal.everything()

    refusals = [
        refusal_of(lambda it=it: portal.pins.issue_for_colleague(boss, it))
        for it in (request.reference, "RRA-ZZZZ-ZZZZ", application.reference, "")
    ]

    assert {(type(refusal), refusal.code) for refusal in refusals} == {(NotFoundError, "colleague_not_found")}
    assert portal.everything() == before


def test_firms_whose_names_are_signs_only_are_not_the_same_firm(someone):
    portal, actor = someone
    officer = steps.worker(portal)
    boss, application = steps.representative(portal, actor, officer, organisation={"organisation": "***"})
    other = steps.applicant_by_partner(portal)
    request = steps.submitted(portal, other, organisation={"organisation": "---"})
    steps.decide(portal, officer, request)
    administrator = steps.worker(portal, Role.ADMINISTRATOR, "adminis9")
    portal.accounts.authorise(administrator, application.reference, True)

    refusal = refusal_of(lambda: portal.pins.issue_for_colleague(boss, request.reference))

    assert refusal.code == "colleague_not_found"


@pytest.mark.clause("4.11")
@pytest.mark.parametrize(
    "names",
    [
        ("Zoé", "Ñuñez O’Brien"), ("ZOE", "NUNEZ OBRIEN"), ("Ñuñez-O’Brien", "Zoé"),
        ("Zoé Marie", "Nunez O'Brien"),
        ("Zoé\u200e", "Ñuñez O’Brien\u202e"),
    ],
)  # fmt: skip
def test_a_name_that_is_hers_however_written_opens_with_her_pin(approved, names):
    portal, _, _, pin, _ = approved

    assert tried(portal, newcomer(portal), pin, names) is None


@pytest.mark.clause("4.11")
@pytest.mark.parametrize("names", [("Zoé", "Tremblay"), ("Luc", "Ñuñez O’Brien"), ("Zoé", "")])
def test_another_name_never_opens_with_her_pin(approved, names):
    portal, _, _, pin, _ = approved

    assert tried(portal, newcomer(portal), pin, names).code == "pin_wrong"
