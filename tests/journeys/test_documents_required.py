"""Documents required: two rounds between a French officer and an applicant, then the approval."""

import pytest

from tests.journeys import paper
from tests.journeys.staff import Officer, Stakeholder

pytestmark = [pytest.mark.browser, pytest.mark.long]

PEOPLE = {"zoe": "submitted fr", "robin": "submitted en"}
"""Whom the portal knows before the journeys begin, and how far they have come."""

BLURRED = "La photo est floue."
CHANGED = "Votre nom a changé en 2014."
UNSIGNED = "The attestation is not signed."
WORDS = {
    "fr": ("Demande requise", "Non fourni", "Voir les documents requis"),
    "en": ("New copy requested", "Not provided", "View required documents"),
}


def gives(person, word, name):
    """Upload one of the documents asked for."""
    person.press(person.say("documents.upload", name=word)).arrives(person.say("upload.title", name=word))
    person.chooses_file(name, paper.identity_card(name, person.user_code))
    person.press(person.say("upload.next"), person.say("documents.title"))


def goes_from_message(person, reference):
    """Follow the unread message about documents, which leads straight to them."""
    person.reads(person.say("home.is_unread"))
    subject = {
        "fr": f"Demande {reference} : documents requis",
        "en": f"Request {reference}: documents required",
    }
    person.follow(subject[person.language], subject[person.language])
    person.press(person.say("messages.to_documents"), person.say("documents.title"))
    return person


def submits(person):
    person.press(person.say("documents.submit"), person.say("confirmation.title_again"))
    return person


@pytest.mark.clause("3.0", "3.3", "3.4", "3.5", "3.6")
def test_two_rounds_of_documents_come_back_to_the_officer_who_asked_and_then_the_request_is_approved(
    office, person
):
    camille, maxime, zoe = person("fr", Officer), person("fr", Stakeholder), person("fr")
    camille.looks_with_axe = zoe.looks_with_axe = True
    reference = office["zoe"].reference
    again, more, button = WORDS["fr"]
    first_copy = zoe.say("documents.copy_named", title=zoe.say("documents.first_id"))
    proof = zoe.say("documents.quoted", title="Preuve de changement de nom")

    camille.begins("officer1", camille.say("queue.title")).takes(reference).chooses("documents_required")
    camille.asks_again(camille.say("documents.first_id"), BLURRED)
    camille.asks_more("Preuve de changement de nom", CHANGED)
    preview = camille.previews()
    camille.confirms("documents_required", reference)
    office.delivers()
    letter = maxime.begins("stakeholder1").letter(f"Demande {reference} : documents requis")
    zoe.sign_in(office["zoe"].user_code, then=zoe.say("home.title"))
    assert zoe.main.get_by_role("button", name=button, exact=True).count() == 1
    goes_from_message(zoe, reference)
    zoe.reads(again).reads(more).reads(BLURRED).reads(CHANGED)
    assert zoe.main.get_by_role("button", name="Téléverser").count() == 2
    assert zoe.main.get_by_role("button", name="Soumettre", exact=True).is_disabled()
    gives(zoe, first_copy, "passeport net.jpg")
    gives(zoe, proof, "certificat.jpg")
    submits(zoe).look(again=True)

    assert BLURRED in preview
    assert BLURRED not in letter
    assert "Un message vous attend dans votre boîte de messages" in letter
    camille.press(camille.say("case.to_queue"), camille.say("queue.title"))
    camille.goes_to("returned").reads(
        camille.say("queue.for_you", told=camille.say("queue.came_back"))
    ).takes(reference)
    camille.reads("(nouveau)").chooses("documents_required")
    camille.asks_more("Bail de 2026", "Votre adresse a changé.").previews()
    camille.confirms("documents_required", reference)
    zoe.press("Page d’accueil", zoe.say("home.title")).press(button, zoe.say("documents.title"))
    assert zoe.main.get_by_role("button", name="Téléverser").count() == 1
    gives(zoe, zoe.say("documents.quoted", title="Bail de 2026"), "bail.jpg")
    submits(zoe)
    camille.press(camille.say("case.to_queue"), camille.say("queue.title"))
    camille.goes_to("returned").takes(reference)
    camille.reads(BLURRED).reads("Bail de 2026").chooses("approved").previews()
    camille.confirms("approved", reference)
    zoe.press("Page d’accueil", zoe.say("home.title")).reads("Approuvée.")

    assert camille.barriers + zoe.barriers == []


@pytest.mark.clause("3.3", "3.4", "3.5", "3.6")
def test_an_english_applicant_gives_a_new_copy_from_the_button_beside_the_request(office, person):
    dominique, robin = person("fr", Officer), person("en")
    robin.looks_with_axe = True
    reference = office["robin"].reference
    again, more, button = WORDS["en"]

    dominique.begins("officer2", dominique.say("queue.title")).takes(reference)
    dominique.chooses("documents_required").asks_again(dominique.say("documents.imm5661"), UNSIGNED)
    dominique.reads("Sa langue de correspondance est l’anglais").previews()
    dominique.confirms("documents_required", reference)
    robin.sign_in(office["robin"].user_code, then=robin.say("home.title"))
    robin.press(button, robin.say("documents.title")).reads(again).reads(UNSIGNED)
    assert robin.main.get_by_text(more).count() == 0
    robin.reads(robin.say("documents.locked_title"))
    gives(robin, robin.say("documents.copy_named", title=robin.say("documents.imm5661")), "form.jpg")
    submits(robin)

    assert robin.barriers == []
