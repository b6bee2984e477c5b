"""The three screening questions and every branch they lead to."""

from uuid import uuid4

import pytest
from paperwork import Seen, applicant, signed_in

from core.bootstrap import portal
from core.domain.accounts.identity import Role

NEXT = {"fr": "Suivant", "en": "Next"}


def newcomer():
    token = signed_in(uuid4().hex)
    portal().credentials.accept_portal_terms(portal().credentials.who_is(token).actor, "fr")
    return token


def screening(token, language="fr", **told):
    return Seen("applicant/screening.py", language, token, told)


def say(screen, question, yes, language="fr"):
    screen.at.radio(key=question).set_value(yes)
    return screen.submit(NEXT[language])


def role_of(token):
    return portal().credentials.who_is(token).actor.role


@pytest.mark.clause("2.1")
@pytest.mark.parametrize(
    ("language", "titles", "created"),
    [
        (
            "fr",
            [
                "Avez-vous reçu un numéro d’identification personnel (NIP)?",
                "Êtes-vous associé à un établissement d’enseignement?",
                "Souhaitez-vous vous inscrire au portail en tant que représentant rémunéré autorisé?",
                "Votre compte est créé",
            ],
            "Un compte au portail de CIC a été créé à votre intention.",
        ),
        (
            "en",
            [
                "Have you received a Personal Identification Number (PIN)?",
                "Are you associated with an educational institution?",
                "Do you wish to enrol in the portal as an Authorized Paid Representative?",
                "Your account is created",
            ],
            "A CIC portal account has been created for you.",
        ),
    ],
)
def test_no_no_yes_creates_the_account_and_says_so(language, titles, created):
    token = newcomer()

    screen = screening(token, language)
    shown = [screen.title]
    for question, yes in (("has_pin", False), ("is_institution", False), ("is_representative", True)):
        shown.append(say(screen, question, yes, language).title)

    assert shown == titles
    assert screen.notices("success") == [created]
    assert role_of(token) is Role.APPLICANT


@pytest.mark.clause("2.1")
@pytest.mark.parametrize(
    ("told", "last", "title", "said"),
    [
        (
            {"has_pin": "no"},
            ("is_institution", True),
            "Un autre service est fait pour les établissements d’enseignement",
            "portail des établissements d’enseignement désignés",
        ),
        (
            {"has_pin": "no", "is_institution": "no"},
            ("is_representative", False),
            "Ce portail n’est pas le service qu’il vous faut",
            "IMM 5476",
        ),
    ],
)
def test_every_other_answer_explains_another_way_and_creates_nothing(told, last, title, said):
    token = newcomer()

    screen = say(screening(token, **told), *last)

    assert screen.title == title
    assert said in screen.text
    assert screen.notices("info") == ["Aucun compte n’a été créé et rien n’a été enregistré."]
    assert role_of(token) is Role.NEWCOMER


@pytest.mark.clause("2.1")
def test_an_answer_can_be_corrected():
    screen = say(screening(newcomer()), "has_pin", True)

    screen.press("correct")

    assert screen.title == "Avez-vous reçu un numéro d’identification personnel (NIP)?"


def test_back_leads_to_the_question_before():
    screen = screening(newcomer(), has_pin="no", is_institution="no")

    screen.press("back")

    assert screen.title == "Êtes-vous associé à un établissement d’enseignement?"


def test_a_missing_answer_is_asked_for_where_it_is_missing():
    screen = screening(newcomer()).submit("Suivant")

    assert screen.title == "Avez-vous reçu un numéro d’identification personnel (NIP)?"
    assert '<a href="#has_pin">Il manque une réponse ici. Choisissez Oui ou Non.</a>' in screen.text


def test_an_address_alone_creates_no_account():
    token = newcomer()

    screening(token, has_pin="no", is_institution="no", is_representative="yes")

    assert role_of(token) is Role.NEWCOMER


def test_who_has_an_account_is_not_asked_again():
    screen = applicant().open("screening")

    assert screen.title == "Votre compte est créé"
    assert screen.press("continue").title == "Que voulez-vous faire aujourd’hui?"
