"""Where a letter is, on the case, on the applicant's home page and in the administrator's list."""

import pytest
from offices import administrator, approved, at_case, officer
from paperwork import submitted

from core.bootstrap import portal
from core.domain.application.application import Message

pytestmark = pytest.mark.usefixtures("practising")
PRACTICE = {
    "PORTAL_NOTICE_DAYS": "8", "PORTAL_COUNTERSIGN_REASONS": "false", "PORTAL_COUNTERSIGN_FIRST": "0",
    "PORTAL_COUNTERSIGN_PERCENT": "0", "PORTAL_UNDO_MINUTES": "2",
}  # fmt: skip
WAITS = {"fr": "pas encore partie", "en": "has not left yet"}
NAMES = {"fr": "Demande approuvée, avec le NIP", "en": "Request approved, with the PIN"}
TRAVELS = {"fr": "en route", "en": "on its way"}


def changed(person, **changes):
    """Let somebody's newest letter be elsewhere, and return it."""
    with portal().store.write() as tx:
        (found,) = tx.find(Message, application_id=person.application_id, order="-id", limit=1)
        return tx.replace(found.model_copy(update=changes))


@pytest.mark.clause("3.0")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_letter_that_has_not_left_is_never_said_to_be_on_its_way(language):
    screen = at_case(officer(), submitted(), language).press("bar_approved")

    text = screen.press("confirm").text

    assert WAITS[language] in text
    assert WAITS[language] in text[text.index(NAMES[language]) :].split("</li>")[0]
    assert TRAVELS[language] not in text[text.index(NAMES[language]) :].split("</li>")[0]
    assert "lettre avec le NIP est en route" not in text
    assert "letter with the PIN is on its way" not in text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"state": "sent", "next_try_at": None}, "remise au serveur de courrier"),
        (
            {"state": "failed", "tries": 1, "fault": "550 5.1.1 no such mailbox"},
            "Le serveur de courrier a dit : 550 5.1.1 no such mailbox",
        ),
        ({"state": "doubtful", "tries": 1}, "n’a pas répondu"),
        ({"state": "queued", "next_try_at": None}, "en route vers le serveur de courrier"),
    ],
)
def test_the_case_says_what_became_of_the_newest_letter(changes, said):
    person = approved()
    sent = changed(person, **changes)
    if sent.state == "sent":
        changed(person, sent_at=portal().outside.now(), read_at=portal().outside.now())

    text = at_case(officer(), person).text

    assert said in text
    assert WAITS["fr"] not in text
    assert ("Lue dans la boîte de réception" in text) == (sent.state == "sent")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "Le courriel n’a pas pu vous être remis. Lisez le message ici."),
        ("en", "The e-mail could not be delivered to you. Read the message here."),
    ],
)
def test_an_applicant_reads_on_her_home_page_that_an_e_mail_did_not_arrive(language, said):
    person = approved()
    before = person.open("home", language).text
    changed(person, state="failed", tries=1, fault="550", next_try_at=None)

    assert said not in before
    assert said in person.open("home", language).text


def test_the_administrator_reads_whether_a_message_in_trouble_was_read_in_the_portal():
    person = approved()
    changed(person, state="doubtful", tries=1, read_at=None)
    before = administrator().open("administrator/letters.py").text
    changed(person, read_at=portal().outside.now())

    after = administrator().open("administrator/letters.py").text

    assert after.count("Message lu ") == before.count("Message lu ") + 1
