"""Confirming the e-mail address beside the questions: offered where it is first of use, in nobody's way."""

import json
from html import unescape

import pytest
from paperwork import ANSWERS, applicant

from core.bootstrap import portal
from core.domain.application.application import Message


def beyond_email():
    """Return somebody who has just given her address."""
    person = applicant()
    while (question := person.seen.next_question) != "first_id":
        person.answer(question)
    return person


def code_for(person):
    with portal().store.read() as tx:
        kept = tx.find(Message, application_id=person.application_id, letter="email_check", order="id")
    return json.loads(portal().outside.sealer.open(kept[-1].sealed))["code"]


@pytest.mark.clause("3.0")
@pytest.mark.parametrize(
    ("language", "offered", "sent", "confirmed"),
    [
        ("fr", "Adresse non confirmée : zoe@example.com", "Une lettre d’essai est partie",
         "Adresse confirmée le"),
        ("en", "Address not confirmed: zoe@example.com", "A test letter has left", "Address confirmed on"),
    ],
)  # fmt: skip
def test_the_page_after_the_address_offers_a_letter_and_its_code_confirms(language, offered, sent, confirmed):
    person = beyond_email()
    screen = person.open("question", language, q="first_id")
    before = unescape(screen.text).replace("\u2060", "")
    screen.press("send_email_check")
    waiting = unescape(screen.text)
    screen.at.text_input(key="email_code").set_value(code_for(person))
    screen.press("confirm_email")

    after = unescape(screen.text)
    assert (offered in before, sent in waiting, confirmed in after) == (True, True, True)
    assert offered not in after


@pytest.mark.parametrize("typed", ["12", "", "111111"])
def test_a_wrong_code_is_explained_and_the_question_goes_on_all_the_same(typed):
    person = beyond_email()
    screen = person.open("question", q="first_id").press("send_email_check")
    wrong = "222222" if typed == code_for(person) else typed
    screen.at.text_input(key="email_code").set_value(wrong)
    (said,) = screen.press("confirm_email").notices("error")
    person.answer("first_id")

    told = "Ce code n’est pas celui de la dernière lettre" if len(typed) == 6 else "Le code a six chiffres."
    assert told in unescape(said)
    assert person.seen.next_question == "second_id"


def test_the_offer_comes_after_the_address_and_leaves_with_the_next_page():
    person = beyond_email()
    person.answer("first_id", **ANSWERS["first_id"])

    shown = {
        q: "send_email_check" in person.open("question", q=q).buttons
        for q in ("telephone", "email", "first_id", "second_id")
    }

    assert shown == {"telephone": False, "email": True, "first_id": True, "second_id": False}
