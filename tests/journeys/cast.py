"""People whom the services brought some way along before the portal is served; journeys start there."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import timedelta

from warm_rooms import warm_rooms

from core.adapters.operations.system import BcryptHasher
from core.bootstrap import build
from core.demonstration.accounts import ensure
from core.domain.accounts.registration import Registration
from core.domain.application.application import EXPECTED, Screening
from core.services.accounts.credentials import Credentials
from core.settings import Settings
from tests.journeys import paper
from tests.journeys.answers import ACCEPTABLE
from tests.journeys.person import PASSWORD

STAGES = {
    "newcomer": 4,
    "accepted": 5,
    "applicant": 2,
    "answering": 7,
    "printed": 2,
    "ready": 6,
    "expired": 1,
}
"""How far people have come, and how many are there; each stage has been through those before it."""
QUESTIONS = (("Première rue?", "du Lac"), ("Premier chien?", "Castor"), ("Premier livre?", "Le Lac"))
NO_NO_YES = Screening(has_pin=False, is_institution=False, is_representative=True)
HALF = tuple(ACCEPTABLE)[:5]


@dataclass
class Cast:
    """Who is left at each stage; a test takes somebody that no other test touches."""

    left: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def take(self, stage):
        return self.left[stage].pop()


@warm_rooms()
def prepare(data):
    """Fill a portal's folder with people and return them; the portal is not served yet."""
    here = build(Settings(data=data))
    # bcrypt reads the cost from the hash: people made cheaply also sign in quickly
    here = replace(here, credentials=Credentials(replace(here.outside, hasher=BcryptHasher(4))))
    # the demonstration's own accounts too, or the portal would make them at its start, at full cost
    ensure(here.credentials.outside)
    cast = Cast()
    for stage, many in STAGES.items():
        for number in range(many):
            cast.left[stage].append(_someone(here, stage, f"at{stage}{number}"))
    here.store.close()
    return cast


def _someone(here, stage, code):
    edition = here.library.terms["gckey"].edition
    wanted = Registration(
        user_code=code, password=PASSWORD, password_again=PASSWORD, questions=QUESTIONS, edition=edition,
        language="fr",
    )  # fmt: skip
    here.credentials.register(wanted)
    ticket = here.credentials.sign_in(code, PASSWORD, "Firefox", "192.0.2.1")
    token = here.credentials.exchange(ticket)
    for step in STEPS[: tuple(STAGES).index(stage)]:
        step(here, here.credentials.who_is(token).actor)
    here.credentials.sign_out(here.credentials.who_is(token).actor)
    return code


def _accept(here, actor):
    here.credentials.accept_portal_terms(actor, "fr")


def _open_account(here, actor):
    here.enrolment.open_account(actor, NO_NO_YES)


def _answer_half(here, actor):
    application = here.enrolment.open_application(actor)
    for question in HALF:
        here.enrolment.answer(actor, application.id, question, ACCEPTABLE[question])


def _answer_and_print(here, actor):
    (seen,) = here.enrolment.applications(actor)
    while question := seen.next_question:
        here.enrolment.answer(actor, seen.application.id, question, ACCEPTABLE[question])
        seen = here.enrolment.look(actor, seen.application.id)
    here.enrolment.print_form(actor, seen.application.id, "fr")


def _attach(here, actor):
    (seen,) = here.enrolment.applications(actor)
    for kind in EXPECTED:
        data = paper.identity_card(str(kind), str(seen.application.id))
        here.documents.attach(actor, seen.application.id, kind, f"{kind}.jpg", data)


def _run_out(here, actor):
    (seen,) = here.enrolment.applications(actor)
    yesterday = {"last_day": seen.today - timedelta(days=1)}
    with here.store.write() as tx:
        tx.replace(seen.application.model_copy(update=yesterday))


STEPS = (_accept, _open_account, _answer_half, _answer_and_print, _attach, _run_out)
