"""A test letter and its code: offered, bounded, and a stranger's code confirms nothing."""

import json

import pytest

from core.domain.application.application import Event, Message
from core.domain.errors import MalformedAnswerError, StateError
from core.domain.letters.email_check import EmailCheck
from tests.services import steps
from tests.services.refusals import refusal_of


@pytest.fixture
def opened(portal):
    actor = steps.applicant(portal)
    return portal, actor, steps.answered(portal, actor)


def code_in(portal):
    newest = portal.kept(Message, letter="email_check")[-1]
    return json.loads(portal.outside.sealer.open(newest.sealed))["code"]


def test_nothing_is_sent_unasked_and_the_address_is_not_confirmed(opened):
    portal, actor, application = opened

    state = portal.email_checks.look(actor, application.id)

    assert (state.address, state.confirmed_at, state.waiting) == (
        steps_email(portal, actor, application),
        None,
        None,
    )
    assert portal.kept(Message, letter="email_check") == []


def steps_email(portal, actor, application):
    return portal.enrolment.look(actor, application.id).known["email"]


def test_the_code_of_the_letter_confirms_the_address_and_the_audit_holds_both(opened):
    portal, actor, application = opened
    portal.email_checks.send(actor, application.id)
    code = code_in(portal)

    told = portal.email_checks.confirm(actor, application.id, f" {code[:3]} {code[3:]}\u200e")

    assert (told, portal.email_checks.look(actor, application.id).confirmed_at) == (
        True,
        portal.outside.now(),
    )
    names = [it.name for it in portal.kept(Event, subject_id=application.id)]
    assert names[-2:] == ["email.tested", "email.confirmed"]
    (kept,) = portal.kept(EmailCheck)
    assert code not in kept.model_dump_json()


def test_the_letter_goes_out_as_every_letter_does_with_the_code_in_its_text_alone(opened):
    portal, actor, application = opened
    portal.email_checks.send(actor, application.id)
    code = code_in(portal)

    steps.delivered(portal)

    letter = portal.outside.mailer.delivered()[0]
    assert code in letter.letter.text
    assert code not in letter.letter.subject
    (message,) = portal.kept(Message, letter="email_check")
    assert (message.sealed, message.state) == (None, "sent")


def test_a_wrong_code_confirms_nothing_and_the_fifth_spends_the_letter(opened):
    portal, actor, application = opened
    portal.email_checks.send(actor, application.id)
    wrong = f"{(int(code_in(portal)) + 1) % 1_000_000:06}"

    tried = [portal.email_checks.confirm(actor, application.id, wrong) for _ in range(5)]
    refusal = refusal_of(lambda: portal.email_checks.confirm(actor, application.id, code_in(portal)))

    assert tried == [False] * 5
    assert (type(refusal), refusal.code) == (StateError, "email_code_spent")
    portal.email_checks.send(actor, application.id)
    assert portal.email_checks.confirm(actor, application.id, code_in(portal))


def test_what_is_no_six_digits_is_no_try(opened):
    portal, actor, application = opened
    portal.email_checks.send(actor, application.id)

    refusal = refusal_of(lambda: portal.email_checks.confirm(actor, application.id, "12345"))

    assert (type(refusal), refusal.fields) == (MalformedAnswerError, {"email_code": "email_code_malformed"})
    assert portal.kept(EmailCheck)[0].wrong == 0


def test_at_most_five_letters_leave_for_one_request(opened):
    portal, actor, application = opened

    for _ in range(5):
        portal.email_checks.send(actor, application.id)
        portal.clock.move(minutes=1)
    refusal = refusal_of(lambda: portal.email_checks.send(actor, application.id))

    assert (refusal.code, len(portal.kept(Message, letter="email_check"))) == ("email_letters_spent", 5)


def test_a_code_is_good_for_a_day_and_for_the_address_it_was_sent_to(opened):
    portal, actor, application = opened
    portal.email_checks.send(actor, application.id)
    code = code_in(portal)
    other = {"email": "autre@example.ca", "email_again": "autre@example.ca"}
    portal.enrolment.answer(actor, application.id, "email", other)
    changed = portal.email_checks.look(actor, application.id)

    portal.email_checks.send(actor, application.id)
    portal.outside.clock.move(days=1, seconds=1)
    late = refusal_of(lambda: portal.email_checks.confirm(actor, application.id, code))

    assert (changed.waiting, late.code) == (None, "email_code_spent")


def test_without_an_address_no_letter_leaves(portal):
    actor = steps.applicant(portal)
    application = steps.opened(portal, actor)

    refusal = refusal_of(lambda: portal.email_checks.send(actor, application.id))

    assert (refusal.code, portal.kept(Message)) == ("email_missing", [])
