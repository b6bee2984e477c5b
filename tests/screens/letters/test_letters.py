"""What is mended by hand: letters sent again, PINs, authorised persons; and the audit's check."""

from contextlib import contextmanager

import pytest
from offices import administrator, approved, officer, reference_of, worker
from paperwork import Seen, submitted, written_to

from core.bootstrap import portal
from core.domain.accounts.identity import Account, Role
from core.domain.accounts.pin import Pin
from core.domain.application.application import Application, Event, Message, State

LETTERS = "administrator/letters.py"
ENROLMENTS = "administrator/enrolments.py"
AUDIT = "administrator/audit.py"


def letters_of(person, **equals):
    with portal().store.read() as tx:
        return tx.find(Message, application_id=person.application_id, order="-id", **equals)


def in_trouble(person, letter, state="doubtful"):
    """Let somebody's letter be in trouble, and return it."""
    with portal().store.write() as tx:
        found = tx.find(Message, application_id=person.application_id, letter=letter)[0]
        return tx.replace(found.model_copy(update={"state": state, "fault": "timed out"}))


def pins_of(person):
    with portal().store.read() as tx:
        return tx.find(Pin, application_id=person.application_id, order="id")


def enrolled(organisation):
    """Return a reference whose applicant is enrolled for an organisation."""
    person = approved()
    with portal().store.write() as tx:
        application = tx.get(Application, person.application_id)
        tx.replace(application.model_copy(update={"state": State.ENROLLED}))
        account = tx.get(Account, person.actor.account_id)
        changed = {"role": Role.REPRESENTATIVE, "organisation": organisation}
        tx.replace(account.model_copy(update=changed))
    return person


@contextmanager
def changed_entry(person):
    """Let somebody's first entry be another's deed for a while, as by a hand in the database."""
    with portal().store.write() as tx:
        first = tx.find(Event, subject_id=person.application_id, number=1)[0]
        tx.erase(Event, id=first.id)
        tx.add(first.model_copy(update={"role": "portal"}))
    try:
        yield
    finally:
        with portal().store.write() as tx:
            tx.erase(Event, id=first.id)
            tx.add(first)


def authorised(person):
    with portal().store.read() as tx:
        return tx.get(Account, person.actor.account_id).is_authorised_person


@pytest.mark.parametrize(
    ("language", "title", "state"),
    [
        ("fr", "Lettres en souffrance", "Douteuse : remise au serveur, sans réponse"),
        ("en", "Letters in trouble", "Doubtful: handed to the server, no answer"),
    ],
)
def test_a_doubtful_letter_is_listed_and_leaves_again_when_told(language, title, state):
    letter = in_trouble(written_to(submitted()), "reminder_7")
    screen = administrator().open(LETTERS, language)
    assert screen.title == title
    assert state in screen.text

    screen.press(f"again_{letter.id}")

    assert f"again_{letter.id}" not in screen.buttons
    with portal().store.read() as tx:
        assert tx.get(Message, letter.id).state == "queued"


@pytest.mark.clause("3.1")
def test_a_letter_that_carried_a_pin_leads_to_a_new_pin_instead():
    person = approved()
    letter = in_trouble(person, "approved", "failed")

    screen = administrator().open(LETTERS, "en")

    assert f"again_{letter.id}" not in screen.buttons
    assert f'<a href="/enrolments?request={reference_of(person)}">' in screen.text


@pytest.mark.clause("3.1")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_pin_is_issued_again_and_is_read_nowhere(language):
    person = approved()
    screen = officer().open(ENROLMENTS, language, request=reference_of(person))

    screen.press(f"issue_{person.application_id}")

    first, second = pins_of(person)
    assert (first.revoked_at is None, second.revoked_at) == (False, None)
    assert letters_of(person)[0].letter == "pin_again"
    assert len(screen.notices("success")) == 1


@pytest.mark.clause("3.1")
def test_a_revoked_pin_says_so_and_may_be_followed_by_another():
    person = approved()
    screen = administrator().open(ENROLMENTS, "fr", request=reference_of(person))
    assert "Envoyé, pas encore utilisé" in screen.text

    screen.press(f"revoke_{person.application_id}")

    assert "<strong>NIP</strong></dt>" in screen.text
    assert "Révoqué" in screen.text
    assert list(screen.buttons)[-1] == f"issue_{person.application_id}"


@pytest.mark.clause("4.9n")
def test_an_administrator_makes_an_authorised_person_and_takes_it_back():
    person = enrolled("Cabinet Exemple")
    screen = administrator().open(ENROLMENTS, "en", request=reference_of(person))

    screen.press(f"authorise_{person.application_id}")
    assert authorised(person)
    screen.press(f"withdraw_{person.application_id}")

    assert not authorised(person)


@pytest.mark.clause("4.9n")
def test_nobody_is_authorised_for_no_organisation_nor_by_an_officer():
    alone, member = enrolled(""), enrolled("Cabinet Exemple")

    for who, person in ((administrator(), alone), (officer(), member)):
        screen = who.open(ENROLMENTS, "en", request=reference_of(person))
        assert [key for key in screen.buttons if str(person.application_id) in key] == []


def test_a_request_not_yet_approved_offers_no_pin():
    person = submitted()

    screen = officer().open(ENROLMENTS, request=reference_of(person))

    assert reference_of(person) in screen.text
    assert [key for key in screen.buttons if str(person.application_id) in key] == []


def test_managers_neither_mend_pins_nor_letters():
    manager = worker("manager")

    for screen in (LETTERS, ENROLMENTS, AUDIT, "administrator/accounts.py"):
        assert list(Seen(screen, "fr", manager.token).buttons) == ["not_yours"]


@pytest.mark.parametrize(
    ("language", "whole", "broken"),
    [
        ("fr", "La chaîne est entière", "La chaîne est rompue"),
        ("en", "The chain is whole", "The chain is broken"),
    ],
)
def test_the_audit_says_in_words_whether_its_chain_is_whole(language, whole, broken):
    person = submitted()
    screen = administrator().open(AUDIT, language)
    assert screen.press("verify").notices("success")[0].startswith(whole)

    with changed_entry(person):
        screen.press("verify")

        assert screen.notices("error")[0].startswith(broken)
        assert f"application {person.application_id}, entry 1" in screen.text
