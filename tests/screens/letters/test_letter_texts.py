"""A manager's letters: their texts in both languages, the preview, publishing, and what is refused."""

import pytest
from offices import officer, worker

from core.bootstrap import portal

pytestmark = pytest.mark.usefixtures("practising")
PRACTICE = {}
SCREEN = "manager/letter_texts.py"


@pytest.fixture(scope="module")
def manager(practising):
    return worker("manager", "Gestion Fictive")


def writes(screen, **texts):
    for name, text in texts.items():
        kind = screen.at.text_input if name.startswith("subject") else screen.at.text_area
        kind(key=f"text_{name}").set_value(text)
    return screen


@pytest.mark.parametrize(
    ("language", "title", "link", "subject"),
    [
        ("fr", "Textes des lettres", "Préavis avant un refus", "Demande {reference} : refusée"),
        ("en", "Texts of letters", "Notice before a refusal", "Request {reference}: refused"),
    ],
)
def test_every_letter_is_listed_with_its_subject(manager, language, title, link, subject):
    screen = manager.open(SCREEN, language)

    assert screen.title == title
    assert f'<a href="/letter-texts?letter=notice">{link}</a>' in screen.text
    assert subject in screen.text
    assert screen.text.count("/letter-texts?letter=") == len(portal().library.letters)


def test_a_letter_is_previewed_in_both_languages_with_examples(manager):
    screen = manager.open(SCREEN, letter="approved")

    screen.press("preview")

    assert "{pin}" in screen.text
    for told in ("est approuvée", "is approved", "********"):
        assert told in screen.text


def test_new_texts_are_published_and_the_edition_stands_with_its_author(manager):
    screen = manager.open(SCREEN, "en", letter="move_stopped")
    texts = {"body_fr": "Le passage est <b>arrêté</b>.", "body_en": "The move is <b>stopped</b>."}

    writes(screen, **texts).press("preview")
    assert "is &lt;b&gt;stopped&lt;/b&gt;." in screen.text
    screen.press("publish")

    assert "Edition 2 is published" in screen.text
    assert "Gestion Fictive" in screen.text
    (told,) = (it for it in portal().letter_texts.all(manager.actor) if it.id == "move_stopped")
    assert told.body.en == texts["body_en"]
    again = manager.open(SCREEN, "fr", letter="move_stopped")
    assert again.at.text_area(key="text_body_fr").value == texts["body_fr"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Sans NIP.", "cette lettre ne servirait à rien"),
        ("{pin} {salary}", "nomme une variable que cette lettre n’a pas"),
        ("{pin} {expires_on} http://example.ca", "Aucun lien ne va dans une lettre"),
        ("", "Ce texte est vide"),
    ],
)
def test_texts_that_cannot_be_used_are_not_published(manager, text, said):
    screen = manager.open(SCREEN, letter="pin_again")

    writes(screen, body_fr=text).press("publish")

    assert said in screen.text
    assert portal().letter_texts.look(manager.actor, "pin_again").number == 1
    assert screen.at.text_area(key="text_body_fr").value == text


def test_the_second_of_two_managers_is_told_and_loses_nothing(manager):
    screens = [manager.open(SCREEN, letter="moved") for _ in range(2)]

    for number, screen in enumerate(screens):
        writes(screen, body_fr=f"Fait {number}.", body_en=f"Done {number}.").press("publish")

    assert "Une autre version de cette lettre a été publiée" in screens[1].text
    assert screens[1].at.text_area(key="text_body_fr").value == "Fait 1."


def test_an_unknown_letter_leads_to_the_list_and_officers_see_nothing(manager):
    assert manager.open(SCREEN, letter="../secret").title == "Textes des lettres"
    assert "Textes des lettres" not in officer().open(SCREEN).title
