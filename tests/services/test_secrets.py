"""After a whole journey, no secret that was used stands anywhere in the store."""

from core.domain.application import Event, EventValues, Message
from core.domain.identity import PORTAL_ITSELF, normalised
from core.domain.ports import Proven
from tests.services import steps
from tests.services.refusals import refusal_of

NEW_PASSWORD, MISTYPED = "Nouveau-Secret2", "Mot-mal-tape-3"


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
    portal.oversight.run_due(PORTAL_ITSELF)
    portal.credentials.sign_out(actor)
    words = [steps.PASSWORD, NEW_PASSWORD, MISTYPED, ticket, token, again, by_partner, *steps.ANSWERS]
    return {*words, *(word.casefold() for word in words), *map(normalised, steps.ANSWERS)}


def test_no_event_holds_a_password_a_recovery_answer_or_a_token(portal):
    secrets = journey(portal)

    told = repr([portal.kept(kind) for kind in (Event, EventValues, Message)])

    assert [secret for secret in secrets if secret in told] == []


def test_no_record_at_all_holds_them(portal):
    secrets = journey(portal)

    told = repr(portal.everything())

    assert [secret for secret in secrets if secret in told] == []


def test_the_journey_leaves_every_event_the_portal_knows(portal):
    journey(portal)

    assert {event.name for event in portal.kept(Event)} == {
        "credential.registered", "credential.signed_in", "credential.refused", "credential.password_reset",
        "credential.signed_out", "terms.accepted", "account.opened", "application.opened", "answer.given",
        "form.printed", "document.attached", "application.submitted",
    }  # fmt: skip


def test_no_letter_holds_them(portal):
    secrets = journey(portal)

    assert len(portal.mailer.letters) == 1
    assert [secret for secret in secrets if secret in repr(portal.mailer.letters)] == []
