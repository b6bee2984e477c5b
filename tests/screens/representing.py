"""People on part 4 of the guide: with a PIN to use, enrolled, or with another credential."""

import re
from dataclasses import dataclass
from uuid import uuid4

from offices import approved, deliver_all, reference_of
from paperwork import Seen, signed_in

from core.bootstrap import portal
from core.domain.accounts.identity import Role

NAMES = ("Zoé", "Tremblay")
QUESTIONS = tuple((f"Secrète {place}?", f"Érable {place}") for place in range(1, 5))


@dataclass
class Person:
    """Somebody signed in with a credential, whatever they are now."""

    subject: str
    token: str

    @property
    def visit(self):
        return portal().credentials.who_is(self.token)

    @property
    def actor(self):
        return self.visit.actor

    def open(self, screen, language="fr", **query):
        return Seen(screen if "/" in screen else f"applicant/{screen}.py", language, self.token, query)

    def again(self):
        """Sign in once more, elsewhere."""
        return Person(self.subject, signed_in(self.subject))


def stranger():
    """Return somebody who signs in for the first time."""
    subject = uuid4().hex
    return Person(subject, signed_in(subject))


def newcomer():
    """Return somebody new who has accepted the terms."""
    person = stranger()
    portal().credentials.accept_portal_terms(person.actor, "fr")
    return person


def letter_to(reference, words):
    """Return the text of the newest letter about a request that says these words."""
    deliver_all()
    found = portal().outside.mailer.delivered()
    return next(it.letter.text for it in found if reference in it.letter.text and words in it.letter.text)


def pin_of(person):
    """Return the PIN that an approved request's e-mail carries."""
    return re.search(r"\(NIP\)[^:]*:\s*(\w{8})", letter_to(reference_of(person), "NIP"))[1]


def stop_word_of(text):
    """Return the word that stops a move, from its letter."""
    return re.search(r"\n\n([\w-]{30,})\n", text)[1]


def with_pin():
    """Return an applicant whose request is approved, as herself, with her PIN."""
    asked = approved()
    return Person(asked.subject, asked.token), pin_of(asked), asked


def enrolled():
    """Return an enrolled representative, past terms and security questions; and her request."""
    person, pin, asked = with_pin()
    portal().pins.enrol(person.actor, *NAMES, pin)
    portal().credentials.accept_portal_terms(person.actor, "fr")
    portal().security.set_questions(person.actor, QUESTIONS)
    assert person.actor.role is Role.REPRESENTATIVE
    return person, asked
