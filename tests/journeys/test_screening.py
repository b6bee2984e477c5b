"""Before there is an account: terms declined, and the screening answers that lead elsewhere."""

import pytest

from tests.journeys.person import library

pytestmark = pytest.mark.browser

TERMS = library().terms["portal"].title.fr
FIRST = "Avez-vous reçu un numéro d’identification personnel (NIP)?"


@pytest.mark.clause("1.3", "1.4")
def test_declining_the_gckey_terms_leads_back_to_sign_in_and_registration_stays_closed(person):
    camille = person("fr").open("/", "Inscription des représentants rémunérés autorisés (RRA)")

    camille.follow("S’enregistrer", library().terms["gckey"].title.fr)
    camille.press("Je refuse", "Inscription des représentants rémunérés autorisés (RRA)")
    camille.open("/register", library().terms["gckey"].title.fr)

    assert "portal_session" not in camille.cookies


@pytest.mark.clause("1.7", "1.P4")
def test_declining_the_portals_terms_creates_nothing_and_they_are_asked_again(someone):
    camille = someone("newcomer").arrives("Bienvenue").press("Continuer", TERMS)

    camille.press("Je refuse", "Vous n’avez pas accepté les modalités")
    camille.reads("Rien n’a été créé ni enregistré.")
    camille.press("Relire les modalités", TERMS)
    camille.open("/screening", "Lisez d’abord les modalités du portail")
    code = camille.user_code
    camille.sign_out().sign_in(code, then="Bienvenue").press("Continuer", TERMS)

    assert camille.menu == ["Guide", "Motifs de refus courants"]


@pytest.mark.clause("2.1")
@pytest.mark.parametrize(
    ("answers", "title", "leads_to"),
    [
        (
            ("Non", "Oui"),
            "Un autre service est fait pour les établissements d’enseignement",
            "portail des établissements d’enseignement désignés",
        ),
        (("Non", "Non", "Non"), "Ce portail n’est pas le service qu’il vous faut", "formulaire IMM 5476"),
    ],
)
def test_other_screening_answers_explain_where_to_go_and_create_nothing(someone, answers, title, leads_to):
    camille = someone("accepted", at="/screening").arrives(FIRST)

    camille.screens(*answers).arrives(title)
    camille.reads(leads_to).reads("Aucun compte n’a été créé et rien n’a été enregistré.")
    camille.open("/home", FIRST)

    assert camille.menu == ["Guide", "Motifs de refus courants"]


@pytest.mark.clause("0.1", "2.1")
def test_a_screening_answer_given_by_mistake_can_be_corrected(someone):
    camille = someone("accepted", at="/screening").arrives(FIRST)

    camille.screens("Non", "Oui").arrives("Un autre service est fait pour les établissements d’enseignement")
    camille.press("Corriger ma réponse", "Êtes-vous associé à un établissement d’enseignement?")
    camille.tick("Non")
    camille.press(
        "Suivant", "Souhaitez-vous vous inscrire au portail en tant que représentant rémunéré autorisé?"
    )
    camille.tick("Oui")
    camille.press("Suivant", "Votre compte est créé").press("Continuer", "Que voulez-vous faire aujourd’hui?")

    assert camille.menu == [
        "Accueil", "Mes messages", "Guide", "Motifs de refus courants", "Combien de temps prend une décision",
    ]  # fmt: skip


@pytest.mark.clause("2.1", "4.10")
def test_who_has_a_pin_is_led_to_its_page_and_back_when_it_was_a_mistake(someone):
    camille = someone("accepted", at="/screening").arrives(FIRST)

    camille.screens("Oui").arrives("Terminez votre inscription avec votre NIP")
    camille.press("Je n’ai pas de NIP", FIRST)

    assert camille.menu == ["Guide", "Motifs de refus courants"]
