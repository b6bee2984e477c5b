"""A representative's own screens: welcome, enrolment, history, credential, organisation."""

from html import escape

import pytest
from offices import administrator, approved, reference_of
from paperwork import ANSWERS, applicant, printed, submitted
from representing import enrolled, letter_to

from core.bootstrap import portal
from core.domain.errors import NotFoundError, NotSignedInError
from tests.screens.accounts.test_public import PASSWORD, new_code, registered


@pytest.fixture(scope="module")
def representative():
    """One representative, with her request, whom tests share that change nothing."""
    return enrolled()


@pytest.mark.clause("4.16")
@pytest.mark.parametrize(
    ("language", "title", "tools"),
    [
        ("fr", "Bienvenue au portail de CIC, Zoé Tremblay",
         ["Mon inscription", "Historique de ma demande", "Mes messages", "Ma façon d’ouvrir une session",
          "Où ma session est ouverte", "Mes questions de sécurité"]),
        ("en", "Welcome to the CIC Portal, Zoé Tremblay",
         ["My enrolment", "History of my request", "My messages", "How I sign in", "Where I am signed in",
          "My security questions"]),
    ],
)  # fmt: skip
def test_the_welcome_names_her_and_offers_the_tools_of_her_role(representative, language, title, tools):
    screen = representative[0].open("welcome", language)

    assert screen.title == title
    assert [link.proto.label for link in screen.at.main.get("page_link")] == tools


@pytest.mark.clause("4.16")
@pytest.mark.parametrize(
    ("language", "regulator", "number"),
    [
        ("fr", "Barreau du Nouveau-Brunswick", "Cet organisme n’en attribue pas"),
        ("en", "Law Society of New Brunswick", "This regulator issues none"),
    ],
)
def test_my_enrolment_says_what_was_approved_and_offers_the_attestation(
    representative, language, regulator, number
):
    person, asked = representative
    reference = portal().accounts.enrolment(person.actor).application.reference

    screen = person.open("enrolment", language)

    assert regulator in screen.text
    assert escape(number) in screen.text
    assert f'href="/attestation/{reference}.pdf"' in screen.text
    assert asked.application_id == portal().accounts.enrolment(person.actor).application.id


@pytest.mark.clause("4.16")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_attestation_is_drawn_for_its_owner_only(representative, language):
    person, _ = representative
    reference = portal().accounts.enrolment(person.actor).application.reference

    data, name = portal().accounts.attestation(person.actor, reference, language)

    assert data.startswith(b"%PDF")
    assert name == f"{reference}-attestation.pdf"
    with pytest.raises(NotFoundError):
        portal().accounts.attestation(enrolled()[0].actor, reference, language)


@pytest.mark.parametrize(
    ("language", "title", "first", "last"),
    [
        ("fr", "Historique", "Inscription", "Demande commencée"),
        ("en", "History", "Enrol", "Request begun"),
    ],
)
def test_her_history_is_told_in_plain_words_newest_first(representative, language, title, first, last):
    screen = representative[0].open("history", language)

    assert screen.title == title
    assert screen.text.index(first) < screen.text.index(last)
    assert "application." not in screen.text


def test_an_applicant_reads_the_history_of_her_own_request_only():
    mine, theirs = applicant(), submitted()

    screen = mine.open("history", "en", request=theirs.seen.application.reference)

    assert screen.at.title[-1].value == "Request not found"


def test_messages_and_what_was_sent_stay_readable(representative):
    person, _ = representative
    reference = portal().accounts.enrolment(person.actor).application.reference

    assert person.open("messages").title == "Mes messages"
    assert person.open("confirmation", request=reference).title == "Votre demande a été transmise"


def gckey_holder():
    """Return a screen opener for an applicant with a GCKey, and her user code."""
    code = new_code()
    token = registered(code)
    portal().credentials.accept_portal_terms(portal().credentials.who_is(token).actor, "fr")
    return code, token


def change(screen, old, new, again=None):
    for key, text in (("old", old), ("password", new), ("password_again", again or new)):
        screen.at.text_input(key=key).set_value(text)
    return screen.press("change")


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "Votre mot de passe est changé"), ("en", "Your password has been changed")]
)
def test_a_password_is_changed_and_other_sessions_end(opened, language, said):
    code, token = gckey_holder()
    elsewhere = portal().credentials.exchange(portal().credentials.sign_in(code, PASSWORD))

    screen = change(opened("applicant/credential.py", language, token), PASSWORD, "Nouveau-Secret-2")

    assert said in screen.text
    assert portal().credentials.sign_in(code, "Nouveau-Secret-2")
    with pytest.raises(NotSignedInError):
        portal().credentials.who_is(elsewhere)


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("", "Nouveau-Secret-2", "Nouveau-Secret-2", 'href="#old"'),
        ("Pas-le-mien-1", "Nouveau-Secret-2", "Nouveau-Secret-2", "n’est pas votre mot de passe actuel"),
        (PASSWORD, "court", "court", 'href="#password"'),
        (PASSWORD, "Nouveau-Secret-2", "Autre-Secret-2", 'href="#password_again"'),
    ],
)
def test_a_password_that_cannot_be_changed_is_explained(opened, old, new, again, said):
    _, token = gckey_holder()

    assert said in change(opened("applicant/credential.py", "fr", token), old, new, again).text


def test_who_signs_in_with_a_partner_changes_no_password_here(representative):
    screen = representative[0].open("credential")

    assert list(screen.buttons) == ["start"]
    assert "Partenaire de connexion" in screen.text


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "n’est pas celui d’une personne autorisée"), ("en", "is not that of an authorised")],
)
def test_an_organisations_page_is_closed_to_who_is_not_its_authorised_person(representative, language, said):
    screen = representative[0].open("organisation", language)

    assert said in screen.text
    assert list(screen.buttons) == ["home"]


def of_an_organisation(bring):
    """Let a request name an organisation."""
    ANSWERS["organisation"] = {"organisation": "Cabinet des Érables"}
    ANSWERS["organisation_role"] = {"organisation_role": "Associée"}
    try:
        return bring()
    finally:
        ANSWERS["organisation"] = {"organisation": ""}
        del ANSWERS["organisation_role"]


@pytest.fixture(scope="module")
def authorised():
    """A representative whom an administrator made the authorised person of her organisation."""
    person, _ = of_an_organisation(enrolled)
    reference = portal().accounts.enrolment(person.actor).application.reference
    portal().accounts.authorise(administrator().actor, reference, authorised=True)
    return person


def issue(screen, reference):
    screen.at.text_input(key="reference").set_value(reference)
    return screen.press("send")


@pytest.mark.clause("4.9n")
@pytest.mark.parametrize(
    ("language", "said"), [("fr", "Un nouveau NIP est en route"), ("en", "A new PIN is on its way")]
)
def test_an_authorised_person_issues_a_pin_to_a_colleague(authorised, language, said):
    colleague = of_an_organisation(approved)

    screen = issue(authorised.open("organisation", language), f" {reference_of(colleague).lower()} ")

    assert said in screen.notices("success")[0]
    assert "nouveau numéro d’identification personnel" in letter_to(reference_of(colleague), "nouveau numéro")


@pytest.mark.clause("4.9n")
@pytest.mark.parametrize("bring", [approved, printed])
def test_no_pin_goes_to_another_organisation_or_to_who_is_not_approved(authorised, bring):
    screen = issue(authorised.open("organisation"), reference_of(bring()))

    assert screen.notices("error") == [portal().library.say("errors.colleague_not_found", "fr")]
