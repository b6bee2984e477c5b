"""The road with the keyboard alone."""

import pytest

from tests.journeys import paper
from tests.journeys.answers import ACCEPTABLE
from tests.journeys.person import library, new_user_code
from tests.journeys.typist import Typist

pytestmark = [pytest.mark.browser, pytest.mark.long]

HOME = "Que voulez-vous faire aujourd’hui?"


def test_the_keyboard_alone_leads_from_sign_in_to_submission_and_the_focus_to_every_heading(person):
    amir = person("fr", Typist)
    amir.open("/", "Inscription des représentants rémunérés autorisés (RRA)")
    amir.register(new_user_code())
    amir.press("Continuer", library().terms["portal"].title.fr)
    amir.press("J’accepte", "Avez-vous reçu un numéro d’identification personnel (NIP)?")
    amir.screens("Non", "Non", "Oui")
    amir.arrives("Votre compte est créé").press("Continuer", HOME)
    amir.press("Demande d’inscription d’un représentant rémunéré autorisé", "Quel est votre nom de famille?")
    amir.answers_all(ACCEPTABLE, last="attestor")
    amir.press("Imprimer IMM 5661", "Imprimer IMM 5661")
    form = amir.saved("Enregistrer le formulaire sur cet appareil (PDF)")
    amir.press("Continuer", "Documents présentés par le client")
    amir.gives("imm5661", "formulaire.pdf", paper.as_pdf(paper.signed(form)))
    amir.gives("first_id", "passeport.jpg", paper.identity_card("AMIR", "AB123456"))
    amir.gives("second_id", "facture.jpg", paper.identity_card("AMIR", "1, rue Exemple"))
    amir.press("Soumettre", "Votre demande a été transmise")
