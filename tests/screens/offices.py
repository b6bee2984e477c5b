"""People who work here, signed in with their security question behind them, and requests in their hands."""

from dataclasses import dataclass
from functools import cache
from uuid import uuid4

from looks import look_through
from paperwork import Seen, scan, submitted

from core.bootstrap import portal
from core.domain.accounts.identity import PORTAL_ITSELF, Actor
from core.domain.application.application import Application, DocumentKind, Outcome, State
from core.domain.application.outcome_draft import Draft, WantedDocument

PASSWORD = "Motdepasse-Secret1"
QUESTIONS = tuple((f"Question {place}?", f"Réponse {place}") for place in range(1, 5))


@dataclass
class Worker:
    """Somebody who works here."""

    token: str
    actor: Actor

    def open(self, screen, language="fr", **query):
        return Seen(screen, language, self.token, query)


def worker(role, name="Camille Fictif"):
    """Return somebody new with this role, past terms and security questions."""
    user_code = f"w{uuid4().hex[:6]}abcd"[:16].translate(str.maketrans("0123456789", "ghijklnouv"))
    portal().accounts.add(PORTAL_ITSELF, user_code, PASSWORD, role, name)
    token = portal().credentials.exchange(portal().credentials.sign_in(user_code, PASSWORD, "Firefox", ""))
    actor = portal().credentials.who_is(token).actor
    portal().credentials.accept_portal_terms(actor, "fr")
    portal().security.set_questions(actor, QUESTIONS)
    return Worker(token, portal().credentials.who_is(token).actor)


def at_case(who, person, language="fr"):
    """Open somebody's request as an officer who has looked at its pages, and return the screen."""
    look_through(portal().outside, who.actor, person.application_id)
    return who.open("officer/case.py", language, request=reference_of(person))


@cache
def officer():
    """Return one officer whom tests share."""
    return worker("officer")


@cache
def other_officer():
    return worker("officer", "Dominique Fictif")


@cache
def administrator():
    return worker("administrator", "Alex Fictif")


def reference_of(person):
    return person.seen.application.reference


def decided(person, outcome=Outcome.APPROVED, by=None, **more):
    """Let an officer decide somebody's request."""
    actor = (by or officer()).actor
    look_through(portal().outside, actor, person.application_id)
    portal().casework.decide(actor, person.application_id, person.seen.stage, Draft(outcome, **more))
    return person


def deliver_all():
    """Hand over every letter that waits, whatever other tests left before it."""
    while portal().correspondence.deliver(PORTAL_ITSELF):
        pass


def approved():
    return decided(submitted())


WANTED = (
    WantedDocument(DocumentKind.FIRST_ID, True, "", "La photo est floue."),
    WantedDocument(DocumentKind.ADDITIONAL, False, "Preuve de <b>nom</b>", "Le nom a changé."),
)


def asked_for_documents(by=None):
    """Return somebody who was asked for a new copy and for one more document."""
    return decided(submitted(), Outcome.DOCUMENTS_REQUIRED, by, wanted=WANTED)


def returned(by=None):
    """Return somebody who gave the documents asked for."""
    person = asked_for_documents(by)
    for slot in person.seen.slots:
        portal().documents.attach(
            person.actor, person.application_id, slot.kind, "nouveau.png", scan(slot.kind), slot.request.id
        )
    return person.submit()


def empty_handed(who):
    """Return an officer with nothing in hand that other tests left there."""
    with portal().store.read() as tx:
        taken = tx.find(Application, claimed_by=who.actor.account_id, state=State.SUBMITTED)
    for row in taken:
        portal().claims.give_back(who.actor, row.id)
    return who
