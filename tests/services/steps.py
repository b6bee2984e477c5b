"""What people do at the portal, a step at a time."""

import re
from dataclasses import replace

from core.domain.accounts.identity import PORTAL_ITSELF, Role
from core.domain.accounts.registration import Registration
from core.domain.application.application import EXPECTED, DocumentKind, Outcome, Screening
from core.domain.application.outcome_draft import Draft, WantedDocument
from core.domain.ports.partners import Proven
from tests.domain.typed import WHOLE

PASSWORD = "Motdepasse-Secret1"
RECOVERY = (
    ("Première rue?", "Érables secrets"),
    ("Premier chien?", "Filou secret"),
    ("Auto?", "Lada secrète"),
)
ANSWERS = tuple(answer for _, answer in RECOVERY)
SECURITY = tuple((f"Question secrète {place}?", f"Réponse secrète {place}") for place in range(1, 5))
SECURITY_ANSWERS = tuple(answer for _, answer in SECURITY)
NO_NO_YES = Screening(has_pin=False, is_institution=False, is_representative=True)


def register(portal, user_code="zoetrope", **changes):
    wanted = Registration(
        user_code=user_code, password=PASSWORD, password_again=PASSWORD, questions=RECOVERY,
        edition=portal.outside.library.terms["gckey"].edition, language="fr",
    )  # fmt: skip
    return portal.credentials.register(wanted.model_copy(update=changes))


def token_of(portal, user_code="zoetrope", password=PASSWORD):
    return portal.credentials.exchange(
        portal.credentials.sign_in(user_code, password, "Firefox", "192.0.2.1")
    )


def actor_of(portal, token):
    return portal.credentials.who_is(token).actor


def applicant(portal, user_code="zoetrope"):
    """Register, sign in, accept the terms, open an account; return the actor."""
    register(portal, user_code)
    return with_account(portal, token_of(portal, user_code))


def applicant_by_partner(portal, subject="boreal-0001"):
    return with_account(
        portal, portal.credentials.sign_in_by_partner(Proven(issuer="/demo", subject=subject))
    )


def with_account(portal, token):
    newcomer = actor_of(portal, token)
    portal.credentials.accept_portal_terms(newcomer, "fr")
    portal.enrolment.open_account(newcomer, NO_NO_YES)
    return actor_of(portal, token)


def opened(portal, actor):
    return portal.enrolment.open_application(actor)


def answered(portal, actor, **changes):
    """Open a request and answer every question of the whole road."""
    application = opened(portal, actor)
    for id, raw in {**WHOLE, **changes}.items():
        portal.enrolment.answer(actor, application.id, id, raw)
    return application


def printed(portal, actor, **changes):
    application = answered(portal, actor, **changes)
    portal.enrolment.print_form(actor, application.id, "fr", all_the_same=True)
    return application


def give_documents(portal, actor, application, kinds=EXPECTED):
    return [
        portal.documents.attach(actor, application.id, kind, f"{kind}.pdf", f"scan of {kind}".encode())
        for kind in kinds
    ]


def ready(portal, actor, **changes):
    """Bring a request to where only `submit` is left."""
    application = printed(portal, actor, **changes)
    give_documents(portal, actor, application)
    return application


def submitted(portal, actor, **changes):
    application = ready(portal, actor, **changes)
    portal.enrolment.submit(actor, application.id)
    return application


def unproven_worker(portal, role=Role.OFFICER, user_code="officier"):
    """Let the portal make an account for somebody who works here, and sign in to it."""
    portal.accounts.add(PORTAL_ITSELF, user_code, PASSWORD, role, f"{role} {user_code}")
    return actor_of(portal, token_of(portal, user_code))


def worker(portal, role=Role.OFFICER, user_code="officier"):
    """Somebody who works here, the security questions behind her."""
    unproven = unproven_worker(portal, role, user_code)
    portal.security.set_questions(unproven, SECURITY)
    return replace(unproven, role=role)


WANTED = (
    WantedDocument(DocumentKind.FIRST_ID, True, "", "La photo est floue."),
    WantedDocument(DocumentKind.ADDITIONAL, False, "Preuve de nom", "Votre nom a changé."),
)
DRAFTS = {
    Outcome.APPROVED: Draft(Outcome.APPROVED),
    Outcome.REFUSED: Draft(Outcome.REFUSED, reasons=(("wrong_member_number", ""),)),
    Outcome.DOCUMENTS_REQUIRED: Draft(Outcome.DOCUMENTS_REQUIRED, wanted=WANTED),
}


def decide(portal, officer, application, outcome=Outcome.APPROVED, draft=None):
    """Open the case and decide at once."""
    stage = portal.casework.open_case(officer, application.id).seen.stage
    return portal.casework.decide(officer, application.id, stage, draft or DRAFTS[outcome])


def give_what_is_asked(portal, actor, application, mark="new"):
    """Give a file for each document asked for, none of them given before."""
    slots = portal.enrolment.look(actor, application.id).slots
    return [
        portal.documents.attach(
            actor, application.id, slot.kind, "a.pdf", f"{mark} {place}".encode(), slot.request.id
        )
        for place, slot in enumerate(slots)
    ]


def delivered(portal):
    """Deliver what waits, and return the newest letter."""
    portal.correspondence.deliver(PORTAL_ITSELF)
    return portal.mailer.letters[-1].letter


def pin_in(letter):
    """Return the PIN that stands in a letter."""
    return re.search(r"(?:NIP|PIN)\).*: ([2-9A-HJ-NP-Z]{8})$", letter.text, re.MULTILINE)[1]


def enrol(portal, actor, pin, given="Zoé", family="Ñuñez O’Brien"):
    return portal.pins.enrol(actor, given, family, pin)


def representative(portal, actor, officer, **changes):
    """Bring an applicant all the way to the tools of a representative, and return who she then is."""
    application = submitted(portal, actor, **changes)
    decide(portal, officer, application)
    enrol(portal, actor, pin_in(delivered(portal)))
    portal.clock.move(seconds=1)
    portal.credentials.accept_portal_terms(actor, "fr")
    portal.security.set_questions(replace(actor, role=Role.UNPROVEN), SECURITY)
    return replace(actor, role=Role.REPRESENTATIVE), application
