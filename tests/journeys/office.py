"""A portal with an office behind it: staff past their terms, and requests brought to an officer's desk."""

import re
from dataclasses import dataclass, replace

from live import LivePortal
from looks import look_through
from warm_rooms import warm_rooms

from core.adapters.operations.control import ask
from core.adapters.operations.system import BcryptHasher
from core.bootstrap import build
from core.demonstration.accounts import ACCOUNTS, ensure
from core.demonstration.accounts import PASSWORD as STAFF_PASSWORD
from core.domain.accounts.identity import PORTAL_ITSELF, Role
from core.domain.accounts.registration import Registration
from core.domain.application.application import EXPECTED, DocumentKind, Outcome
from core.domain.application.outcome_draft import Draft, WantedDocument
from core.services.accounts.accounts import Accounts
from core.services.accounts.credentials import Credentials
from core.services.accounts.pins import Pins
from core.services.accounts.security_questions import Security
from core.services.decisions.casework import Casework
from core.services.decisions.notices import Notices
from core.settings import Settings
from tests.journeys import paper
from tests.journeys.answers import ACCEPTABLE, ENGLISH
from tests.journeys.cast import NO_NO_YES, QUESTIONS
from tests.journeys.person import PASSWORD

SECURITY = {
    "Nom de la première rue?": "rue du Lac",
    "Ville de rêve?": "Îles-de-la-Madeleine",
    "First teacher?": "Madame Érable",
    "First bicycle?": "green",
}
"""The four security questions of whoever enrolled before the portal was served."""
DRAFTS = {
    "asked": Draft(
        Outcome.DOCUMENTS_REQUIRED,
        wanted=(
            WantedDocument(DocumentKind.FIRST_ID, True, "", "La photo est floue."),
            WantedDocument(DocumentKind.ADDITIONAL, False, "Preuve de changement de nom", "Le nom a changé."),
        ),
    ),
    "refused": Draft(Outcome.REFUSED, reasons=(("wrong_member_number", "P12345"), ("name_differs", ""))),
    "approved": Draft(Outcome.APPROVED),
    "enrolled": Draft(Outcome.APPROVED),
}
"""What was decided for who came so far; nothing for a newcomer, and for who waits for a decision."""
ANSWERS = {"fr": ACCEPTABLE, "en": ENGLISH}
SERVICES = {
    "credentials": Credentials, "casework": Casework, "pins": Pins, "security": Security,
    "accounts": Accounts,
}  # fmt: skip
BEFORE = "before:"
"""The stage of who has answered everything up to a question: "before:attestor fr"."""
NOTICE = Draft(Outcome.REFUSED, reasons=(("wrong_member_number", ""),))
NOTICE_DAYS = 8


@dataclass
class Seeded:
    """Somebody whom the services brought some way along."""

    user_code: str
    reference: str
    given: str
    family: str


@dataclass
class Office:
    """A served portal and whom it knows."""

    live: LivePortal
    people: dict[str, Seeded]

    def __getitem__(self, name):
        return self.people[name]

    def delivers(self):
        """Let the letters that wait leave now, as an operator does from the command line."""
        ask(self.live.data / "portal.sock", "deliver")


@warm_rooms()
def prepare(data, answered, **wanted):
    """Fill a portal's folder with staff and people, and return the people; the portal is not served yet.

    Shapes: each name wanted maps to a stage and a language, "submitted fr"; who is "printed" has no document
            yet, who is "noticed" reads that the number is wrong. `answered` maps some of the names to other
            answers than the usual ones.
    """
    here = build(Settings(data=data))
    # bcrypt reads the cost from the hash: people made cheaply also sign in quickly
    fast = replace(here.outside, hasher=BcryptHasher(4))
    here = replace(here, outside=fast, **{name: service(fast) for name, service in SERVICES.items()})
    ensure(fast)
    staff = {it.user_code: _accepting(here, it.user_code, STAFF_PASSWORD) for it in ACCOUNTS}
    officer = replace(staff["officer1"], role=Role.OFFICER)
    people = {name: _someone(here, officer, name, answered, *told.split()) for name, told in wanted.items()}
    here.correspondence.deliver(PORTAL_ITSELF)
    here.store.close()
    return people


def _accepting(here, user_code, password):
    """Sign in, accept the terms and sign out, as everybody did once."""
    token = here.credentials.exchange(here.credentials.sign_in(user_code, password, "Firefox", "192.0.2.1"))
    actor = here.credentials.who_is(token).actor
    here.credentials.accept_portal_terms(actor, "fr")
    here.credentials.sign_out(actor)
    return actor


def _someone(here, officer, name, answered, stage, language):
    answers = answered.get(name, ANSWERS[language])
    code = f"{name}12345678"[:10]
    edition = here.library.terms["gckey"].edition
    here.credentials.register(
        Registration(
            user_code=code, password=PASSWORD, password_again=PASSWORD, questions=QUESTIONS, edition=edition,
            language=language,
        )
    )  # fmt: skip
    given, family = answers["given_names"]["given_names"], answers["family_name"]["family_name"]
    if stage == "newcomer":
        return Seeded(code, "", given, family)
    token = here.credentials.exchange(here.credentials.sign_in(code, PASSWORD, "Firefox", "192.0.2.1"))
    newcomer = here.credentials.who_is(token).actor
    here.credentials.accept_portal_terms(newcomer, language)
    here.enrolment.open_account(newcomer, NO_NO_YES)
    actor = here.credentials.who_is(token).actor
    application = here.enrolment.open_application(actor)
    if _answer(here, actor, application, answers, stage.removeprefix(BEFORE)):
        _go_on(here, officer, actor, application, stage)
    if stage == "enrolled":
        _enrol(here, actor, token, application, (given, family))
    here.credentials.sign_out(here.credentials.who_is(token).actor)
    return Seeded(code, application.reference, given, family)


def _answer(here, actor, application, answers, until):
    """Answer question after question, and say whether that was all."""
    while question := here.enrolment.look(actor, application.id).next_question:
        if question == until:
            return False
        here.enrolment.answer(actor, application.id, question, answers[question])
    return True


def _go_on(here, officer, actor, application, stage):
    """Print what was answered, send it, and have it decided, as far as the stage goes."""
    here.enrolment.print_form(actor, application.id, "fr", all_the_same=True)
    if stage != "printed":
        _submit(here, actor, application)
    if stage in DRAFTS:
        _decide(here, officer, application, DRAFTS[stage])
    if stage == "noticed":
        practice = replace(here.outside.practice, notice_days=NOTICE_DAYS)
        look_through(here.outside, officer, application.id)
        Notices(replace(here.outside, practice=practice)).give(officer, application.id, 1, NOTICE)


def _submit(here, actor, application):
    for kind in EXPECTED:
        lines = (str(kind), application.reference)
        pages = [paper.picture(*lines, f"page {number}") for number in (1, 2)]
        is_form = kind is DocumentKind.IMM5661
        data = paper.as_pdf(pages) if is_form else paper.identity_card(*lines)
        here.documents.attach(actor, application.id, kind, f"{kind}.{'pdf' if is_form else 'jpg'}", data)
    here.enrolment.submit(actor, application.id)


def _decide(here, officer, application, draft):
    stage = here.casework.open_case(officer, application.id).seen.stage
    look_through(here.outside, officer, application.id)
    here.casework.decide(officer, application.id, stage, draft)


def _enrol(here, actor, token, application, names):
    here.correspondence.deliver(PORTAL_ITSELF)
    letters = [it.letter for it in here.outside.mailer.delivered()]
    letter = next(it for it in letters if application.reference in it.subject and pin_in(it.text))
    here.pins.enrol(actor, *names, pin_in(letter.text))
    here.credentials.accept_portal_terms(here.credentials.who_is(token).actor, "fr")
    here.security.set_questions(here.credentials.who_is(token).actor, tuple(SECURITY.items()))


def pin_in(text):
    """Return the PIN that stands in a letter; nothing when none does."""
    found = re.search(r"(?:NIP|PIN)\)[^:\n]*:\s([2-9A-HJ-NP-Z]{8})\b", text)
    return found[1] if found else ""
