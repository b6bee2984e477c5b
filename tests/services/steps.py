"""What people do at the portal, a step at a time."""

from core.domain.application import DocumentKind, Screening
from core.domain.ports import Proven
from core.domain.registration import Registration
from tests.domain.typed import WHOLE

PASSWORD = "Motdepasse-Secret1"
RECOVERY = (
    ("Première rue?", "Érables secrets"),
    ("Premier chien?", "Filou secret"),
    ("Auto?", "Lada secrète"),
)
ANSWERS = tuple(answer for _, answer in RECOVERY)
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
    portal.enrolment.print_form(actor, application.id, "fr")
    return application


def give_documents(portal, actor, application, kinds=tuple(DocumentKind)):
    return [
        portal.documents.attach(actor, application.id, kind, f"{kind}.pdf", f"scan of {kind}".encode())
        for kind in kinds
    ]


def ready(portal, actor, **changes):
    """Bring a request to where only `submit` is left."""
    application = printed(portal, actor, **changes)
    give_documents(portal, actor, application)
    return application
