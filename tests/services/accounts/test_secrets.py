"""After a whole journey, no secret that was used stands anywhere in the store."""

from dataclasses import replace

import pytest

from core.domain.accounts.identity import PORTAL_ITSELF, Role, normalised
from core.domain.application.application import Event, EventValues, Message, Outcome
from core.domain.ports.partners import Proven
from tests.services import steps
from tests.services.doubles import portal_of_memory
from tests.services.refusals import refusal_of

NEW_PASSWORD, MISTYPED, LAST_PASSWORD = "Nouveau-Secret2", "Mot-mal-tape-3", "Dernier-Secret4"
NORTH = Proven(issuer="/demo", subject="nord-0001")


def journey(portal):
    """Do everything there is to do, and return the secrets that were used on the way."""
    steps.register(portal)
    ticket = portal.credentials.sign_in("zoetrope", steps.PASSWORD)
    token = portal.credentials.exchange(ticket)
    actor = steps.with_account(portal, token)
    application = steps.ready(portal, actor)
    refusal_of(lambda: portal.credentials.sign_in(MISTYPED, MISTYPED))
    refusal_of(lambda: portal.credentials.sign_in("zoetrope", MISTYPED))
    refusal_of(
        lambda: portal.credentials.reset_password("zoetrope", (MISTYPED,) * 3, NEW_PASSWORD, NEW_PASSWORD)
    )
    portal.credentials.reset_password("zoetrope", steps.ANSWERS, NEW_PASSWORD, NEW_PASSWORD)
    again = steps.token_of(portal, password=NEW_PASSWORD)
    actor = steps.actor_of(portal, again)
    portal.enrolment.submit(actor, application.id)
    by_partner = portal.credentials.sign_in_by_partner(Proven(issuer="/demo", subject="boreal-0001"))
    portal.credentials.sign_out(steps.actor_of(portal, by_partner))
    pins = decided(portal, actor, application)
    words = moved_and_stopped(portal, replace(actor, role=Role.REPRESENTATIVE), application)
    secrets = [
        steps.PASSWORD, NEW_PASSWORD, LAST_PASSWORD, MISTYPED, ticket, token, again, by_partner,
        *steps.ANSWERS, *steps.SECURITY_ANSWERS, *pins, *words,
    ]  # fmt: skip
    kept_small = [normalised(answer) for answer in (*steps.ANSWERS, *steps.SECURITY_ANSWERS)]
    return {*secrets, *(word.casefold() for word in secrets), *kept_small}


def decided(portal, actor, application):
    """Two rounds, approval, a PIN issued again and one revoked, enrolment; return every PIN there was."""
    officer, administrator = steps.worker(portal), steps.worker(portal, Role.ADMINISTRATOR, "adminis9")
    steps.decide(portal, officer, application, Outcome.DOCUMENTS_REQUIRED)
    steps.give_what_is_asked(portal, actor, application)
    portal.documents.remove(actor, portal.enrolment.look(actor, application.id).slots[0].document.id)
    steps.give_what_is_asked(portal, actor, application, "again")
    portal.enrolment.submit(actor, application.id)
    steps.decide(portal, officer, application)
    pins = [steps.pin_in(steps.delivered(portal))]
    refusal_of(lambda: steps.enrol(portal, actor, "ZZZZZZZZ"))
    portal.pins.revoke(officer, application.id)
    portal.pins.issue(administrator, application.id)
    pins.append(steps.pin_in(steps.delivered(portal)))
    steps.enrol(portal, actor, pins[-1])
    portal.security.set_questions(replace(actor, role=Role.UNPROVEN), steps.SECURITY)
    portal.accounts.authorise(administrator, application.reference, True)
    portal.oversight.run_due(PORTAL_ITSELF)
    return pins


def moved_and_stopped(portal, actor, application):
    """Answer the question of a new session, change the password, stop a move, make one; return the words."""
    fresh = steps.actor_of(portal, steps.token_of(portal, password=NEW_PASSWORD))
    question = portal.security.question(fresh)
    refusal_of(lambda: portal.security.answer(fresh, MISTYPED))
    portal.security.answer(fresh, dict(steps.SECURITY)[question])
    portal.accounts.change_password(actor, NEW_PASSWORD, LAST_PASSWORD, LAST_PASSWORD)
    token = portal.credentials.sign_in_by_partner(NORTH)
    new = steps.actor_of(portal, token)
    portal.moves.ask(new, application.reference, steps.SECURITY_ANSWERS)
    stop = steps.delivered(portal).text.split("\n\n---")[0].strip().rsplit("\n", 1)[-1]
    portal.moves.stop(stop)
    code = portal.moves.start(actor)
    portal.moves.finish(new, code)
    return [token, stop, code]


@pytest.fixture(scope="module")
def _travelled():
    portal = portal_of_memory()
    return portal, journey(portal)


@pytest.fixture
def travelled(_travelled):
    """A portal after the whole journey, and every secret that was used on the way."""
    return _travelled


@pytest.mark.clause("3.1")
def test_no_event_holds_a_password_an_answer_a_pin_or_a_token(travelled):
    portal, secrets = travelled

    told = repr([portal.kept(kind) for kind in (Event, EventValues, Message)])

    assert [secret for secret in secrets if secret in told] == []


def test_no_record_at_all_holds_them(travelled):
    portal, secrets = travelled

    told = repr(portal.everything())

    assert [secret for secret in secrets if secret in told] == []


def test_the_search_would_find_them(travelled):
    """The same search finds the questions, which are no secret, and an answer of the request."""
    portal, secrets = travelled

    told = repr(portal.everything())

    assert len(secrets) > 25
    assert [word for word in ("Question secrète 1?", "Première rue?", "R900012") if word not in told] == []


def test_the_journey_leaves_every_event_the_portal_knows(travelled):
    portal, _ = travelled

    assert {event.name for event in portal.kept(Event)} == {
        "credential.registered", "credential.signed_in", "credential.refused", "credential.password_reset",
        "credential.signed_out", "credential.password_changed", "credential.closed",
        "terms.accepted", "account.opened", "account.added", "account.authorised", "account.moved",
        "application.opened", "answer.given", "form.printed", "document.attached", "document.removed",
        "application.submitted", "application.looked_at", "application.sent_back_for_documents",
        "application.returned", "application.approved", "application.enrolled",
        "pin.refused", "pin.revoked", "pin.issued", "security_questions.set", "security_question.answered",
        "move.asked", "move.stopped", "move.started",
    }  # fmt: skip


def test_the_audit_of_the_journey_is_whole(travelled):
    portal, _ = travelled

    assert portal.oversight.verify_audit(PORTAL_ITSELF) == []


@pytest.mark.clause("3.0", "3.1")
def test_a_letter_holds_no_secret_but_its_own_pin_or_stop_word(travelled):
    portal, secrets = travelled
    names = {str(row.id): row.letter for row in portal.kept(Message)}

    told_of = set(names.values())
    assert {"submitted", "documents_required", "returned", "approved", "pin_again", "pin_tried"} <= told_of
    told = {
        names[it.id]
        for it in portal.mailer.letters
        if any(secret in it.letter.text + it.letter.html for secret in secrets)
    }
    assert told == {"approved", "pin_again", "move_asked"}
