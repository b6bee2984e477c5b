"""The whole road in French, with a GCKey, from one machine to another."""

import pytest
import zxingcpp

from tests.journeys import paper
from tests.journeys.answers import FRENCH
from tests.journeys.person import ENROLLING, REFUSED_ONLY, library, new_user_code, screens

pytestmark = pytest.mark.browser

HOME = "Que voulez-vous faire aujourd’hui?"


def signs_up(zoe, code):
    zoe.open("/", "Inscription des représentants rémunérés autorisés (RRA)")
    zoe.reads("Ouvrir une session avec un Partenaire de connexion")
    zoe.press("Poursuivez vers la CléGC", "Ouvrir une session avec CléGC")
    zoe.register(code)
    zoe.press("Continuer", library().terms["portal"].title.fr)
    zoe.press("J’accepte")
    zoe.screens("Non", "Non", "Oui")
    zoe.arrives("Votre compte est créé")
    zoe.reads("Un compte au portail de CIC a été créé à votre intention.")
    zoe.press("Continuer", HOME)


def answers_everything(zoe):
    zoe.press("Demande d’inscription d’un représentant rémunéré autorisé", "Quel est votre nom de famille?")
    zoe.answers_all(FRENCH, last="first_id")
    zoe.answers(FRENCH["second_id"])
    zoe.reads("La deuxième pièce est une carte de crédit ou une carte bancaire : elles ne sont pas acceptées")
    zoe.look(again=True)
    zoe.answers({"second_id_kind": "birth_certificate", "second_id_shows": ["date_of_birth"]})
    zoe.arrives("Quel autre membre en règle attestera votre identité?")
    zoe.answers(FRENCH["attestor"]).arrives("Révisez vos réponses")


def changes_regulator(zoe):
    zoe.follow("Modifier : Organisme de réglementation")
    zoe.arrives("De quel organisme de réglementation êtes-vous membre?")
    assert zoe.page.get_by_role("combobox").input_value() == "Barreau de l’Ontario"
    zoe.answers({"regulator": "LSNB"}).arrives("Quel genre de permis avez-vous?")
    zoe.reads("3 nouvelles questions, parce que vous avez changé une réponse")
    zoe.answers({"licence": "lawyer"}).arrives("Depuis quand êtes-vous membre?")
    zoe.answers(FRENCH["membership_since"])
    zoe.arrives("Le site de votre organisme affiche-t-il votre nom autrement?")
    zoe.answers(FRENCH["register_name"]).arrives("Révisez vos réponses")
    zoe.reads("Réponses retirées, parce qu’elles ne s’appliquent plus")
    zoe.look(again=True)
    assert zoe.main.get_by_role("link", name="Modifier : Numéro de membre", exact=True).count() == 0


def prints(zoe):
    """Print, save the form, quit and sign out; return the form."""
    zoe.press("Imprimer IMM 5661", "Imprimer IMM 5661")
    form = zoe.saved("Enregistrer le formulaire sur cet appareil (PDF)")
    zoe.press("Quitter", HOME)
    zoe.reads("est gardée")
    zoe.sign_out()
    return form


def gives_papers(zoe, form):
    scan = paper.signed(form)
    assert {zoe.reference in code.text for code in zxingcpp.read_barcodes(scan[0])} == {True}
    zoe.gives("imm5661", "formulaire signé.pdf", paper.as_pdf(scan))
    zoe.press("Téléverser la première pièce", "Téléverser la première pièce")
    zoe.chooses_file("passeport.pdf", b"<html><script>alert(1)</script></html>").press("Suivant")
    zoe.reads("Ce fichier n’est pas d’un type accepté").look(again=True)
    zoe.chooses_file("mauvais.jpg", paper.identity_card("la mauvaise pièce")).press("Suivant")
    zoe.arrives("Documents présentés par le client")
    zoe.gives("first_id", "passeport.jpg", paper.identity_card("NGUYEN", "AB123456"), "replace")
    zoe.reads("passeport.jpg")
    assert zoe.main.get_by_text("mauvais.jpg").count() == 0
    zoe.gives("second_id", "naissance.png", paper.identity_card("NGUYEN", "1985-03-27", kind="PNG"))
    zoe.press("Voir le formulaire IMM 5661", "Voir le formulaire IMM 5661")
    assert zoe.is_drawn(
        zoe.main.get_by_role("img", name="Page 1 sur 2 du fichier fourni : formulaire signé.pdf")
    )
    zoe.press("Retour aux documents", "Documents présentés par le client")


@pytest.mark.clause(
    "1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "1.8", "2.1", "2.2", "2.3", "2.3b", "2.3c",
    "2.4", "2.4n", "2.5", "2.6", "2.7", "2.8", "2.9", "2.10", "2.11", "2.12", "2.13", "2.14", "2.15", "2.16",
)  # fmt: skip
def test_a_newcomer_enrols_in_french_with_a_gckey_prints_signs_comes_back_elsewhere_and_submits(person):
    zoe, code = person("fr"), new_user_code()
    zoe.looks_with_axe = True

    signs_up(zoe, code)
    answers_everything(zoe)
    changes_regulator(zoe)
    form = prints(zoe)
    zoe = zoe.elsewhere().sign_in(code, then=HOME)
    zoe.press("Continuer ma demande", "Imprimer IMM 5661").press("Continuer")
    zoe.arrives("Documents présentés par le client")
    gives_papers(zoe, form)
    zoe.press("Soumettre", "Votre demande a été transmise")

    assert "Nguyễn-Łukasz" in paper.text_of(form)
    assert "P12345" not in paper.text_of(form)
    assert zoe.reference in paper.text_of(zoe.saved("Enregistrer le reçu sur cet appareil (PDF)"))
    zoe.visit_the_rest(*ENROLLING).open("/queue")
    assert zoe.barriers == []
    assert screens(*ENROLLING) - {path for path, _, _ in zoe.looked} == REFUSED_ONLY
