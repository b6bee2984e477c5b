"""An applicant whose request the real services brought to its papers, and a screen opened as she sees it."""

import io
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from uuid import UUID, uuid4

from opening import Opened
from PIL import Image, ImageDraw

from core.adapters.operations.system import new_id
from core.bootstrap import portal
from core.domain.accounts.identity import Actor
from core.domain.application.application import EXPECTED, DocumentKind, Message, Screening
from core.domain.ports import Proven

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
ANSWERS = {
    "family_name": {"family_name": "Tremblay"},
    "given_names": {"given_names": "Zoé"},
    "other_names": {"has_other_names": False},
    "date_of_birth": {"date_of_birth": "1985-03-27"},
    "language": {"correspondence_language": "fr"},
    "previously_enrolled": {"previously_enrolled": False},
    "regulator": {"regulator": "LSNB"},
    "licence": {"licence": "lawyer"},
    "membership_since": {"membership_since": "2012-06-01"},
    "register_name": {"register_name_differs": False},
    "organisation": {"organisation": ""},
    "business_address": {
        "street": "1, rue Exemple",
        "city": "Moncton",
        "address_country": "CA",
        "province": "CA-NB",
        "postal_code": "E1C 1A1",
    },
    "telephone": {"telephone": "506 555-0123"},
    "email": {"email": "zoe@example.com", "email_again": "zoe@example.com"},
    "first_id": {
        "first_id_kind": "passport",
        "first_id_issuer": "CA",
        "first_id_number": "AB123456",
        "first_id_expiry": "2035-01-31",
    },
    "second_id": {
        "second_id_kind": "other",
        "second_id_description": "Bail [résidentiel](x) <b>2026</b>",
        "second_id_shows": ["home_address"],
    },
    "attestor": {
        "attestor_family_name": "Specimen",
        "attestor_given_names": "Noah",
        "attestor_regulator": "LSNB",
        "attestor_number": "",
        "attestor_email": "noah@example.com",
    },
}


def scan(word="scan", pages=1, kind="PNG"):
    """Return a picture that holds a word, so that two scans differ."""
    images = [Image.new("L", (320, 200), 255) for _ in range(pages)]
    for number, image in enumerate(images, 1):
        ImageDraw.Draw(image).text((20, 80), f"{word} {number} {uuid4()}", fill=0)
    out = io.BytesIO()
    more = {"save_all": True, "append_images": images[1:]} if pages > 1 else {}
    images[0].save(out, kind, **more)
    return out.getvalue()


@dataclass
class Applicant:
    """Somebody signed in who has a request."""

    subject: str
    token: str
    actor: Actor
    application_id: UUID

    @property
    def seen(self):
        return portal().enrolment.look(self.actor, self.application_id)

    def answer(self, question, **value):
        portal().enrolment.answer(self.actor, self.application_id, question, value or ANSWERS[question])

    def answer_all(self):
        while question := self.seen.next_question:
            self.answer(question)
        return self

    def print(self, language="fr"):
        portal().enrolment.print_form(self.actor, self.application_id, language)
        return self

    def attach(self, *kinds, data=None, name="scan.png"):
        for kind in kinds or EXPECTED:
            portal().documents.attach(
                self.actor, self.application_id, DocumentKind(kind), name, data or scan(str(kind))
            )
        return self

    def submit(self):
        portal().enrolment.submit(self.actor, self.application_id)
        return self

    def sign_in_again(self, browser=FIREFOX):
        """Sign in elsewhere too, and return that session's token."""
        return signed_in(self.subject, browser)

    def open(self, screen, language="fr", **query):
        """Open one of the applicant's screens at her request."""
        told = {"request": self.seen.application.reference, **query}
        return Seen(f"applicant/{screen}.py", language, self.token, told)


def signed_in(subject, browser=FIREFOX):
    proven = Proven(issuer="https://partner.example", subject=subject)
    return portal().credentials.sign_in_by_partner(proven, browser, "127.0.0.1")


def applicant():
    """Return somebody new with an empty request."""
    subject = uuid4().hex
    token = signed_in(subject)
    newcomer = portal().credentials.who_is(token).actor
    portal().credentials.accept_portal_terms(newcomer, "fr")
    no_no_yes = Screening(has_pin=False, is_institution=False, is_representative=True)
    portal().enrolment.open_account(newcomer, no_no_yes)
    actor = portal().credentials.who_is(token).actor
    return Applicant(subject, token, actor, portal().enrolment.open_application(actor).id)


def printed():
    """Return somebody whose form was printed."""
    return applicant().answer_all().print()


def submitted():
    """Return somebody who sent everything."""
    return printed().attach().submit()


@cache
def somebody_printed():
    """Return one person whom tests share that change nothing."""
    return printed()


@cache
def somebody_with_all_documents():
    """Return one person whom tests share that change nothing; the signed form has three pages."""
    return (
        printed()
        .attach("imm5661", data=scan(pages=3, kind="TIFF"), name="formulaire.tif")
        .attach("first_id", "second_id", name='"><b>.png')
    )


@cache
def somebody_submitted():
    """Return one person whom tests share that change nothing."""
    return submitted()


class Seen(Opened):
    """A screen with its buttons and everything it says."""

    @property
    def text(self):
        """Everything said in the page, the menu aside."""
        kinds = ("title", "header", "markdown", "text", "success", "warning", "info", "error", "html")
        rows = [element for kind in kinds for element in self.at.main.get(kind)]
        return "\n".join(str(getattr(it, "value", None) or it.proto.body) for it in rows)

    @property
    def buttons(self):
        """The page's buttons by key, without the header band's."""
        return {button.key: button.label for button in self.at.main.button if button.key != "sign_out"}

    @property
    def papers(self):
        """Return what the viewer of a case was given to show."""
        told = (it.proto for it in self.at.main.get("bidi_component"))
        return next(json.loads(it.json) for it in told if it.component_name == "portal_case_viewer")

    def notices(self, kind):
        return [element.value for element in self.at.main.get(kind)]

    def choose(self, key, name, data):
        self.at.file_uploader(key=key).set_value((name, data, "application/octet-stream"))
        return self


def written_to(person, state="kept"):
    """Let a letter wait in somebody's inbox."""
    letter = Message(
        id=new_id(),
        account_id=person.actor.account_id,
        application_id=person.application_id,
        letter="reminder_7",
        told={"reference": person.seen.application.reference, "last_day": "2026-12-23", "days": "7"},
        language="fr",
        address="zoe@example.com",
        created_at=datetime.now(UTC),
        state=state,
        sent_at=datetime.now(UTC),
    )
    with portal().store.write() as tx:
        tx.add(letter)
    return person


def run_out(person):
    """Let a request's last day be yesterday."""
    application = person.seen.application
    yesterday = person.seen.today - timedelta(days=1)
    with portal().store.write() as tx:
        tx.replace(application.model_copy(update={"last_day": yesterday}))
    return person
