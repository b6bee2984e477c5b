"""What people really do: go back, reload, press twice, open a second tab, come too late."""

import pytest
from playwright.sync_api import expect

from tests.journeys.answers import ACCEPTABLE

pytestmark = pytest.mark.browser

HOME = "Que voulez-vous faire aujourd’hui?"
NAME, GIVEN = "Quel est votre nom de famille?", "Quels sont vos prénoms?"
OTHERS = "Utilisez-vous, ou avez-vous utilisé, d’autres noms?"
DOCUMENTS, SENT = "Documents présentés par le client", "Votre demande a été transmise"


def field(somebody, label):
    return somebody.page.get_by_role("textbox", name=label, exact=True)


@pytest.mark.clause("2.2", "2.3")
def test_the_browsers_back_and_the_pages_own_lead_to_the_question_before_with_its_answer(someone):
    noah = someone("applicant").arrives(HOME)
    noah.press("Demande d’inscription d’un représentant rémunéré autorisé", NAME)
    noah.answers(ACCEPTABLE["family_name"]).arrives(GIVEN)
    noah.answers(ACCEPTABLE["given_names"]).arrives(OTHERS)

    noah.page.go_back()
    noah.arrives(GIVEN)
    expect(field(noah, "Prénom(s) *")).to_have_value("Zoé Ñusta")
    noah.press("Précédent", NAME)
    expect(field(noah, "Nom de famille *")).to_have_value("Nguyễn-Łukasz")
    noah.page.go_back()
    noah.arrives(GIVEN)


@pytest.mark.clause("2.3", "2.10")
def test_reloading_in_the_middle_stays_at_the_question_and_loses_nothing(someone):
    noah = someone("answering", at="/question").arrives("Avez-vous déjà eu une inscription au portail"
                                                        " comme représentant rémunéré autorisé?")  # fmt: skip
    noah.answers(ACCEPTABLE["previously_enrolled"]).arrives(
        "De quel organisme de réglementation êtes-vous membre?"
    )

    noah.page.reload()
    noah.arrives("De quel organisme de réglementation êtes-vous membre?")

    noah.open("/review", "Révisez vos réponses")
    noah.reads("Il reste des questions sans réponse : 6 répondues sur")


@pytest.mark.clause("2.3")
def test_a_malformed_answer_is_named_beside_its_field_and_what_was_typed_stays(someone):
    noah = someone("answering", at="/question?q=date_of_birth").arrives("Quelle est votre date de naissance?")

    noah.answers({"date_of_birth": "1985-02-31"})
    noah.reads("À corriger (1)")
    summary = noah.main.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link").click()

    expect(field(noah, "Jour")).to_be_focused()
    expect(noah.page.locator(":focus")).to_have_attribute("aria-invalid", "true")
    expect(field(noah, "Jour")).to_have_value("31")


@pytest.mark.clause("2.15", "2.16")
def test_two_tabs_that_submit_send_one_request(someone):
    noah = someone("ready", at="/documents").arrives(DOCUMENTS)
    other = noah.new_tab().open("/documents", DOCUMENTS)

    noah.press("Soumettre")
    other.press("Soumettre")
    noah.arrives(SENT)
    other.arrives(SENT)

    assert noah.told("Soumise le") == other.told("Soumise le")
    noah.open("/home", HOME)
    assert noah.main.get_by_role("link", name="Voir la confirmation").count() == 1


@pytest.mark.clause("2.15")
def test_pressing_submit_twice_sends_one_request(someone):
    noah = someone("ready", at="/documents").arrives(DOCUMENTS)

    noah.page.get_by_role("button", name="Soumettre", exact=True).dblclick()
    noah.arrives(SENT)

    noah.open("/home", HOME)
    assert noah.main.get_by_role("link", name="Voir la confirmation").count() == 1


@pytest.mark.clause("2.14", "2.15")
def test_after_submission_nothing_can_change_even_by_going_back(someone):
    noah = someone("ready", at="/documents").arrives(DOCUMENTS)
    noah.press("Soumettre", SENT)

    noah.page.go_back()
    noah.arrives(SENT)
    for path in ("/question?q=family_name", "/review", "/form", "/upload?kind=first_id"):
        noah.open(path, SENT)


@pytest.mark.clause("2.15")
def test_submitting_waits_for_every_document_and_a_document_can_be_taken_back(someone):
    noah = someone("ready", at="/documents").arrives(DOCUMENTS)

    noah.press("Retirer la deuxième pièce")
    noah.reads("Document retiré : Deuxième pièce d’identité.")

    noah.reads("« Soumettre » n’est pas encore possible. Il manque : deuxième pièce d’identité.")
    assert noah.main.get_by_role("button", name="Soumettre", exact=True).is_disabled()


@pytest.mark.clause("2.4", "2.5", "2.12")
def test_a_changed_answer_closes_the_documents_page_until_the_form_is_printed_again(someone):
    noah = someone("printed", at="/review").arrives("Révisez vos réponses")
    noah.follow("Modifier : Nom de famille", NAME)
    noah.answers({"family_name": "Nguyễn"}).reads(
        "Au registre, votre nom n’est pas écrit tout à fait de la même"
    )
    noah.press("Suivant", "Révisez vos réponses")

    noah.open("/documents", DOCUMENTS)
    noah.reads("Cette page s’ouvre quand le formulaire IMM 5661 porte vos réponses actuelles.")
    noah.press("Aller à la page d’impression", "Imprimer IMM 5661")
    noah.press("Imprimer IMM 5661 de nouveau").reads("impression n° 2")
    noah.press("Continuer", DOCUMENTS)


@pytest.mark.clause("2.17")
def test_an_expired_request_is_replaced_by_a_new_one_that_keeps_its_answers(someone):
    noah = someone("expired").arrives(HOME)
    noah.reads("Expirée : son dernier jour était le").reads("Ce n’est pas un refus.")

    noah.press("Copier mes réponses dans une nouvelle demande", "Révisez vos réponses")

    noah.reads("30 jours restants")
    assert noah.main.get_by_text("Nguyễn-Łukasz").count() == 1
    assert noah.main.get_by_text("Sans réponse").count() == 0


@pytest.mark.clause("2.17")
def test_the_days_left_are_shown_on_every_screen_of_a_request(someone):
    noah = someone("ready").arrives(HOME)

    for path in ("/home", "/question?q=email", "/review", "/form", "/documents", "/upload?kind=first_id"):
        noah.open(path).reads("30 jours restants")
