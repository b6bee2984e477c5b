"""The road on a telephone: nothing is wider than a window of 360 pixels."""

import pytest

from tests.journeys.answers import ACCEPTABLE
from tests.journeys.person import library

pytestmark = [pytest.mark.browser, pytest.mark.long]

TELEPHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


def test_a_page_too_wide_and_a_picture_without_words_would_be_noticed(person):
    thuy = person("fr", **TELEPHONE).open("/", "Inscription des représentants rémunérés autorisés (RRA)")
    wide = "<img src=/favicon.png style='width: 500px; max-width: none'>"
    thuy.page.locator("h1").evaluate("(it, wide) => { it.innerHTML = wide; }", wide)

    thuy.looks_with_axe = True
    thuy.look()

    assert thuy.too_wide == [("/", "fr", "")]
    assert [barrier[3] for barrier in thuy.barriers] == ["image-alt"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_from_sign_in_to_print_no_page_scrolls_sideways_on_a_telephone(person, prepared, language):
    thuy = person(language, **TELEPHONE)
    thuy.sign_in(prepared.cast.take("newcomer"), then=thuy.say("arrival.title"))
    thuy.press(thuy.say("arrival.continue"), library().terms["portal"].title.of(language))

    thuy.press(thuy.say("terms.accept"), thuy.say("arrival.portal_title"))
    thuy.press(thuy.say("arrival.continue"))
    thuy.screens(*(thuy.say(f"screening.{word}") for word in ("no", "no", "yes")))
    thuy.arrives(thuy.say("screening.account_title")).press(
        thuy.say("screening.continue"), thuy.say("home.title")
    )
    thuy.press(thuy.say("home.new")).arrives(left=thuy.say("home.title"))
    thuy.answers_all(ACCEPTABLE, last="attestor")
    thuy.press(thuy.say("review.print"), thuy.say("form_page.title"))

    assert len(thuy.visited) > len(ACCEPTABLE)
    assert thuy.too_wide == []


def test_papers_and_confirmation_do_not_scroll_sideways_on_a_telephone(someone):
    thuy = someone("ready", at="/documents", **TELEPHONE)

    thuy.press("Voir la première pièce", "Voir la première pièce")
    thuy.press("Retour aux documents", "Documents présentés par le client")
    thuy.press("Remplacer la deuxième pièce", "Téléverser la deuxième pièce")
    thuy.press("Précédent", "Documents présentés par le client")
    thuy.press("Soumettre", "Votre demande a été transmise")
    for path in ("/home", "/messages", "/sessions", "/guide", "/refusals"):
        thuy.open(path)

    assert thuy.too_wide == []
