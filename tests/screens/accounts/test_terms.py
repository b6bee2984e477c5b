"""The portal's terms: accepted, or declined with nothing created."""

from uuid import uuid4

import pytest
from paperwork import Seen, applicant, signed_in

from core.bootstrap import portal
from core.domain.accounts.identity import Acceptance


def terms(language="fr"):
    token = signed_in(uuid4().hex)
    return Seen("applicant/terms.py", language, token), token


def accepted_by(token):
    actor = portal().credentials.who_is(token).actor
    with portal().store.read() as tx:
        return [row.terms for row in tx.find(Acceptance, credential_id=actor.credential_id)]


@pytest.mark.clause("1.7")
@pytest.mark.parametrize(
    ("language", "title", "accept", "decline", "said"),
    [
        (
            "fr",
            "Modalités et conditions d’utilisation du portail de CIC",
            "J’accepte",
            "Je refuse",
            "Édition",
        ),
        ("en", "CIC Portal Terms and Conditions of Use", "I accept", "I decline", "Edition"),
    ],
)
def test_the_terms_stand_in_full_with_both_answers(language, title, accept, decline, said):
    screen, _ = terms(language)

    body = portal().library.terms["portal"].body.of(language)
    assert screen.title == title
    assert body.strip() in screen.text
    assert screen.buttons == {"accept": accept, "decline": decline}
    assert screen.at.main.caption[0].value.startswith(said)


@pytest.mark.clause("1.8")
def test_accepting_records_it_and_leads_into_the_screening():
    screen, token = terms()

    screen.press("accept")

    assert accepted_by(token) == ["portal"]
    assert screen.title == "Avez-vous reçu un numéro d’identification personnel (NIP)?"


@pytest.mark.clause("1.7")
@pytest.mark.parametrize(
    ("language", "title", "again"),
    [
        ("fr", "Vous n’avez pas accepté les modalités", "Relire les modalités"),
        ("en", "You have not accepted the terms", "Read the terms again"),
    ],
)
def test_declining_says_so_records_nothing_and_leads_back(language, title, again):
    screen, token = terms(language)

    screen.press("decline")
    declined = (screen.title, screen.buttons["read_again"], accepted_by(token))
    screen.press("read_again")

    assert declined == (title, again, [])
    assert list(screen.buttons) == ["accept", "decline"]


def test_who_accepted_already_reads_them_again_and_goes_home():
    screen = applicant().open("terms")

    screen.press("continue")

    assert screen.title == "Que voulez-vous faire aujourd’hui?"
